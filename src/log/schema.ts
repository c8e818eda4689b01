import { z } from 'zod';
import type { Money } from '../workspace/money.ts';
import type { BoundaryRow, RolloutRow, Rows } from './rows.ts';

export type * from './rows.ts';

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

/** What a budget has used. Sums are of the writes' money arguments in the workspace's currency. */
export interface Used {
  count_last_hour: number;
  count_today: number;
  sum_last_hour: Money;
  sum_today: Money;
}

/** Which used amounts an intent must see and counts against; locked until the commit. */
export interface BudgetScopes {
  workflow: string;
  write: string;
  timeZone: string;
  currency: string;
  /** Present where the boundary reads `budget.agent`: all writes of this agent in this workflow. */
  agent?: string;
  /** Present where the boundary reads `budget.customer`: all writes about this customer, in every workflow. */
  customer?: string;
  /** Present where the boundary reads `budget.workflow`: all writes of this workflow. */
  whole?: true;
}

/** Used amounts by scope: of the write itself, and of the wider ones that were asked for. */
export interface UsedBudgets extends Used {
  agent?: Used;
  customer?: Used;
  workflow?: Used;
}

/** What an intent needs to be sure of inside the transaction that records it. */
export interface Gate {
  /** Budgets that it counts against. Empty: no budget is read. */
  budget?: BudgetScopes;
  /** The roll-out that it was ruled under: where another one is in force by now, `recheck` sees that one. */
  rollout?: { workflow: string; version: number };
  /** The boundary that it was ruled under, with the digest of the workflow's file; held like the roll-out. */
  boundary?: { workflow: string; boundary: string; file: string };
  /**
   * Called inside the transaction with what is used, which switches are thrown (drills left out), how far the
   * workflow is rolled out (null: as its file says) and which boundary is in force (null: none was put in force; both
   * are absent where they are what it was ruled under); must be pure and quick.
   * Returns null to go ahead, or the reason why the append must not happen.
   */
  recheck(seen: {
    used: UsedBudgets;
    switches: string[];
    rollout?: RolloutRow | null;
    boundary?: BoundaryRow | null;
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
    options: { kinds?: string[]; limit: number; until?: Cursor },
  ): Promise<{ entries: Entry[]; cursor: Cursor | null }>;
}
