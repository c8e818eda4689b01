import type { Entry } from '../../log/schema.ts';
import { parseEntry } from './entries.ts';
import { evolve } from './replay.ts';
import type { CaseState } from './state.ts';

/**
 * The case as it was when it was last planned, without the plan and all that came of it: what somebody may see who
 * judges it blind. Facts that were read again after the act would tell what was done.
 */
export function blindly(id: string, entries: readonly Entry[]): CaseState | null {
  const last = entries.findLastIndex(({ kind, body }) => kind === 'planned' && body['undoes'] === undefined);
  let state: CaseState | null = null;
  for (const raw of last < 0 ? entries : entries.slice(0, last)) state = evolve(state, parseEntry(raw), id);
  return state && { ...state, kind: null, plan: null, ruling: null, review: null, check: null };
}
