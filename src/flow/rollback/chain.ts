import type { RollbackItem } from '../../authority/schema.ts';
import type { Workspace } from '../../workspace/schema.ts';
import { compare, holdOf, sayConflict, sayShown, type Held, type Hold } from '../action/holds.ts';
import type { UndoOffer } from '../action/undo.ts';
import type { PerformedAction } from '../case/state.ts';

/** An action of the slice with its undo, and what must hold before it. */
export interface Link {
  done: PerformedAction;
  offer: UndoOffer & { ok: true };
  hold: Hold;
}

export type Judged = Pick<RollbackItem, 'state' | 'says' | 'expected' | 'found'>;

/**
 * Several changes of one thing are one story: only the newest can be what the system shows, and an older one holds
 * once the newer is taken back. `links` are newest first, `shown` is what reading back said of the newest. An older
 * change is left to a person as soon as a newer one is.
 */
export function judgeChain(workspace: Workspace, links: readonly Link[], shown: Held): Judged[] {
  let seen: Held = shown;
  return links.map((link) => {
    const judged = judge(seen);
    const next = links[links.indexOf(link) + 1];
    if (next) seen = foreseen(workspace, link, next, seen);
    return judged;
  });
}

/** What reading back will say of the older change when the newer one was dealt with. */
function foreseen(workspace: Workspace, newer: Link, older: Link, seen: Held): Held {
  if (seen.state === 'unknown') return seen;
  if (seen.state === 'conflict') {
    const expected = sayShown(workspace, older.hold, older.hold.shows);
    return { state: 'conflict', expected, found: seen.found };
  }
  // The undo is a write as well: where its own file says what it shows, that is what the older one will meet.
  const after = holdOf(workspace, { ...newer.offer.action, result: undefined });
  if (after === null || typeof after === 'string' || after.target !== older.hold.target)
    return { state: 'unchecked' };
  return compare(workspace, older.hold, after.shows);
}

/** What reading back means for one item. */
export function judge(held: Held): Judged {
  switch (held.state) {
    case 'holds':
      return { state: 'can', says: '' };
    case 'unchecked':
      return { state: 'can', says: '' };
    case 'conflict':
      return {
        state: 'conflict',
        says: sayConflict(held),
        expected: held.expected,
        found: held.found,
      };
    case 'unknown':
      return { state: 'unknown', says: held.says };
  }
}
