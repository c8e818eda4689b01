import { expect, test } from 'vitest';
import { chance } from '../../test/support/chance.ts';
import { differenceOfMedians, differenceOfRates, median } from './difference.ts';

test('the difference of two rates is Newcombe’s published example', () => {
  // Newcombe 1998, table II, method 10: 56/70 against 48/80.
  const difference = differenceOfRates({ count: 56, of: 70 }, { count: 48, of: 80 });
  expect(difference?.value).toBeCloseTo(0.2, 10);
  expect(difference?.low).toBeCloseTo(0.0524, 4);
  expect(difference?.high).toBeCloseTo(0.3339, 4);
  // And 9/10 against 3/10.
  const few = differenceOfRates({ count: 9, of: 10 }, { count: 3, of: 10 });
  expect(few?.low).toBeCloseTo(0.1705, 4);
  expect(few?.high).toBeCloseTo(0.809, 4);
});

test('a rate of nothing has no difference to anything', () => {
  expect(differenceOfRates({ count: 0, of: 0 }, { count: 1, of: 2 })).toBeNull();
});

test('a median of too few is not told', () => {
  expect(median([1, 2, 3, 4, 5])).toBeNull();
  expect(differenceOfMedians([1, 2, 3], [4, 5, 6])).toBeNull();
});

test('a median stands between order statistics', () => {
  const values = Array.from({ length: 25 }, (_, index) => 25 - index);
  expect(median(values)).toEqual({ value: 13, low: 8, high: 18 });
});

/** Times to resolution are skewed: lognormal, by the sum of twelve uniform draws. */
function times(draw: () => number, count: number, scale: number): number[] {
  const normal = () => Array.from({ length: 12 }, draw).reduce((sum, each) => sum + each, -6);
  return Array.from({ length: count }, () => scale * Math.exp(0.9 * normal()));
}

test('in 1,000 simulated comparisons the intervals cover the truth in about 95 of 100', () => {
  const { draw } = chance(7);
  const covered = { median: 0, difference: 0 };
  for (let turn = 0; turn < 1_000; turn++) {
    const [agent, control] = [times(draw, 40, 10), times(draw, 60, 30)];
    const one = median(agent);
    if (one && one.low <= 10 && one.high >= 10) covered.median++;
    const both = differenceOfMedians(agent, control);
    if (both && both.low <= -20 && both.high >= -20) covered.difference++;
  }
  expect(covered.median).toBeGreaterThan(930);
  expect(covered.difference).toBeGreaterThan(930);
  expect(covered.difference).toBeLessThan(990);
});
