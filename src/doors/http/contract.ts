import { z } from 'zod';
import { Shape } from '../../workspace/shape.ts';
import { Actor } from '../../log/schema.ts';
import { DECISIONS } from '../../flow/review/schema.ts';
import { Effect, Reason } from '../../flow/ruling/schema.ts';

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

const time = z.string();
const record = z.record(z.string(), z.unknown());
export const MoneyAnswer = z.object({ minor: z.number(), currency: z.string() });

export const PersonAnswer = z.object({ id: z.string(), name: z.string(), roles: z.array(z.string()) });

export const DeskAnswer = z.object({
  workspace: z.string(),
  version: z.string(),
  locale: z.string(),
  time_zone: z.string(),
  currency: z.string(),
  people: z.array(PersonAnswer),
  workflows: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      stage: z.string(),
      open: z.number(),
      held: z.number(),
      closed_today: z.number(),
    }),
  ),
  /** Said on every page for as long as it is so: anybody who reaches this address may act as anybody. */
  notice: z.string().nullable(),
  /** Null when the sample business is not running. */
  sample: z.object({ per_minute: z.number(), sent: z.number(), shop_page: z.string() }).nullable(),
});

export const QueueItem = z.object({
  review: z.string(),
  case: z.string(),
  workflow: z.string(),
  workflow_label: z.string(),
  kind: z.string().nullable(),
  kind_label: z.string().nullable(),
  play_label: z.string(),
  title: z.string(),
  subject: z.string(),
  /** The beginning of what the customer wrote. */
  snippet: z.string(),
  effect: Effect,
  /** The strictest reason, as a sentence: why it is here. */
  why: z.string(),
  role: z.string().nullable(),
  money: MoneyAnswer.nullable(),
  confidence: z.number(),
  status: z.enum(['open', 'claimed', 'snoozed']),
  claimed_by: z.string().nullable(),
  asked_at: time,
  expires_at: time.nullable(),
  snoozed_until: time.nullable(),
});

export const QueueAnswer = z.object({
  items: z.array(QueueItem),
  counts: z.object({ open: z.number(), mine: z.number(), snoozed: z.number(), unknown: z.number() }),
  next: z.string().nullable(),
});

export const FactAnswer = z.object({
  name: z.string(),
  label: z.string(),
  source: z.string(),
  at: time,
  trust: z.enum(['trusted', 'outside']),
  value: z.unknown(),
  shape: Shape.optional(),
  missing: z.string().nullable(),
  stale: z.boolean(),
  /** Where a person sees it in the system itself. */
  page: z.string().nullable(),
});

export const InputAnswer = z.object({
  name: z.string(),
  label: z.string(),
  shape: Shape,
  value: z.unknown(),
});

export const ActionRuling = z.object({
  effect: Effect,
  reasons: z.array(Reason),
  quiet: z.array(z.string()),
  missing: z.array(z.string()),
});

export const PlannedActionAnswer = z.object({
  write: z.string(),
  label: z.string(),
  args: record,
  arg_shapes: z.record(z.string(), Shape),
  tainted: z.array(z.string()),
  digest: z.string(),
  money: MoneyAnswer.nullable(),
  irreversible: z.boolean(),
  undo: z.string().nullable(),
  ruling: ActionRuling.nullable(),
});

export const PlanAnswer = z.object({
  digest: z.string(),
  agent: z.object({ name: z.string(), version: z.string() }),
  kind: z.string(),
  play: z.string().nullable(),
  play_label: z.string(),
  confidence: z.number(),
  reason: z.string(),
  evidence: z.array(z.object({ says: z.string(), weight: z.number() })),
  inputs: z.array(InputAnswer),
  actions: z.array(PlannedActionAnswer),
  effect: Effect.nullable(),
  /** What concerns the whole plan: stage, confidence, missing facts. */
  reasons: z.array(Reason),
  similar: z.array(
    z.object({
      case: z.string(),
      score: z.number(),
      kind: z.string().nullable(),
      play: z.string().nullable(),
      text: z.string(),
      decided_at: time.nullable(),
    }),
  ),
});

export const PerformedAnswer = z.object({
  key: z.string(),
  write: z.string(),
  label: z.string(),
  args: record,
  status: z.enum(['intended', 'done', 'failed', 'unknown', 'undone']),
  says: z.string(),
  money: MoneyAnswer.nullable(),
  at: time,
  done_at: time.nullable(),
  by: Actor,
  /** Undo is possible now; `says` tells what will happen. */
  undo: z
    .object({ write: z.string(), label: z.string(), says: z.string(), until: time.nullable() })
    .nullable(),
  undo_not: z.string().nullable(),
});

