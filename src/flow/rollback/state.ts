import {
  rollbackStream,
  type RollbackItem,
  type ROLLBACK_ENTRIES,
  type Slice,
} from '../../authority/schema.ts';
import type { Actor, Entry, NewEntry, RollbackRow } from '../../log/schema.ts';
import { AppError } from '../../runtime/errors.ts';
import type { World } from '../world.ts';

/** What is known of a rollback: nothing but its entries. */
export interface RollbackState {
  id: string;
  version: number;
  state: RollbackRow['state'];
  slice: Slice;
  because: string;
  /** Who planned it, and who let it run last: the undos are cleared by them. */
  by: Actor;
  runBy: Actor | null;
  /** Newest action first. */
  items: RollbackItem[];
  /** Items that were tried since it was started or resumed, by key. */
  tried: ReadonlySet<string>;
  money: { minor: number; currency: string }[];
  /** Why it was paused or cancelled. */
  says: string | null;
  at: Date;
  changedAt: Date;
}

export type RollbackKind = keyof typeof ROLLBACK_ENTRIES;
type Body<K extends RollbackKind> = ReturnType<(typeof ROLLBACK_ENTRIES)[K]['body']['parse']>;

/** What may still be taken back: an item that was tried and is not done is tried again when somebody resumes. */
const RETRIED = new Set<RollbackItem['state']>(['can', 'unknown', 'held', 'failed']);

/** Items that are still to be tried in this run, newest action first. */
export function pendingItems({ items, tried }: Pick<RollbackState, 'items' | 'tried'>): RollbackItem[] {
  return items.filter(({ key, state }) => RETRIED.has(state) && !tried.has(key));
}

/** The state of a rollback is what its entries say, in order. Null where there are none. */
export function replayRollback(id: string, entries: readonly (Entry | NewEntry)[]): RollbackState | null {
  return entries.reduce<RollbackState | null>((state, entry) => evolveRollback(state, entry, id), null);
}

/** One entry further. A state that is passed in is not changed. */
export function evolveRollback(
  before: RollbackState | null,
  entry: Entry | NewEntry,
  id: string,
): RollbackState {
  if (before === null) return planned(entry, id);
  const state = { ...before, version: before.version + 1, changedAt: entry.at };
  switch (entry.kind as RollbackKind) {
    case 'rollback.planned':
      throw new Error(`the rollback ${id} was planned twice`);
    case 'rollback.started':
    case 'rollback.resumed':
      return { ...state, state: 'running', runBy: entry.actor, tried: new Set(), says: null };
    case 'rollback.paused':
      return { ...state, state: 'paused', says: (entry.body as Body<'rollback.paused'>).because };
    case 'rollback.cancelled':
      return { ...state, state: 'cancelled', says: (entry.body as Body<'rollback.cancelled'>).because };
    case 'rollback.items': {
      const changed = new Map((entry.body as Body<'rollback.items'>).items.map((item) => [item.key, item]));
      return {
        ...state,
        items: state.items.map((item) => ({ ...item, ...changed.get(item.key) })),
        tried: new Set([...state.tried, ...changed.keys()]),
      };
    }
    case 'rollback.done':
      return { ...state, state: 'done' };
  }
}

function planned(entry: Entry | NewEntry, id: string): RollbackState {
  if (entry.kind !== 'rollback.planned') {
    throw new Error(`the rollback ${id} begins with ${entry.kind} instead of rollback.planned`);
  }
  const { slice, because, items, money } = entry.body as Body<'rollback.planned'>;
  const titles = (entry.private?.['titles'] ?? {}) as Record<string, string>;
  return {
    id,
    version: 1,
    state: 'planned',
    slice,
    because,
    by: entry.actor,
    runBy: null,
    items: items.map((item) => ({ ...item, title: titles[item.key] ?? 'erased' })),
    tried: new Set(),
    money,
    says: null,
    at: entry.at,
    changedAt: entry.at,
  };
}

/** How many items are in which state. */
export function countsOf(items: readonly Pick<RollbackItem, 'state'>[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { state } of items) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

/** Reads and replays a rollback. Throws `not_found` where there is none. */
export async function loadRollback(world: World, id: string): Promise<RollbackState> {
  const state = replayRollback(id, await world.log.read(rollbackStream(id)));
  if (state) return state;
  throw new AppError('not_found', `There is no rollback ${id.slice(0, 80)}.`, { path: 'id' });
}
