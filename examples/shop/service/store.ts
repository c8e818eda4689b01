import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  openJournal,
  readIfThere,
  readJournal,
  replaceFile,
  type Journal,
  type JournalLine,
} from './journal.ts';
import type { ShopSeed, ShopState, Write } from './model.ts';
import { performers } from './performers.ts';
import { emptyState, plant, putRefund, putReplacement } from './state.ts';

const JOURNAL = 'journal.jsonl';
const SNAPSHOT = 'snapshot.json';
/** A longer journal is folded into the snapshot when the shop opens. */
const JOURNAL_LINES_MAX = 20_000;

export type Answered =
  | { kind: 'done'; answer: Record<string, unknown>; replayed: boolean }
  | { kind: 'other_body' }
  | { kind: 'refused'; status: 404 | 409; says: string };

export interface Store {
  state: ShopState;
  write(asked: {
    name: string;
    key: string;
    path: string;
    params: Record<string, string>;
    body: unknown;
    at: Date;
  }): Promise<Answered>;
  plant(seed: Partial<ShopSeed>): Promise<void>;
  flushed(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the shop's folder: the snapshot, then the journal after it. The state in memory changes at once and the
 * answer waits for the journal, so two requests with one key can never both perform: the second finds the first.
 */
export async function openStore(folder: string): Promise<Store> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, JOURNAL);
  const { state, n: seen } = await readSnapshot(folder);
  const lines = await readJournal(file);
  for (const line of lines) if (line.n > seen) redo(state, line);
  let n = Math.max(seen, lines.at(-1)?.n ?? 0);
  if (lines.length > JOURNAL_LINES_MAX) await fold(folder, state, n);
  const journal = await openJournal(file);

  return {
    state,
    async write({ at, ...asked }) {
      const known = state.writes.get(asked.key);
      if (known) return again(journal, known, asked);
      const performed = perform(state, asked, at);
      if (!performed.ok) return { kind: 'refused', status: performed.status, says: performed.says };
      await journal.append({ n: ++n, write: { ...asked, at: at.toISOString() } });
      return { kind: 'done', answer: performed.answer, replayed: false };
    },
    async plant(seed) {
      // What was planted is changed later on, so the journal gets its line before anything can touch it.
      const written = journal.append({ n: ++n, plant: seed });
      plant(state, seed);
      await written;
    },
    flushed: () => journal.flushed(),
    async close() {
      await journal.close();
      await fold(folder, state, n);
    },
  };
}

async function again(
  journal: Journal,
  known: Write,
  asked: { path: string; body: unknown },
): Promise<Answered> {
  if (known.digest !== digestOf(asked.path, asked.body)) return { kind: 'other_body' };
  await journal.flushed();
  return { kind: 'done', answer: known.answer, replayed: true };
}

function perform(state: ShopState, asked: Omit<NonNullable<JournalLine['write']>, 'at'>, at: Date) {
  const performer = performers[asked.name];
  if (!performer)
    throw new Error(`The journal names the write ${asked.name}, which this shop does not know.`);
  const performed = performer(state, asked.params, asked.body, at, asked.key);
  if (performed.ok) {
    const { ok: _ok, ...about } = performed;
    const digest = digestOf(asked.path, asked.body);
    state.writes.set(asked.key, { key: asked.key, path: asked.path, digest, at: at.toISOString(), ...about });
  }
  return performed;
}

function redo(state: ShopState, line: JournalLine): void {
  if (line.plant) plant(state, line.plant);
  if (!line.write || state.writes.has(line.write.key)) return;
  perform(state, line.write, new Date(line.write.at));
}

/** The order of a body's fields makes no other body of it. */
function digestOf(path: string, body: unknown): string {
  return createHash('sha256')
    .update(path)
    .update(JSON.stringify(sorted(body)))
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value ?? null;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
}

const TABLES = [
  'customers',
  'orders',
  'products',
  'replies',
  'labels',
  'changes',
  'prices',
  'writes',
] as const;

async function fold(folder: string, state: ShopState, n: number): Promise<void> {
  const tables = Object.fromEntries(TABLES.map((table) => [table, [...state[table].entries()]]));
  const rest = { refunds: [...state.refunds.values()], replacements: [...state.replacements.values()] };
  await replaceFile(folder, SNAPSHOT, JSON.stringify({ n, counters: state.counters, ...tables, ...rest }));
  await replaceFile(folder, JOURNAL, '');
}

async function readSnapshot(folder: string): Promise<{ state: ShopState; n: number }> {
  const state = emptyState();
  const text = (await readIfThere(join(folder, SNAPSHOT))).toString('utf8');
  if (!text) return { state, n: 0 };
  const kept = JSON.parse(text) as { n: number; counters: Record<string, number> } & ShopSeed &
    Record<string, [string, never][]>;
  state.counters = kept.counters;
  // A snapshot of an older shop lacks the tables that came later.
  for (const table of TABLES) state[table] = new Map((kept[table] ?? []) as unknown as [string, never][]);
  for (const refund of kept.refunds) putRefund(state, refund);
  for (const sent of kept.replacements) putReplacement(state, sent);
  for (const order of state.orders.values()) {
    state.ordersOf.set(order.customer_id, [...(state.ordersOf.get(order.customer_id) ?? []), order.id]);
  }
  return { state, n: kept.n };
}
