import { z } from 'zod';
import { DECISIONS } from '../../flow/review/schema.ts';
import { record, time } from './answers/basic.ts';
import { CaseAnswer } from './answers/case.ts';
import { DeskAnswer, QueueAnswer } from './answers/desk.ts';
import { LogRowAnswer, StoryEntry } from './answers/log.ts';
import { PlanAnswer } from './answers/plan.ts';
import { WorkflowAnswer } from './answers/workflow.ts';

export { MoneyAnswer } from './answers/basic.ts';
export { CaseAnswer, FactAnswer, MessageAnswer, PerformedAnswer } from './answers/case.ts';
export { DeskAnswer, PersonAnswer, QueueAnswer, QueueItem } from './answers/desk.ts';
export { LogRowAnswer, StoryEntry } from './answers/log.ts';
export { ActionRuling, InputAnswer, PlanAnswer, PlannedActionAnswer } from './answers/plan.ts';
export { WorkflowAnswer } from './answers/workflow.ts';

/**
 * The whole HTTP API in one table, shared by the server, the console and the command line.
 * Every operation has a method, a path with `:names`, and zod schemas for query, body and answer.
 */
export interface Operation<Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType> {
  method: 'GET' | 'POST';
  path: string;
  says: string;
  query: Q;
  body: B;
  answer: A;
}

function op<Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  method: 'GET' | 'POST',
  path: string,
  says: string,
  shapes: { query?: Q; body?: B; answer: A },
): Operation<Q, B, A> {
  return {
    method,
    path,
    says,
    query: (shapes.query ?? z.object({})) as Q,
    body: (shapes.body ?? z.object({})) as B,
    answer: shapes.answer,
  };
}

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
});

/** The person who acts comes in the header `x-remit-person` (an id of `people`); doors refuse unknown ids. */
export const contract = {
  desk: op('GET', '/api/desk', 'The workspace, its people and workflows, and what this address allows.', {
    answer: DeskAnswer,
  }),
  queue: op('GET', '/api/queue', 'Held plans, most urgent first.', {
    query: z.object({
      workflow: z.string().optional(),
      show: z.enum(['open', 'mine', 'snoozed', 'unknown']).default('open'),
      cursor: z.string().optional(),
      limit: z.coerce.number().int().min(1).max(500).default(200),
    }),
    answer: QueueAnswer,
  }),
  case: op('GET', '/api/cases/:id', 'One case: messages, facts, plan, ruling, actions.', {
    answer: CaseAnswer,
  }),
  story: op('GET', '/api/cases/:id/story', 'All entries of a case, and whether its chain of hashes holds.', {
    answer: z.object({ entries: z.array(StoryEntry), verified: z.boolean(), says: z.string() }),
  }),
  claim: op('POST', '/api/reviews/:id/claim', 'Take a held plan, so that nobody else works on it.', {
    answer: z.object({ claimed: z.boolean(), by: z.string(), until: time.nullable() }),
  }),
  decide: op('POST', '/api/reviews/:id/decide', 'Approve, edit, reject, escalate or snooze.', {
    body: DecideBody,
    answer: z.object({ case: z.string(), version: z.number(), says: z.string() }),
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
      minutes: z.number().nonnegative().optional(),
      note: z.string().max(4_000).optional(),
    }),
    answer: z.object({ case: z.string(), version: z.number(), says: z.string() }),
  }),
  undo: op('POST', '/api/cases/:id/undo', 'Take one action back.', {
    body: z.object({ key: z.string() }),
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
  log: op('GET', '/api/log', 'Decisions in six fields, newest first, with full-text search.', {
    query: z.object({
      q: z.string().max(200).optional(),
      workflow: z.string().optional(),
      kind: z.string().optional(),
      play: z.string().optional(),
      effect: z.string().optional(),
      actor: z.string().optional(),
      from: time.optional(),
      to: time.optional(),
      cursor: z.string().optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: z.object({
      rows: z.array(LogRowAnswer),
      next: z.string().nullable(),
      total: z.number(),
      total_is_exact: z.boolean(),
    }),
  }),
  workflow: op('GET', '/api/workflows/:id', 'A workflow: its map, plays, agents, boundary and statement.', {
    answer: WorkflowAnswer,
  }),
  pace: op('POST', '/api/sample/pace', 'How many new messages a minute the sample business receives.', {
    body: z.object({ per_minute: z.number().min(0).max(600) }),
    answer: z.object({ per_minute: z.number() }),
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

export type Contract = typeof contract;
export type OpName = keyof Contract;
export type QueryOf<K extends OpName> = z.input<Contract[K]['query']>;
export type BodyOf<K extends OpName> = z.input<Contract[K]['body']>;
export type AnswerOf<K extends OpName> = z.output<Contract[K]['answer']>;

/** Errors are problem details (RFC 9457): `application/problem+json`. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  code: z.string(),
  suggestion: z.string().optional(),
  path: z.string().optional(),
  /** Every field that is wrong, where there is more to say than one sentence. */
  problems: z.array(z.object({ path: z.string(), says: z.string() })).optional(),
});

/** What comes over `GET /api/live` (SSE, event name = `type`). After a reconnect the console reads again. */
export const LiveEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), version: z.string() }),
  /** Cases that changed; the console reads those that it shows. */
  z.object({ type: z.literal('changed'), cases: z.array(z.string()) }),
  z.object({ type: z.literal('many') }),
]);
