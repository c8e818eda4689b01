import { expect, test } from 'vitest';
import { chance } from '../../test/support/chance.ts';
import { isRuledOut, upperBoundEver } from './anytime.ts';
import { upperBound } from './rate.ts';

/** So many decisions without one bad are needed to rule a rate out. */
const needed = (rate: number, bound = upperBoundEver): number => {
  for (let of = 1; ; of++) if (bound(0, of) <= rate) return of;
};

test('looking at every moment costs about a third more decisions than one look would', () => {
  expect([needed(0.05), needed(0.02), needed(0.01)]).toEqual([81, 206, 415]);
  expect([needed(0.05, upperBound), needed(0.02, upperBound)]).toEqual([59, 149]);
});

test('the bound comes down to the rate with the number of decisions, and never below it', () => {
  const bounds = [100, 1_000, 10_000].map((of) => upperBoundEver(0.03 * of, of));
  expect(bounds).toEqual(bounds.toSorted((one, other) => other - one));
  expect(bounds[2]).toBeGreaterThan(0.03);
  expect(bounds[2]).toBeLessThan(0.04);
  expect(upperBoundEver(0, 0)).toBe(1);
  expect(upperBoundEver(7, 7)).toBe(1);
});

test('a rate that is just too high is ruled out in at most one of twenty histories, however often one looks', () => {
  const { draw } = chance(42);
  const [runs, long, rate] = [500, 1_000, 0.05];
  let [wrong, wrongAtOneLook] = [0, 0];
  for (let run = 0; run < runs; run++) {
    let [bad, everRuledOut, everSmall] = [0, false, false];
    for (let of = 1; of <= long; of++) {
      if (draw() < rate) bad++;
      everRuledOut ||= isRuledOut(rate, bad, of);
      // The exact bound for one look, looked at after every hundredth decision only.
      if (of % 100 === 0) everSmall ||= upperBound(bad, of) < rate;
    }
    if (everRuledOut) wrong++;
    if (everSmall) wrongAtOneLook++;
  }
  // 500 histories: the standard error is one point.
  expect(wrong / runs).toBeLessThan(0.06);
  expect(wrongAtOneLook / runs).toBeGreaterThan(0.1);
});
