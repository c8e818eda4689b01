import { z } from 'zod';
import { DECISIONS } from '../../flow/review/schema.ts';
import { RolloutForm, Slice } from '../../authority/schema.ts';
import {
  AuditItem,
  AwayAnswer,
  BoundaryAnswer,
  BoundaryCheck,
  BrakeAnswer,
  BrakeReport,
  ChangeAnswer,
  ExposureAnswer,
  NoticeAnswer,
  RollbackAnswer,
  RollbackSummary,
  StageAnswer,
} from './answers/authority.ts';
import { record, time } from './answers/basic.ts';
import { CaseAnswer } from './answers/case.ts';
import { DeskAnswer, QueueAnswer } from './answers/desk.ts';
import { LogRowAnswer, StoryEntry } from './answers/log.ts';
import { PlanAnswer } from './answers/plan.ts';
import { WorkflowAnswer } from './answers/workflow.ts';

export { MoneyAnswer } from './answers/basic.ts';
export {
  AuditItem,
  AwayAnswer,
  BoundaryAnswer,
  BoundaryCheck,
  BrakeAnswer,
  BrakeReport,
  ChangeAnswer,
  ExposureAnswer,
  NoticeAnswer,
  RollbackAnswer,
  RollbackSummary,
  StageAnswer,
  SwitchAnswer,
} from './answers/authority.ts';
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
      /** What was chosen for the play: in shadow it is compared with what the agent had planned. */
      inputs: record.optional(),
      minutes: z.number().nonnegative().optional(),
      note: z.string().max(4_000).optional(),
    }),
    answer: z.object({ case: z.string(), version: z.number(), says: z.string() }),
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
      }),
      answer: z.object({ says: z.string() }),
    },
  ),
  changes: op('GET', '/api/changes', 'Changes of boundaries that wait for a second person.', {
    answer: z.object({ changes: z.array(ChangeAnswer) }),
  }),
  rollbacks: op('GET', '/api/rollbacks', 'All rollbacks, newest first.', {
    answer: z.object({ rollbacks: z.array(RollbackSummary) }),
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
  notices: op('GET', '/api/notices', 'What people were told lately, newest first.', {
    query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(30) }),
    answer: z.object({ notices: z.array(NoticeAnswer) }),
  }),
  away: op('GET', '/api/away', 'Who is away, until when, and who stands in.', { answer: AwayAnswer }),
  set_away: op(
    'POST',
    '/api/away',
    'Be away until a time, with somebody who decides in your place; or be back.',
    {
      body: z.object({ until: time.nullable(), deputy: z.string().nullable() }),
      answer: z.object({ says: z.string() }),
    },
  ),
  audits: op('GET', '/api/audits', 'Cases that ran by themselves and were drawn for a blind check.', {
    answer: z.object({ audits: z.array(AuditItem) }),
  }),
  audit: op('POST', '/api/audits/:id', 'What a person would have done, before they see what was done.', {
    body: z.object({
      kind: z.string(),
      play: z.string().nullable(),
      inputs: record.optional(),
      note: z.string().max(4_000).optional(),
    }),
    answer: z.object({ agreed: z.boolean(), says: z.string() }),
  }),
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
