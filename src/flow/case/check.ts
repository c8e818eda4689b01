import { strictestReason } from '../ruling/rule.ts';
import type { CaseState, PlantedCheck } from './state.ts';

/**
 * The known-answer check that stands in the place of the plan now: planted on the review that is open, and not answered.
 * One whose review is over is over with it; one whose personal data was erased has nothing to show.
 */
export function pendingCheck({ check, review, plan }: CaseState): PlantedCheck | null {
  if (!check || check.answered || !review || !plan || check.play === '') return null;
  const isOpen = review.status !== 'decided' && review.status !== 'expired';
  return isOpen && check.review === review.id && check.plan === plan.digest ? check : null;
}

/**
 * The case as people see it: with the planted plan where the true one is, and without a trace of the entry that planted
 * it. Everything that shows a plan which nobody has decided goes through here. Nothing is ever run from what it gives.
 */
export function shown(state: CaseState): CaseState {
  const check = pendingCheck(state);
  if (!check || !state.plan || !state.review || !state.ruling) return state;
  const { play, reason, inputs, actions, digest, digests, ruling } = check;
  return {
    ...state,
    version: state.version - 1,
    check: null,
    plan: { ...state.plan, play, reason, inputs, actions, digest, digests },
    ruling: { ...state.ruling, ...ruling, plan: digest },
    review: { ...state.review, plan: digest, says: strictestReason(ruling)?.says ?? state.review.says },
  };
}

/** The person was looking at a planted plan when they did the work by hand: what they did says nothing of the true one. */
export function wasCheckedByHand({ check, review }: CaseState): boolean {
  return check?.answered?.decision === 'handled' && check.review === review?.id;
}
