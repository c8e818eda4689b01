import { wilson, Z_95 } from '../rate.ts';
import type { Figure } from './schema.ts';

/** How many values there are, their sum, and the sum of their squares: all that a mean with its interval needs. */
export interface Sums {
  count: number;
  sum: number;
  squares: number;
}

/** Fewer values than this say nothing of a mean. */
export const MEAN_MIN = 10;

/** A value that always has an interval. */
export type Sure = { [K in keyof Figure]: number };

/** The mean of one group, with the variance of that mean. Null for too few values. */
export function meanOf({
  count,
  sum,
  squares,
}: Sums): { mean: number; variance: number; count: number } | null {
  if (count < MEAN_MIN) return null;
  const mean = sum / count;
  // Sums of squares lose digits where values hardly differ; a variance is never negative.
  const spread = Math.max(0, (squares - count * mean * mean) / (count - 1));
  return { mean, variance: spread / count, count };
}

/** A mean with its 95 % interval by Student's t. Null for too few values. */
export function meanWithInterval(sums: Sums): Sure | null {
  const known = meanOf(sums);
  if (!known) return null;
  const half = studentT(known.count - 1) * Math.sqrt(known.variance);
  return { value: known.mean, low: known.mean - half, high: known.mean + half };
}

/**
 * What one part of the cases takes, spread over all: the share of that part times its mean. Its variance is that of
 * the product of two independent means (to the first order). `known` holds the values that are known of the part, whose
 * others are taken to be alike. Null where too few are known.
 */
export function spreadOver(part: { count: number; known: Sums }, all: number): Sure | null {
  if (all < MEAN_MIN) return null;
  if (part.count === 0) return { value: 0, low: 0, high: 0 };
  const known = meanOf(part.known);
  if (!known) return null;
  const share = part.count / all;
  const variance = share ** 2 * known.variance + known.mean ** 2 * ((share * (1 - share)) / all);
  const value = share * known.mean;
  const half = studentT(known.count - 1) * Math.sqrt(variance);
  return { value, low: Math.max(0, value - half), high: value + half };
}

/** A share with Wilson's interval; null for too few. */
export function shareOf(count: number, of: number): Sure | null {
  return of < MEAN_MIN ? null : { value: count / of, ...wilson(count, of) };
}

/**
 * A sum of rare losses in a month: their number by Garwood's exact interval of a Poisson count (1936), times their
 * mean. Where none was seen, up to 3.7 may still be expected, each as large as money that was moved is on average.
 */
export function lossOf(of: {
  lost: number;
  sum: number;
  moved: number;
  movedSum: number;
  months: number;
}): Sure {
  const each = of.lost > 0 ? of.sum / of.lost : of.moved > 0 ? of.movedSum / of.moved : 0;
  const { low, high } = garwood(of.lost);
  return { value: of.sum / of.months, low: (low * each) / of.months, high: (high * each) / of.months };
}

const HALVINGS = 60;
const TAIL = 0.025;

/** The exact 95 % interval of the mean of a Poisson count. */
export function garwood(count: number): { low: number; high: number } {
  const top = count + 10 * Math.sqrt(count + 1) + 10;
  return {
    low: count === 0 ? 0 : solve((mean) => 1 - atMost(count - 1, mean), TAIL, top),
    high: solve((mean) => -atMost(count, mean), -TAIL, top),
  };
}

/** Where a rising function reaches a level. */
function solve(rises: (x: number) => number, level: number, top: number): number {
  let [low, high] = [0, top];
  for (let turn = 0; turn < HALVINGS; turn++) {
    const middle = (low + high) / 2;
    if (rises(middle) < level) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(X ≤ count) of a Poisson count. In logs, so that nothing underflows. */
function atMost(count: number, mean: number): number {
  if (mean <= 0) return 1;
  let log = -mean;
  let sum = Math.exp(log);
  for (let seen = 1; seen <= count; seen++) {
    log += Math.log(mean / seen);
    sum += Math.exp(log);
  }
  return Math.min(1, sum);
}

/** The two-sided 95 % quantile of Student's t, by Fisher's expansion: within 0.002 from nine degrees of freedom on. */
export function studentT(freedom: number): number {
  const z = Z_95;
  return (
    z +
    (z ** 3 + z) / (4 * freedom) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * freedom ** 3)
  );
}
