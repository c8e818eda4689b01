import { replay } from '../case/replay.ts';
import type { CaseState } from '../case/state.ts';
import type { Entry } from '../../log/schema.ts';

/** What stands where an agent's turns would, while somebody is asked to decide on what came of them. */
export const THOUGHTS_SAY = 'What the agent was told and answered is shown once somebody has decided.';

/** Entries that tell what an agent was told and answered. */
const THOUGHTS = new Set(['agent.turn', 'agent.looked', 'agent.finished']);

export function isThought(kind: string): boolean {
  return THOUGHTS.has(kind);
}

/**
 * Whether what an agent thought is to be kept back: while people decide, they see the plan and its reason as it is put
 * to them. The turns would tell a sealed plan, and by which plan is the true one a known-answer check would be told.
 */
export function hidesThoughts({ review, status }: Pick<CaseState, 'review' | 'status'>): boolean {
  if (status === 'closed' || review === null) return false;
  return review.status !== 'decided' && review.status !== 'expired';
}

/** The same from a case's entries. */
export function hidesThoughtsIn(entries: Entry[]): boolean {
  const [first] = entries;
  const state = first && replay(first.stream.replace(/^case\//, ''), entries);
  return state ? hidesThoughts(state) : false;
}
