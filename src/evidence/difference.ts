import { wilson, Z_95 } from './rate.ts';

/** A difference with its 95 % interval. */
export interface Difference {
  value: number;
  low: number;
  high: number;
}

interface Counted {
  count: number;
  of: number;
}

/**
 * The difference of two rates (one − other) by Newcombe (1998, Statistics in Medicine 17, method 10): Wilson's
 * intervals of both, put together. Honest for few cases and for rates near 0. Null where one of them is of nothing.
 */
export function differenceOfRates(one: Counted, other: Counted): Difference | null {
  if (one.of <= 0 || other.of <= 0) return null;
  const [first, second] = [one.count / one.of, other.count / other.of];
  const [here, there] = [wilson(one.count, one.of), wilson(other.count, other.of)];
  const value = first - second;
  return {
    value,
    low: value - Math.hypot(first - here.low, there.high - second),
    high: value + Math.hypot(here.high - first, second - there.low),
  };
}

/** Fewer values than this say nothing of a median at 95 %. */
export const MEDIAN_MIN = 6;

/** A median with its distribution-free 95 % interval between two order statistics (Thompson 1936); null for too few. */
export function median(values: readonly number[]): Difference | null {
  if (values.length < MEDIAN_MIN) return null;
  const sorted = values.toSorted((one, other) => one - other);
  const rank = Math.max(1, Math.floor((sorted.length + 1) / 2 - (Z_95 * Math.sqrt(sorted.length)) / 2));
  return { value: middle(sorted), low: at(sorted, rank), high: at(sorted, sorted.length - rank + 1) };
}

/** Each side needs so many values before a difference of medians is told. */
export const DIFFERENCE_MIN = 10;

/**
 * The difference of two medians (one − other) with its 95 % interval, without an assumption on the distributions: the
 * standard error of each median from the distance of two order statistics (Price & Bonett 2002, Journal of Statistical
 * Computation and Simulation 72). Null for too few.
 */
export function differenceOfMedians(one: readonly number[], other: readonly number[]): Difference | null {
  if (one.length < DIFFERENCE_MIN || other.length < DIFFERENCE_MIN) return null;
  const sorted = [one, other].map((values) => values.toSorted((each, next) => each - next));
  const [here = [], there = []] = sorted;
  const value = middle(here) - middle(there);
  const half = Z_95 * Math.hypot(errorOf(here), errorOf(there));
  return { value, low: value - half, high: value + half };
}

function errorOf(sorted: readonly number[]): number {
  return medianError(sorted.length, (rank) => at(sorted, rank));
}

/** The standard error of a median, from two of the order statistics (`valueAt` a rank, from 1) of `length` values. */
export function medianError(length: number, valueAt: (rank: number) => number): number {
  const rank = Math.max(1, Math.round(length / 2 - Math.sqrt(length)));
  // P(Binomial(n, ½) < rank) as a normal quantile, with the continuity correction: within 4 % from ten values on.
  const quantile = (length / 2 - rank + 0.5) / (Math.sqrt(length) / 2);
  return (valueAt(length - rank + 1) - valueAt(rank)) / (2 * quantile);
}

function middle(sorted: readonly number[]): number {
  const half = sorted.length / 2;
  return sorted.length % 2 === 1
    ? at(sorted, Math.ceil(half))
    : (at(sorted, half) + at(sorted, half + 1)) / 2;
}

/** The order statistic of this rank, from 1. */
function at(sorted: readonly number[], rank: number): number {
  return sorted[rank - 1] ?? NaN;
}
