import type { CheckRow, DecisionRow, LabelRow, ObservationRow, PrecedentRow } from './rows_of_evidence.ts';

export type * from './rows_of_evidence.ts';

/** Rows of the tables made from the log; pure functions of the stream's state, so `remit rebuild` can remake them. */
export interface Rows {
  cases?: CaseRow;
  log_rows?: LogRow[];
  reviews?: ReviewRow[];
  actions?: ActionRow[];
  labels?: LabelRow[];
  observations?: ObservationRow[];
  checks?: CheckRow[];
  precedents?: PrecedentRow[];
  decisions?: DecisionRow[];
  switches?: SwitchRow[];
  rollouts?: RolloutRow[];
  boundaries?: BoundaryRow[];
  notices?: NoticeRow[];
  rollbacks?: RollbackRow[];
  changes?: ChangeRow[];
  seals?: SealRow[];
}

/** A seal as canonical JSON, and the SHA-256 of that text. Made by `seal.ts` only. */
export interface SealRow {
  number: number;
  body: string;
  hash: string;
}

/** A brake: thrown at a time, or released (`null`). A throw waits for the intents in flight. */
export interface SwitchRow {
  /** `all`, `workflow:W`, `agent:A`, `system:S`, `write:S.W`; a drill's begins with `drill:`. */
  name: string;
  thrown_at: string | null;
  /** Who threw it, as people read it. */
  by?: string | null;
  because?: string | null;
  /** Stops nothing: shows what a throw would have stopped since. */
  drill?: boolean;
}

/** How far a workflow is rolled out. Written with the change of stage; like a throw it waits for intents in flight. */
export interface RolloutRow {
  workflow: string;
  stage: string;
  /** Percent of cases, 0–100. */
  share: number;
  /** JSON array of kinds, or null for all. */
  kinds: string | null;
  /** Version of the newest `policy.changed` of the stream; null: there is none. */
  policy?: number | null;
  /** Version of the workflow's stream that made it. */
  version: number;
  /** Null where no stage was ever changed, and only a change of policy made the row. */
  since: string | null;
}

/**
 * Which boundary of a workflow is in force. Written with the entry that puts it in force; like a throw it waits for
 * intents in flight. Null where that entry says nothing of it: then what stands there stays.
 */
export interface BoundaryRow {
  workflow: string;
  /** Version of the boundary. */
  boundary: string | null;
  /** Digest of `workflow.yaml`, on which rulings depend as well. */
  file: string | null;
  /** Version of the workflow's stream that made it. */
  version: number;
}

/** Something that people are told: a step-down, a thrown switch, a proposal that waits for somebody. */
export interface NoticeRow {
  id: string;
  at: string;
  workflow: string | null;
  kind: string;
  says: string;
  link: string | null;
  /** JSON arrays: the cases that caused it, and the roles that it is for (empty: everybody). */
  cases: string;
  roles: string;
}

export interface RollbackRow {
  id: string;
  state: 'planned' | 'running' | 'paused' | 'done' | 'cancelled';
  title: string;
  /** JSON of the slice. */
  slice: string;
  /** JSON of what became of how many. */
  counts: string;
  by: string;
  at: string;
  changed_at: string;
}

/** A change of a boundary that somebody proposed. */
export interface ChangeRow {
  id: string;
  workflow: string;
  state: 'proposed' | 'accepted' | 'declined' | 'withdrawn';
  because: string;
  /** Version of the boundary that it was made from. */
  base: string;
  text: string;
  by: string;
  at: string;
  decided_by: string | null;
  decided_at: string | null;
}

export interface CaseRow {
  id: string;
  workflow: string;
  subject: string;
  title: string;
  kind: string | null;
  /** `stopped`: a switch holds it. */
  status: 'open' | 'waiting' | 'stopped' | 'held' | 'acting' | 'unknown' | 'closed';
  /** The step that is due or was last taken, for a person to read. */
  step: string;
  outcome: string | null;
  reworked: boolean;
  opened_at: string;
  changed_at: string;
  closed_at: string | null;
  version: number;
  /** The switch that holds it. */
  stopped_by?: string | null;
}

/** The six fields of one decision, as sentences; `search` is what full-text search looks through. */
export interface LogRow {
  id: string;
  case_id: string;
  workflow: string;
  at: string;
  actor: string;
  kind: string | null;
  play: string | null;
  effect: string | null;
  trigger: string;
  context: string;
  action: string;
  boundary: string;
  outcome: string;
  rule_update: string;
  search: string;
}

export interface ReviewRow {
  id: string;
  case_id: string;
  workflow: string;
  status: 'open' | 'claimed' | 'snoozed' | 'decided' | 'expired';
  role: string | null;
  title: string;
  subject: string;
  play: string;
  effect: string;
  money_minor: number | null;
  money_currency: string | null;
  confidence: number;
  asked_at: string;
  expires_at: string | null;
  snoozed_until: string | null;
  claimed_by: string | null;
  /** A claim lapses by itself at this time. */
  claimed_until?: string | null;
  decided_by: string | null;
  decision: string | null;
  /** The beginning of what the customer wrote, for the queue. */
  snippet?: string | null;
  /** The strictest reason, as a sentence: why a person is asked. */
  why?: string | null;
  /** Which step of the approval chain this is, from 1, and of how many. */
  step?: number | null;
  steps?: number | null;
  /** JSON array of the roles of which anybody may decide; null: everybody. */
  roles?: string | null;
  /** The plan is not shown until a person has decided. */
  sealed?: boolean;
  remind_at?: string | null;
}

export interface ActionRow {
  /** The idempotency key. */
  key: string;
  case_id: string;
  workflow: string;
  write: string;
  digest: string;
  status: 'intended' | 'done' | 'failed' | 'unknown' | 'undone';
  money_minor: number | null;
  money_currency: string | null;
  intended_at: string;
  done_at: string | null;
  undoes: string | null;
  agent?: string | null;
  /** A digest of whom the case is about. */
  customer?: string | null;
  /** A digest of whom it goes to: its argument `recipient` or `to`, else the customer. */
  recipient?: string | null;
  /** What the system called the thing that it made. */
  ref?: string | null;
}
