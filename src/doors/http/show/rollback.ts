import type { z } from 'zod';
import { countsOf, sayRollback, titleOf, type RollbackState } from '../../../flow/rollback/index.ts';
import { writeOf } from '../../../flow/say/words.ts';
import type { Workspace } from '../../../workspace/schema.ts';
import type { RollbackAnswer } from '../contract.ts';

/** A rollback as its page shows it. `may`: whether who asks may run it. */
export function showRollback(
  rollback: RollbackState,
  workspace: Workspace,
  may: boolean,
): z.output<typeof RollbackAnswer> {
  const { id, state, slice, because, money, items, by, at, changedAt } = rollback;
  return {
    id,
    state,
    title: titleOf(slice),
    slice,
    counts: countsOf(items),
    by: by.type === 'person' ? by.id : 'remit',
    at: at.toISOString(),
    changed_at: changedAt.toISOString(),
    because,
    money,
    items,
    says: sayRollback(rollback),
    may,
    reversible: items.some(({ state: of, write }) => isKept(of) && isReversible(write, workspace)),
  };
}

function isKept(state: RollbackState['items'][number]['state']): boolean {
  return state === 'undone' || state === 'can';
}

/** What takes this write back can be taken back itself. */
function isReversible(write: string, workspace: Workspace): boolean {
  const undo = writeOf(write, workspace)?.undo;
  return undo !== undefined && writeOf(undo.write, workspace)?.undo !== undefined;
}
