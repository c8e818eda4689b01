import { upperBound } from '../rate.ts';

const ERROR = 0.05;
/** A target that would take more cases without a deviation than this is out of sight. */
const NEEDED_MAX = 100_000;

/** What became of a draw: cases that were drawn, judged, deviated, or were not judged and count as if they had. */
export interface Draw {
  judged: number;
  deviated: number;
  overdue: number;
  came_back: number;
}

export interface Against {
  /** One-sided exact 95 % bounds of the rate of deviations. */
  at_least: number;
  at_most: number;
  target_is: 'met' | 'not_met' | 'unknown';
  /** Cases without a deviation that would show that it is met; null where it is met or lost. */
  needed: number | null;
}

/**
 * Holds a draw against its target. Met where the exact upper bound (Clopper & Pearson, one-sided 95 %) is at most the
 * target, not met where the lower bound is above it, and else not known. What was drawn and not judged in time, and what
 * came back before, counts as a deviation: a sample must not get better by not being looked at.
 */
export function against(draw: Draw, target: number): Against {
  const { count, of } = counted(draw);
  const at_most = of === 0 ? 1 : upperBound(count, of);
  const at_least = of === 0 ? 0 : 1 - upperBound(of - count, of, ERROR);
  if (of > 0 && at_most <= target) return { at_least, at_most, target_is: 'met', needed: null };
  if (of > 0 && at_least > target) return { at_least, at_most, target_is: 'not_met', needed: null };
  return { at_least, at_most, target_is: 'unknown', needed: needed(count, of, target) };
}

/** Deviations, those that count as one included, and of how many. */
export function counted({ judged, deviated, overdue, came_back }: Draw): { count: number; of: number } {
  const unseen = overdue + came_back;
  return { count: deviated + unseen, of: judged + unseen };
}

/** How many more cases without a deviation bring the bound to the target; null where that is out of sight. */
function needed(count: number, of: number, target: number): number | null {
  if (target <= 0) return null;
  let low = 0;
  let high = 1;
  while (upperBound(count, of + high) > target) {
    high *= 2;
    if (high > NEEDED_MAX) return null;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (upperBound(count, of + middle) <= target) high = middle;
    else low = middle;
  }
  return high;
}
