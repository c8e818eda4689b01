import { z } from 'zod';
import {
  EXCEPTION_CAUSES,
  ExceptionsAnswer,
  PrecedentAnswer,
  RuleFromCase,
  UPDATE_WAYS,
  UpdateAnswer,
  UpdatesAnswer,
} from '../answers/updates.ts';
import { op } from './operation.ts';

const Named = z.string().max(200).optional();

/** Operations on what was learned from exceptions: rule updates, exceptions, bad precedents. */
export const updatesOperations = {
  updates: op(
    'GET',
    '/api/updates',
    'Rule updates: drafts from what people changed, and what became of others.',
    {
      query: z.object({ workflow: Named }),
      answer: UpdatesAnswer,
    },
  ),
  update: op(
    'GET',
    '/api/updates/:id',
    'One rule update with its cases, its proof and the ways to accept it.',
    {
      answer: UpdateAnswer,
    },
  ),
  accept_update: op(
    'POST',
    '/api/updates/:id/accept',
    'Put a rule update in force, by the path of any other change.',
    {
      body: z.object({
        way: z.enum(UPDATE_WAYS),
        /** Digest of the file that it was made from, so that a stale click changes nothing. */
        base: z.string().max(200),
        because: z.string().max(1_000).optional(),
        /** Of a boundary: ids of the widening groups that were seen and ticked. */
        ticked: z.array(z.string()).max(1_000).default([]),
      }),
      answer: z.object({
        status: z.enum(['in_force', 'proposed']),
        says: z.string(),
        change: z.string().nullable(),
      }),
    },
  ),
  decline_update: op(
    'POST',
    '/api/updates/:id/decline',
    'Decline a rule update: it is not suggested again.',
    {
      body: z.object({ because: z.string().max(1_000).default('') }),
      answer: z.object({ says: z.string() }),
    },
  ),
  rule_from_case: op(
    'POST',
    '/api/cases/:id/rule',
    'From what a person changed in a case: a draft of a rule, with what it would have done. Nothing is in force.',
    {
      body: z.object({
        /** Ids of the parts that are chosen; absent: the most telling ones. */
        parts: z.array(z.string().max(300)).max(3).optional(),
      }),
      answer: RuleFromCase,
    },
  ),
  exceptions: op(
    'GET',
    '/api/exceptions',
    'Failures, edits, escalations, conflicts and rework of a time, grouped by what they share, dearest first.',
    {
      query: z.object({
        workflow: Named,
        cause: z.enum(EXCEPTION_CAUSES).optional(),
        /** Days or times; absent: the last seven days. */
        from: z.string().max(40).optional(),
        to: z.string().max(40).optional(),
      }),
      answer: ExceptionsAnswer,
    },
  ),
  precedents: op(
    'GET',
    '/api/precedents',
    'Decisions of people that broke the written policy of their day.',
    {
      query: z.object({ workflow: Named }),
      answer: z.object({
        precedents: z.array(PrecedentAnswer),
        /** Decisions that were held against the boundary of their day so far, and those that could not be. */
        looked: z.number(),
        left_out: z.number(),
      }),
    },
  ),
  judge_precedent: op(
    'POST',
    '/api/precedents/:id',
    'Say whether a flagged decision was right after all (keep), or is not to be learned from (set_aside).',
    {
      body: z.object({ verdict: z.enum(['keep', 'set_aside']), because: z.string().max(1_000).optional() }),
      answer: z.object({ says: z.string() }),
    },
  ),
} as const;
