import { z } from 'zod';
import { DECISIONS, Seen } from '../../../flow/review/schema.ts';
import { CheckAnswer } from '../answers/attention.ts';
import { record, time } from '../answers/basic.ts';
import { CaseAnswer } from '../answers/case.ts';
import { StoryEntry } from '../answers/log.ts';
import { AuditItem } from '../answers/people.ts';
import { PlanAnswer } from '../answers/plan.ts';
import { op } from './operation.ts';

/** What a decision must name: the plan that was on the screen, so that a stale click decides nothing else. */
export const DecideBody = z.object({
  plan: z.string(),
  decision: z.enum(DECISIONS),
  kind: z.string().optional(),
  play: z.string().optional(),
  inputs: record.optional(),
  because: z.string().max(80).optional(),
  reason: z.string().max(4_000).optional(),
  until: time.optional(),
  role: z.string().optional(),
  took_ms: z.number().int().nonnegative().optional(),
  /** What was looked at: milliseconds on screen, and the parts that were opened or scrolled to. */
  seen: Seen.optional(),
});

/** What a decision came to; `check` where the plan on the screen was a known-answer check. */
const Decided = z.object({
  case: z.string(),
  version: z.number(),
  says: z.string(),
  check: CheckAnswer.optional(),
});

/** Operations on cases: what people decide, do, take back, record and audit. */
export const casesOperations = {
  case: op('GET', '/api/cases/:id', 'One case: messages, facts, plan, ruling, actions.', {
    answer: CaseAnswer,
  }),
  story: op('GET', '/api/cases/:id/story', 'All entries of a case, and whether its chain of hashes holds.', {
    answer: z.object({ entries: z.array(StoryEntry), verified: z.boolean(), says: z.string() }),
  }),
  claim: op('POST', '/api/reviews/:id/claim', 'Take a held plan, so that nobody else works on it.', {
    answer: z.object({ claimed: z.boolean(), by: z.string(), until: time.nullable() }),
  }),
  unclaim: op(
    'POST',
    '/api/reviews/:id/unclaim',
    'Let go of a held plan that you took: anybody may take it.',
    {
      answer: z.object({ released: z.boolean() }),
    },
  ),
  decide: op('POST', '/api/reviews/:id/decide', 'Approve, edit, reject, escalate or snooze.', {
    body: DecideBody,
    answer: Decided,
  }),
  preview: op(
    'POST',
    '/api/cases/:id/preview',
    'What an edit would do and how it would be ruled; nothing is stored.',
    {
      body: z.object({ kind: z.string().optional(), play: z.string(), inputs: record }),
      answer: z.object({
        plan: PlanAnswer,
        problems: z.array(z.object({ path: z.string(), says: z.string() })),
      }),
    },
  ),
  handle: op('POST', '/api/cases/:id/handle', 'A person did it by hand.', {
    body: z.object({
      kind: z.string(),
      play: z.string().nullable(),
      outcome: z.enum(['solved', 'escalated', 'failed']),
      /** What was chosen for the play: in shadow it is compared with what the agent had planned. */
      inputs: record.optional(),
      minutes: z.number().nonnegative().optional(),
      note: z.string().max(4_000).optional(),
      seen: Seen.optional(),
    }),
    answer: Decided,
  }),
  undo: op('POST', '/api/cases/:id/undo', 'Take one action back.', {
    body: z.object({
      key: z.string(),
      /** Seen by the person: somebody changed it since, and it is taken back all the same. */
      anyway: z.boolean().optional(),
    }),
    answer: z.object({ case: z.string(), version: z.number(), says: z.string() }),
  }),
  settle: op(
    'POST',
    '/api/cases/:id/settle',
    'A person looked: the action whose fate was not known was done, or was not.',
    {
      body: z.object({ key: z.string(), done: z.boolean(), note: z.string().max(4_000).optional() }),
      answer: z.object({ case: z.string(), version: z.number(), says: z.string() }),
    },
  ),
  undo_preview: op('GET', '/api/cases/:id/undo', 'What taking an action back would do; nothing is done.', {
    query: z.object({ key: z.string() }),
    answer: z.object({
      ok: z.boolean(),
      says: z.string(),
      label: z.string().nullable(),
      until: time.nullable(),
      /** What the action had set and what the system shows now, where somebody changed it since. */
      conflict: z.object({ expected: z.string(), found: z.string() }).nullable(),
    }),
  }),
  late: op(
    'POST',
    '/api/late',
    'An outcome that came late (a chargeback): the case that caused it is reopened.',
    {
      body: z.object({
        /** What happened: `chargeback`, `reopened`, `returned`. */
        what: z.string().min(1).max(80),
        /** One of these finds the case: Remit's key, what the system called the thing (a refund's id), or the case. */
        key: z.string().optional(),
        ref: z.string().optional(),
        case: z.string().optional(),
        /** Names it once: the same outcome told twice changes nothing. */
        source: z.string().min(1).max(80).default('late'),
        source_id: z.string().min(1).max(200),
        says: z.string().max(4_000).optional(),
      }),
      answer: z.object({ status: z.enum(['reopened', 'joined', 'duplicate']), case: z.string() }),
    },
  ),
  record: op(
    'POST',
    '/api/workflows/:id/record',
    'Work that a person did, in six fields: kept, and learned from.',
    {
      body: z.object({
        /** What it was about; cases on the same subject belong together. */
        trigger: z.string().min(1).max(4_000),
        kind: z.string(),
        context: z.string().max(4_000).optional(),
        play: z.string().nullable(),
        inputs: record.optional(),
        /** What was done, in words: all there is to say where no play fits. */
        note: z.string().max(4_000).optional(),
        boundary: z.string().max(1_000).optional(),
        outcome: z.enum(['solved', 'escalated', 'failed']),
        rule_update: z.string().max(1_000).optional(),
        minutes: z.number().nonnegative().max(100_000).optional(),
        /** Names it once, so that a form that was sent twice is recorded once. */
        source_id: z.string().min(1).max(200),
      }),
      answer: z.object({ status: z.enum(['recorded', 'duplicate']), case: z.string() }),
    },
  ),
  audits: op(
    'GET',
    '/api/audits',
    'Cases drawn for a blind check: what ran by itself, and what one person decided.',
    {
      answer: z.object({ audits: z.array(AuditItem) }),
    },
  ),
  audit: op('POST', '/api/audits/:id', 'What a person would have done, before they see what was done.', {
    body: z.object({
      kind: z.string(),
      play: z.string().nullable(),
      inputs: record.optional(),
      note: z.string().max(4_000).optional(),
    }),
    answer: z.object({ agreed: z.boolean(), says: z.string() }),
  }),
  event: op('POST', '/events/:id', 'An event for a workflow: opens a case, joins one, or is known already.', {
    /** `source_id` (here, in the body, or as `Idempotency-Key`) names the event once within its source. */
    query: z.object({
      source: z.string().min(1).max(80).optional(),
      source_id: z.string().min(1).max(200).optional(),
    }),
    body: record,
    answer: z.object({ status: z.enum(['opened', 'joined', 'reopened', 'duplicate']), case: z.string() }),
  }),
} as const;
