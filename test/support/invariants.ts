import type { Pool } from 'pg';
import { parseEntry, type CaseEntry } from '../../src/flow/case/entries.ts';
import { Books } from './books.ts';
import { replay } from '../../src/flow/case/replay.ts';
import { due } from '../../src/flow/case/due.ts';
import { decisionRow } from '../../src/flow/case/rows_of_rounds.ts';
import { streamOf } from '../../src/flow/world.ts';
import type { CaseState } from '../../src/flow/index.ts';
import type { Log } from '../../src/log/schema.ts';

const HOUR_MS = 3_600_000;

export interface Known {
  id: string;
  entries: CaseEntry[];
  state: CaseState;
}

export async function readCases(log: Log, ids: Iterable<string>): Promise<Known[]> {
  const list = [...ids];
  const all = await log.readMany(list.map(streamOf));
  return list.map((id) => {
    const raw = all.get(streamOf(id)) ?? [];
    const state = replay(id, raw);
    if (!state) throw new Error(`case ${id} is not in the log`);
    return { id, entries: raw.map(parseEntry), state };
  });
}

/** What a case's own entries must say of its clearances, its actions and its reviews. */
export function faultsInStory({ id, entries }: Known): string[] {
  const story = new Books();
  return entries.flatMap((entry) => story.hear(entry).map((says) => `${id} at ${entry.version}: ${says}`));
}

/** What was really done at the shop against what the log says was done. */
export function faultsAtShop(known: Known[], writes: { key: string }[]): string[] {
  const faults: string[] = [];
  const done = new Set(writes.map(({ key }) => key));
  const ours = new Map<string, string>();
  for (const { state, entries } of known) {
    const settled = new Set(
      entries.flatMap(({ kind, body }) =>
        (kind === 'action.done' || kind === 'action.failed') && 'how' in body && body.how === 'settled'
          ? [body.key]
          : [],
      ),
    );
    for (const { key, status, undoes } of state.actions) {
      ours.set(key, status);
      const undone = state.actions.find((one) => one.key === undoes)?.status;
      if (undoes && status === 'done' && undone !== 'undone')
        faults.push(`${key} took ${undoes} back, and it is ${undone}`);
      if (settled.has(key)) continue;
      if ((status === 'done' || status === 'undone') && !done.has(key))
        faults.push(`${key} is ${status}, but not at the shop`);
      if (status === 'failed' && done.has(key)) faults.push(`${key} has failed, but the shop did it`);
    }
  }
  const ids = known.map(({ id }) => `${id}.`);
  for (const key of done) {
    if (ids.some((id) => key.startsWith(id)) && !ours.has(key))
      faults.push(`the shop did ${key}, which nobody intended`);
  }
  if (done.size !== writes.length) faults.push('the shop did something twice under one key');
  return faults;
}

/** Nothing is lost: what is not closed is due, waits for people, or says that it is not known. */
export async function faultsInTables(pool: Pool, known: Known[], now: Date): Promise<string[]> {
  const faults: string[] = [];
  const ids = known.map(({ id }) => id);
  const heads = await rowsBy(
    pool,
    'select stream as name, due_at, version from heads where stream = any ($1)',
    ids.map(streamOf),
  );
  const cases = await rowsBy(pool, 'select id as name, status, version from cases where id = any ($1)', ids);
  const actions = await rowsBy(pool, 'select key as name, status from actions where case_id = any ($1)', ids);
  const reviews = await rowsBy(
    pool,
    'select id as name, case_id, status, claimed_by from reviews where case_id = any ($1)',
    ids,
  );
  for (const { id, state } of known) {
    const head = heads.get(streamOf(id));
    const inReview = state.review && ['open', 'claimed', 'snoozed'].includes(state.review.status);
    const step = due(state, now);
    if (
      state.status === 'closed'
        ? head?.['due_at'] !== null
        : !head?.['due_at'] && !inReview && state.status !== 'unknown'
    )
      faults.push(`${id} is ${state.status} (${step}) and due ${String(head?.['due_at'])}`);
    if (step !== 'wait' && step !== 'closed' && !head?.['due_at'])
      faults.push(`${id} must ${step}, but is not due`);
    if (head?.['version'] !== state.version) faults.push(`${id} has another version at its head`);
    const row = cases.get(id);
    if (state.status === 'closed' || state.status === 'held' || state.status === 'unknown') {
      if (row?.['status'] !== state.status || row?.['version'] !== state.version)
        faults.push(
          `${id} is ${state.status} ${state.version}, its row ${String(row?.['status'])} ${String(row?.['version'])}`,
        );
    }
    for (const { key, status } of state.actions)
      if (actions.get(key)?.['status'] !== status)
        faults.push(`${key} is ${status}, its row ${String(actions.get(key)?.['status'])}`);
    if (state.review && reviews.get(state.review.id)?.['status'] !== state.review.status)
      faults.push(
        `${state.review.id} is ${state.review.status}, its row ${String(reviews.get(state.review.id)?.['status'])}`,
      );
    for (const [name, review] of reviews)
      if (
        review['case_id'] === id &&
        name !== state.review?.id &&
        ['open', 'claimed', 'snoozed'].includes(String(review['status']))
      )
        faults.push(`${name} stands in the queue, and the case has gone on`);
  }
  return faults;
}

/** What was decided in each round stands in its row. */
export async function faultsInRounds(pool: Pool, known: Known[]): Promise<string[]> {
  const faults: string[] = [];
  const ids = known.map(({ id }) => id);
  const decisions = await rowsBy(
    pool,
    'select id as name, how, agreed, failed, reworked from decisions where case_id = any ($1)',
    ids,
  );
  for (const { state } of known) {
    const rounds = state.rounds.map((round) => decisionRow(state, round));
    for (const { id: name, how, agreed, failed, reworked } of rounds) {
      const kept = decisions.get(name);
      const told = [how, agreed, failed, reworked].join(' ');
      const held = kept && [kept['how'], kept['agreed'], kept['failed'], kept['reworked']].join(' ');
      if (told !== held) faults.push(`${name} is ${told}, its row ${held}`);
    }
  }
  return faults;
}

/** Of refunds that ran alone, none was one too many for the hour before it. */
export function faultsInBudget(known: Known[], limit: number): string[] {
  const refunds = known.flatMap(({ state, entries }) =>
    entries.flatMap((entry) => {
      if (entry.kind !== 'action.intended' || entry.body.write !== 'shop.refund') return [];
      const action = state.actions.find(({ key }) => key === entry.body.key);
      const stands = action?.status !== 'failed' && action?.status !== 'undone';
      return [
        {
          at: entry.at.getTime(),
          position: entry.position,
          alone: /\.c\d+\.\d+$/.test(entry.body.clearance),
          stands,
          key: entry.body.key,
        },
      ];
    }),
  );
  return refunds.flatMap(({ at, position, alone, key }) => {
    const before = refunds.filter(
      (other) => other.stands && other.position < position && other.at > at - HOUR_MS,
    );
    return alone && before.length + 1 > limit
      ? [`${key} ran alone as number ${before.length + 1} of its hour`]
      : [];
  });
}

async function rowsBy(pool: Pool, sql: string, ids: string[]): Promise<Map<string, Record<string, unknown>>> {
  const { rows } = await pool.query<{ name: string } & Record<string, unknown>>(sql, [ids]);
  return new Map(rows.map((row) => [row.name, row]));
}
