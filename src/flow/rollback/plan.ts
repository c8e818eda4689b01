import type { Pool } from 'pg';
import { rollbackStream, type RollbackItem, type Slice } from '../../authority/schema.ts';
import type { NewEntry } from '../../log/schema.ts';
import { AppError } from '../../runtime/errors.ts';
import { givenTime } from '../../runtime/given_time.ts';
import type { Person } from '../../workspace/schema.ts';
import { actorOf } from '../desk/index.ts';
import { replay } from '../case/replay.ts';
import type { CaseState, PerformedAction } from '../case/state.ts';
import { writeLabel } from '../say/words.ts';
import { streamOf, type World } from '../world.ts';
import { judgeItems } from './judge.ts';
import { selectActions, type Candidate } from './select.ts';
import { rowsAfter } from './rows.ts';
import { loadRollback, pendingItems } from './state.ts';

/** The queue of rollbacks, as the heads of their streams name it. */
export const QUEUE = '~rollback';
/** Cases that are read from the log with one query. */
const CASES_AT_ONCE = 200;

export interface RollbackGiven {
  slice: Slice;
  because: string;
}

/** One action of the slice with the case that it is in. */
export interface Sliced {
  state: CaseState;
  done: PerformedAction;
}

/**
 * Lists what a slice of the log would take back: what can be, what cannot and why, and what somebody changed since,
 * read back from the systems now. Nothing is done. Returns the id of the rollback, to be looked at and then run.
 */
export async function planRollback(
  world: World,
  pool: Pool,
  person: Person,
  given: RollbackGiven,
): Promise<{ id: string }> {
  const slice = checkedSlice(given.slice);
  const candidates = await selectActions(pool, slice, await undosOf(world, slice));
  if (candidates.length === 0) {
    throw new AppError('not_found', 'Nothing in this slice was done that could be taken back.', {
      suggestion: 'Look at the times, and at the names of the workflow and the write.',
      path: 'slice',
    });
  }
  const sliced = await readCases(world, candidates);
  const judged = await judgeItems(world, person, sliced);
  const items = sliced.map(({ state, done }, at): RollbackItem => {
    const verdict = judged[at];
    if (!verdict) throw new Error(`the action ${done.key} was not judged`);
    return { ...itemOf(world, state, done), ...verdict };
  });
  return { id: await append(world, person, { slice, because: given.because }, items) };
}

/** Parts that a form left empty narrow nothing; times are held as instants. */
function checkedSlice(given: Slice): Slice {
  const slice: Slice = {};
  for (const [name, value] of Object.entries(given) as [keyof Slice, string | undefined][]) {
    if (value === undefined || value.trim() === '') continue;
    slice[name] =
      name === 'from' || name === 'to' ? givenTime(value, `slice.${name}`).toISOString() : value.trim();
  }
  return slice;
}

/** Keys of what an earlier rollback did, where the slice is of one. */
async function undosOf(world: World, { rollback }: Slice): Promise<string[] | null> {
  if (rollback === undefined) return null;
  const { items, state, tried } = await loadRollback(world, rollback);
  if (state === 'running' && pendingItems({ items, tried }).length > 0) {
    throw new AppError('conflict', 'That rollback is still running.', { suggestion: 'Pause it first.' });
  }
  return items.flatMap(({ by }) => by ?? []);
}

async function readCases(world: World, candidates: readonly Candidate[]): Promise<Sliced[]> {
  const ids = [...new Set(candidates.map(({ case_id }) => case_id))];
  const states = new Map<string, CaseState>();
  for (let at = 0; at < ids.length; at += CASES_AT_ONCE) {
    const some = ids.slice(at, at + CASES_AT_ONCE);
    const entries = await world.log.readMany(some.map(streamOf));
    for (const id of some) {
      const state = replay(id, entries.get(streamOf(id)) ?? []);
      if (state) states.set(id, state);
    }
  }
  return candidates.flatMap(({ key, case_id }) => {
    const state = states.get(case_id);
    const done = state?.actions.find((action) => action.key === key);
    return state && done ? [{ state, done }] : [];
  });
}

function itemOf(world: World, state: CaseState, done: PerformedAction) {
  return {
    key: done.key,
    case: state.id,
    title: state.title,
    write: done.write,
    label: writeLabel(done.write, world.workspace()),
    at: (done.doneAt ?? done.intendedAt).toISOString(),
    money: done.money,
  };
}

async function append(
  world: World,
  person: Person,
  { slice, because }: RollbackGiven,
  items: RollbackItem[],
): Promise<string> {
  const id = world.id();
  const titles = Object.fromEntries(items.map(({ key, title }) => [key, title]));
  const entry: NewEntry = {
    kind: 'rollback.planned',
    kindVersion: 1,
    at: world.now(),
    actor: actorOf(person),
    body: { slice, because, items: items.map(({ title: _title, ...item }) => item), money: moneyOf(items) },
    private: { titles },
  };
  const done = await world.log.append({
    stream: rollbackStream(id),
    expected: 0,
    entries: [entry],
    head: { workflow: QUEUE, dueAt: null },
    rows: rowsAfter(null, [entry], id).rows,
  });
  if (done.ok) return id;
  throw new Error(`the rollback ${id} could not be written: ${done.why}`);
}

/** What the actions that can be taken back had moved, for each currency. */
function moneyOf(items: readonly RollbackItem[]): { minor: number; currency: string }[] {
  const sums = new Map<string, number>();
  for (const { state, money } of items) {
    if (state === 'can' && money) sums.set(money.currency, (sums.get(money.currency) ?? 0) + money.minor);
  }
  return [...sums].map(([currency, minor]) => ({ minor, currency }));
}
