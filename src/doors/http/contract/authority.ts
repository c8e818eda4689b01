import { z } from 'zod';
import { RolloutForm, Slice } from '../../../authority/schema.ts';
import { time } from '../answers/basic.ts';
import { BoundaryAnswer, BoundaryCheck, ChangeAnswer } from '../answers/boundary.ts';
import { BrakeAnswer, BrakeReport } from '../answers/brake.ts';
import { ExposureAnswer } from '../answers/exposure.ts';
import { RollbackAnswer, RollbackSummary } from '../answers/rollback.ts';
import { StageAnswer } from '../answers/stage.ts';
import { op } from './operation.ts';

/** Operations on authority: brakes, stages, boundaries and rollbacks. */
export const authorityOperations = {
  brake: op('GET', '/api/brake', 'What is stopped, and what can be.', { answer: BrakeAnswer }),
  throw: op('POST', '/api/brake/throw', 'Stop all, a workflow, an agent, a system or a write, at once.', {
    body: z.object({
      switch: z.string(),
      because: z.string().max(400).default(''),
      drill: z.boolean().default(false),
    }),
    answer: BrakeReport,
  }),
  release: op('POST', '/api/brake/release', 'Let it go on. What waited is ruled again.', {
    body: z.object({ switch: z.string(), because: z.string().max(400).default('') }),
    answer: z.object({ says: z.string(), woken: z.number() }),
  }),
  drill: op('GET', '/api/brake/drill', 'What a throw would stop now; nothing is stopped.', {
    query: z.object({ switch: z.string() }),
    answer: BrakeReport,
  }),
  brake_link: op(
    'POST',
    '/api/brake/links',
    'A signed link that stops and does nothing else, for a phone or a chat.',
    {
      body: z.object({ switch: z.string(), days: z.number().int().min(1).max(365).default(30) }),
      answer: z.object({ url: z.string(), expires_at: time }),
    },
  ),
  stage: op(
    'GET',
    '/api/workflows/:id/stage',
    'How far a workflow is rolled out, on what evidence, and what is next.',
    {
      answer: StageAnswer,
    },
  ),
  change_stage: op(
    'POST',
    '/api/workflows/:id/stage',
    'Widen or narrow a roll-out: who, why, and on what evidence.',
    {
      body: z.object({
        to: RolloutForm,
        because: z.string().min(1).max(1_000),
        /** Version that was on the screen, so that a stale click changes nothing. */
        version: z.number(),
      }),
      answer: z.object({ says: z.string(), version: z.number() }),
    },
  ),
  exposure: op(
    'GET',
    '/api/workflows/:id/exposure',
    'The most that it can do without a person, per hour and day.',
    {
      answer: ExposureAnswer,
    },
  ),
  boundary: op(
    'GET',
    '/api/workflows/:id/boundary',
    'The boundary in force, its history, and changes that wait.',
    {
      answer: BoundaryAnswer,
    },
  ),
  check_boundary: op(
    'POST',
    '/api/workflows/:id/boundary/check',
    'What a changed boundary would mean: faults, sentences, and its effect on the log. Nothing is stored.',
    {
      body: z.object({
        text: z.string().max(200_000).optional(),
        /** New values of limits, as the file writes them; with `text`, they are set in it. */
        limits: z.record(z.string(), z.string()).optional(),
        /** Cases to replay; 0 for none. */
        cases: z.number().int().min(0).max(50_000).default(2_000),
      }),
      answer: BoundaryCheck.extend({ text: z.string() }),
    },
  ),
  change_boundary: op(
    'POST',
    '/api/workflows/:id/boundary',
    'Put a change in force, or before a second person.',
    {
      body: z.object({
        text: z.string().max(200_000),
        /** Version of the boundary that it was made from. */
        base: z.string(),
        because: z.string().min(1).max(1_000),
        /** Ids of the widening groups that were seen and ticked. */
        ticked: z.array(z.string()).default([]),
      }),
      answer: z.object({
        status: z.enum(['in_force', 'proposed']),
        says: z.string(),
        change: z.string().nullable(),
      }),
    },
  ),
  decide_change: op(
    'POST',
    '/api/changes/:id',
    "Accept, decline or withdraw somebody's change of a boundary.",
    {
      body: z.object({
        decision: z.enum(['accept', 'decline', 'withdraw']),
        because: z.string().max(1_000).optional(),
        /** Widenings that appeared since it was proposed, and were seen by who accepts it: ids of groups. */
        ticked: z.array(z.string()).max(1_000).optional(),
      }),
      answer: z.object({ says: z.string() }),
    },
  ),
  changes: op('GET', '/api/changes', 'Changes of boundaries that wait for a second person.', {
    answer: z.object({ changes: z.array(ChangeAnswer) }),
  }),
  rollbacks: op('GET', '/api/rollbacks', 'All rollbacks, newest first.', {
    query: z.object({
      cursor: z.string().optional(),
      limit: z.coerce.number().int().min(1).max(500).default(200),
    }),
    answer: z.object({ rollbacks: z.array(RollbackSummary), next: z.string().nullable() }),
  }),
  plan_rollback: op(
    'POST',
    '/api/rollbacks',
    'List what a slice of the log would take back. Nothing is done.',
    {
      body: z.object({ slice: Slice, because: z.string().min(1).max(1_000) }),
      answer: z.object({ id: z.string() }),
    },
  ),
  rollback: op(
    'GET',
    '/api/rollbacks/:id',
    'One rollback: its plan, how far it is, and what became of each action.',
    {
      answer: RollbackAnswer,
    },
  ),
  run_rollback: op('POST', '/api/rollbacks/:id', 'Start, pause, resume or cancel it.', {
    body: z.object({
      verb: z.enum(['start', 'pause', 'resume', 'cancel']),
      because: z.string().max(400).default(''),
    }),
    answer: z.object({ says: z.string() }),
  }),
} as const;
