import { expect, test } from 'vitest';
import { rate, upperBound } from './rate.ts';

test('a rate stands with what it was counted from and Wilson’s interval', () => {
  // Newcombe 1998 (two-sided intervals for the single proportion), table I: 81 of 263, and 0 of 20.
  const one = rate(81, 263);
  expect(one).toMatchObject({ count: 81, of: 263 });
  expect(one?.low).toBeCloseTo(0.2553, 4);
  expect(one?.high).toBeCloseTo(0.3662, 4);
  expect(rate(0, 20)?.low).toBe(0);
  expect(rate(0, 20)?.high).toBeCloseTo(0.1611, 4);
  expect(rate(20, 20)?.high).toBe(1);
});

test('a rate of nothing is none', () => {
  expect(rate(0, 0)).toBeNull();
});

test('the upper bound of a rate that was never seen is about three in n', () => {
  expect(upperBound(0, 100)).toBeCloseTo(1 - 0.05 ** (1 / 100), 8);
  expect(upperBound(0, 0)).toBe(1);
  expect(upperBound(5, 5)).toBe(1);
});

test('the upper bound is that of the tables', () => {
  // Clopper–Pearson, one-sided 95 %: Beta(0.95; x + 1, n − x).
  expect(upperBound(1, 10)).toBeCloseTo(0.39416, 4);
  expect(upperBound(5, 100)).toBeCloseTo(0.10225, 4);
  expect(upperBound(20, 10_000)).toBeCloseTo(0.0029, 4);
});
