import { canonical } from '../../log/canonical.ts';
import type { Entry, NewEntry, RollbackRow, Rows } from '../../log/schema.ts';
import { noticeOf } from './notice.ts';
import { countsOf, evolveRollback, type RollbackState } from './state.ts';
import { titleOf } from './title.ts';

/** The rows of a rollback, made from all of its entries. */
export function rollbackRows(id: string, entries: readonly Entry[]): Rows {
  return rowsAfter(null, entries, id).rows;
}

/** The state after further entries, and the rows that an append of them writes. */
export function rowsAfter(
  before: RollbackState | null,
  entries: readonly (Entry | NewEntry)[],
  id: string,
): { state: RollbackState | null; rows: Rows } {
  let state = before;
  const notices = entries.flatMap((entry) => {
    state = evolveRollback(state, entry, id);
    return noticeOf(state, entry) ?? [];
  });
  if (!state) return { state, rows: {} };
  return { state, rows: { rollbacks: [rowOf(state)], ...(notices.length > 0 ? { notices } : {}) } };
}

/** In canonical JSON, for a log that is read again has its own order of keys. */
function rowOf(state: RollbackState): RollbackRow {
  return {
    id: state.id,
    state: state.state,
    title: titleOf(state.slice),
    slice: canonical(state.slice),
    counts: canonical(countsOf(state.items)),
    by: state.by.type === 'person' ? state.by.id : 'remit',
    at: state.at.toISOString(),
    changed_at: state.changedAt.toISOString(),
  };
}
