import type { AppError } from '../../runtime/errors.ts';
import { clockOf } from '../asking.ts';
import type { ReviewState } from '../case/state.ts';
import { playOf } from '../plan/custom.ts';
import { askStep } from '../review/ask.ts';
import type { DecisionGiven } from '../review/decide.ts';
import type { Seen, Yes } from '../review/schema.ts';
import { clear } from '../ruling/cleared.ts';
import { planOf } from '../steps.ts';
import { REMIT, type Walk } from '../walk.ts';
import { REVIEWED_CLEARANCE_MS } from '../world.ts';

/** What a decision comes to: a sentence for the person, or the refusal that they hear once it is in the log. */
export type Came = string | AppError;

/** The parts of a decision's entry that every kind of decision has. */
export interface Base {
  base: {
    review: string;
    plan: string;
    decision: DecisionGiven['decision'];
    because?: string | undefined;
    took_ms?: number | undefined;
    seen?: Seen | undefined;
    for?: string | undefined;
  };
  hidden: { reason?: string };
}

/** Puts a step of the chain before people, with what was said so far. */
export function askOn(
  walk: Walk,
  { says, covers }: Pick<ReviewState, 'says' | 'covers'>,
  step: number,
  approved: Yes[],
): void {
  const { state } = walk;
  if (!state.ruling) throw new Error(`case ${state.id} asks for a review without a ruling`);
  const ruled = { ...state.ruling, plan: planOf(walk).digest };
  const more = { step, says, approved, ...(covers && { covers }) };
  walk.add('review.asked', REMIT, askStep(`${state.id}.r${state.version + 1}`, ruled, more, clockOf(walk)));
}

export function clearances(walk: Walk, digests: string[], review: string) {
  return clear(digests, review, walk.world.now(), REVIEWED_CLEARANCE_MS);
}

export function reviewOf({ state }: Walk): ReviewState {
  if (!state.review) throw new Error(`case ${state.id} has no review`);
  return state.review;
}

export function labelOf(walk: Walk, play: string | null): string {
  return (play === null ? undefined : playOf(walk.workspace, walk.workflow, play)?.label) ?? 'It';
}
