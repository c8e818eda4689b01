import { newStanding, notePlaced, observe, place } from '../../learning/standing/index.ts';
import { isLeftOut, type Looked, type Rehearsed } from './schema.ts';

/**
 * What a run would prove by itself: standings are counted from its rows as from shadow decisions, each in full, since
 * a person decided all of them. Says of a plan whether its lane is open at the end. Pure.
 */
export function standsByRun(
  looked: readonly Looked[],
  limits: { risk: number; error: number; granted: boolean },
): (row: Rehearsed) => boolean {
  const state = newStanding(limits);
  for (const row of looked) {
    if (isLeftOut(row) || row.planned === null || row.agreed === null) continue;
    const { kind, play } = row.planned;
    const placed = place(state, row.planned);
    notePlaced(state, placed, { kind, play });
    observe(state, placed, { kind, play, deviated: !row.agreed, weight: 1, at: row.at });
  }
  return ({ planned }) => planned !== null && place(state, planned).open;
}