export const MessageAnswer = z.object({
  at: time,
  from: z.string(),
  text: z.string(),
  fields: z.array(z.object({ name: z.string(), label: z.string(), value: z.unknown() })),
});

export const CaseAnswer = z.object({
  id: z.string(),
  workflow: z.string(),
  workflow_label: z.string(),
  version: z.number(),
  subject: z.string(),
  title: z.string(),
  kind: z.string().nullable(),
  kind_label: z.string().nullable(),
  status: z.enum(['open', 'waiting', 'held', 'acting', 'unknown', 'closed']),
  step: z.string(),
  outcome: z.string().nullable(),
  reworked: z.boolean(),
  opened_at: time,
  closed_at: time.nullable(),
  messages: z.array(MessageAnswer),
  facts: z.array(FactAnswer),
  plan: PlanAnswer.nullable(),
  review: z
    .object({
      id: z.string(),
      status: z.enum(['open', 'claimed', 'snoozed', 'decided', 'expired']),
      effect: Effect,
      role: z.string().nullable(),
      says: z.string(),
      asked_at: time,
      expires_at: time.nullable(),
      claimed_by: z.string().nullable(),
      claimed_until: time.nullable(),
      snoozed_until: time.nullable(),
      decided_by: z.string().nullable(),
      decision: z.string().nullable(),
    })
    .nullable(),
  performed: z.array(PerformedAnswer),
  /** Other cases of the same subject or customer, newest first. */
  earlier: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      kind: z.string().nullable(),
      outcome: z.string().nullable(),
      opened_at: time,
    }),
  ),
  /** What a reviewer may choose when editing. */
  plays: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      writes: z.array(z.string()),
      inputs: z.array(InputAnswer),
    }),
  ),
  kinds: z.array(z.object({ name: z.string(), label: z.string() })),
  roles: z.array(z.string()),
});

export const StoryEntry = z.object({
  version: z.number(),
  at: time,
  kind: z.string(),
  /** The entry as a sentence: "Mara approved Refund €12.00". */
  says: z.string(),
  actor: Actor,
  body: z.unknown(),
  private: z.unknown(),
  hash: z.string(),
  prev_hash: z.string(),
});

export const LogRowAnswer = z.object({
  id: z.string(),
  case: z.string(),
  workflow: z.string(),
  at: time,
  actor: z.string(),
  kind: z.string().nullable(),
  play: z.string().nullable(),
  effect: z.string().nullable(),
  trigger: z.string(),
  context: z.string(),
  action: z.string(),
  boundary: z.string(),
  outcome: z.string(),
  rule_update: z.string(),
});

export const WorkflowAnswer = z.object({
  name: z.string(),
  label: z.string(),
  purpose: z.string(),
  pressure: z.string(),
  version: z.string(),
  stage: z.string(),
  kinds: z.array(z.object({ name: z.string(), label: z.string(), cases: z.number() })),
  map: z.object({
    reads: z.array(
      z.object({
        fact: z.string(),
        label: z.string(),
        read: z.string(),
        system: z.string(),
        optional: z.boolean(),
        fresh_ms: z.number().nullable(),
        with: z.record(z.string(), z.string()),
      }),
    ),
    writes: z.array(
      z.object({
        write: z.string(),
        label: z.string(),
        system: z.string(),
        money: z.string().nullable(),
        undo: z.string().nullable(),
        irreversible: z.boolean(),
        exactly_once: z.string(),
      }),
    ),
    never: z.array(z.string()),
  }),
  plays: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      writes: z.array(z.string()),
      inputs: z.array(InputAnswer),
      cases: z.number(),
      ends: z.string().nullable(),
    }),
  ),
  agents: z.array(
    z.object({
      name: z.string(),
      kind: z.string(),
      version: z.string(),
      says: z.string(),
      rows: z.array(
        z.object({ id: z.string(), when: z.string().nullable(), play: z.string(), because: z.string() }),
      ),
    }),
  ),
  boundary: z.object({
    version: z.string(),
    file: z.string(),
    text: z.string(),
    otherwise: Effect,
    statement: z.array(z.object({ write: z.string(), text: z.string(), rules: z.array(z.string()) })),
    limits: z.array(z.object({ name: z.string(), value: z.string(), ceiling: z.string().nullable() })),
  }),
  playbook: z.string(),
  counts: z.object({
    open: z.number(),
    held: z.number(),
    closed: z.number(),
    alone: z.number(),
    by_people: z.number(),
    reworked: z.number(),
  }),
  /** Faults of a newer version on disk that is not in force. */
  faults: z.array(
    z.object({
      file: z.string(),
      line: z.number().optional(),
      says: z.string(),
      suggestion: z.string().optional(),
    }),
  ),
});

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
