import { z } from 'zod';
import type { Money } from '../workspace/money.ts';

/** Who did it. `remit` is the runtime itself; `outside` is somebody beyond the door (a customer, a webhook). */
export const Actor = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('person'), id: z.string(), name: z.string().optional() }),
  z.strictObject({ type: z.literal('agent'), id: z.string(), version: z.string() }),
  z.strictObject({ type: z.literal('remit') }),
  z.strictObject({ type: z.literal('outside'), id: z.string() }),
]);
export type Actor = z.infer<typeof Actor>;

/** One entry before it has a place in a stream. `private` holds personal data; its hash is salted apart. */
export interface NewEntry {
  kind: string;
  kindVersion: number;
  at: Date;
  actor: Actor;
  body: Record<string, unknown>;
  private?: Record<string, unknown>;
}

/** One immutable row of the log, as read back. `private` is null once a person was erased. */
export interface Entry extends NewEntry {
  stream: string;
  /** 1 for the first entry of a stream. */
  version: number;
  private?: Record<string, unknown> | undefined;
  prevHash: string;
  hash: string;
  position: number;
}

/** What the head of a case says to workers. `dueAt: null` means nothing is due until something arrives. */
export interface Head {
  workflow: string;
  dueAt: Date | null;
  /** Keep the case leased to this worker after the append, so that it can go on without claiming again. */
  lease?: { by: string; ms: number } | null;
}

/** Rows of the tables made from the log; pure functions of the stream's state, so `remit rebuild` can remake them. */
export interface Rows {
  cases?: CaseRow;
  log_rows?: LogRow[];
  reviews?: ReviewRow[];
  actions?: ActionRow[];
  labels?: LabelRow[];
  switches?: SwitchRow[];
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
  name: string;
  thrown_at: string | null;
}

export interface CaseRow {
  id: string;
  workflow: string;
  subject: string;
  title: string;
  kind: string | null;
  status: 'open' | 'waiting' | 'held' | 'acting' | 'unknown' | 'closed';
  /** The step that is due or was last taken, for a person to read. */
  step: string;
  outcome: string | null;
  reworked: boolean;
  opened_at: string;
  changed_at: string;
  closed_at: string | null;
  version: number;
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
}

/** What a person decided, which is what the memory learns from. */
export interface LabelRow {
  id: string;
  case_id: string;
  workflow: string;
  at: string;
  text: string;
  fields: string;
  labels: string;
}

/** What an intent needs to be sure of inside the transaction that records it. */
export interface Gate {
  /** Budgets that it counts against, `workflow` and `write`; locked until the commit. Empty: no budget is read. */
  budget?: { workflow: string; write: string; timeZone: string; currency: string };
  /**
   * Called inside the transaction with what is used and which switches are thrown; must be pure and quick.
   * Returns null to go ahead, or the reason why the append must not happen.
   */
  recheck(seen: {
    used: { count_last_hour: number; count_today: number; sum_last_hour: Money; sum_today: Money };
    switches: string[];
  }): unknown;
}

export interface Append {
  stream: string;
  /** The version that the stream must have now; 0 for a new stream. */
  expected: number;
  entries: NewEntry[];
  head?: Head;
  rows?: Rows;
  /** Names that must be free, or are moved here: `event:late:web:17`, `subject:late:order 1042`. */
  keys?: { name: string; mode: 'claim' | 'move' }[];
  gate?: Gate;
}

export type Appended =
  | { ok: true; version: number; hash: string; entries: Entry[] }
  /** Somebody else wrote first: read again and think again. */
  | { ok: false; why: 'conflict' }
  /** A claimed name belongs to another stream. */
  | { ok: false; why: 'taken'; name: string; stream: string }
  /** The gate said no. */
  | { ok: false; why: 'refused'; reason: unknown };

/** A place in the order in which transactions became visible; safe to resume from. */
export interface Cursor {
  tx: string;
  position: number;
}

export interface Log {
  /** Appends of several streams in flight at the same time share one commit. */
  append(append: Append): Promise<Appended>;
  read(stream: string): Promise<Entry[]>;
  /** Reads many streams in one query; absent streams are absent from the map. */
  readMany(streams: string[]): Promise<Map<string, Entry[]>>;
  /** The stream that holds a key, or undefined. */
  holder(name: string): Promise<string | undefined>;
  /** Entries after a cursor, in an order that never changes; never skips one that commits late. */
  follow(
    after: Cursor | null,
    options: { kinds?: string[]; limit: number },
  ): Promise<{ entries: Entry[]; cursor: Cursor | null }>;
}
