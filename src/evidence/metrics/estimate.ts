import { showMoney } from '../../workspace/money.ts';
import { MEDIAN_MIN } from '../difference.ts';
import { rate, upperBound, Z_95 } from '../rate.ts';
import { percent } from '../words.ts';
import { atRank, counted, type Histogram } from './bins.ts';
import type { Estimate, Unit } from './schema.ts';
import type { Moments } from './tally.ts';
import { sayMinutes, short } from './words.ts';

/** Numbers of fewer decisions are called small: their intervals say little. */
export const SMALL_BELOW = 30;
const MINUTE_MS = 60_000;
const NOTHING = 'Nothing to count yet.';

/** How amounts are written, and in which currency what agents spend is counted. */
export interface Ground {
  locale: string;
  currency: string;
}

const BLANK = {
  value: null,
  low: null,
  high: null,
  upper: null,
  p90: null,
  each: null,
  currency: null,
} as const;

function nothing(of: number): Estimate {
  return { ...BLANK, count: 0, of, small: true, says: NOTHING };
}

/** A share with Wilson's interval (1927). */
export function shareOf(count: number, of: number): Estimate {
  const known = rate(count, of);
  if (!known) return nothing(0);
  const { low, high } = known;
  const says = `${count} of ${of} (${percent(count / of)}, between ${percent(low)} and ${percent(high)})`;
  return { ...BLANK, count, of, value: count / of, low, high, small: of < SMALL_BELOW, says };
}

/** A share of a random sample with its exact one-sided 95 % upper bound (Clopper & Pearson 1934) beside the interval. */
export function auditedOf(count: number, of: number): Estimate {
  const share = shareOf(count, of);
  if (share.value === null) return share;
  const upper = upperBound(count, of);
  return {
    ...share,
    upper,
    says: `${count} of ${of} (${percent(count / of)}), at most ${percent(upper)} at 95 %`,
  };
}

/**
 * A median of times from a histogram, with its distribution-free 95 % interval between two order statistics (Thompson
 * 1936), and the 90th percentile. In minutes; known to 5 %, which is how wide half a bin is.
 */
export function timeOf(histogram: Histogram, of: number): Estimate {
  const n = counted(histogram);
  if (n === 0) return nothing(of);
  const at = (rank: number) => atRank(histogram, Math.min(n, Math.max(1, rank))) / MINUTE_MS;
  const rank = Math.max(1, Math.floor((n + 1) / 2 - (Z_95 * Math.sqrt(n)) / 2));
  const isKnown = n >= MEDIAN_MIN;
  const [value, p90] = [middle(n, at), at(Math.ceil(0.9 * n))];
  const [low, high] = isKnown ? [at(rank), at(n - rank + 1)] : [null, null];
  const between =
    low === null || high === null ? 'too few for an interval' : sayBetween(sayMinutes(low), sayMinutes(high));
  const says = `${sayMinutes(value)} (${between}; nine in ten within ${sayMinutes(p90)}; ${n} of ${of})`;
  return { ...BLANK, count: n, of, value, low, high, p90, small: n < SMALL_BELOW, says };
}

/** The median by its ranks: the mean of the middle two where their number is even. */
export function middle(n: number, at: (rank: number) => number): number {
  return n % 2 === 1 ? at((n + 1) / 2) : (at(n / 2) + at(n / 2 + 1)) / 2;
}

/** The mean of shares with the normal interval of a mean, kept within 0 and 1. */
export function meanOf(moments: Moments, of: number): Estimate {
  const { n } = moments;
  if (n === 0) return nothing(of);
  const { mean, error } = meanAndError(moments);
  const [low, high] =
    n < 2 ? [null, null] : [Math.max(0, mean - Z_95 * error), Math.min(1, mean + Z_95 * error)];
  const between =
    low === null || high === null ? 'too few for an interval' : sayBetween(percent(low), percent(high));
  const says = `${percent(mean)} on average (${between}; ${n} of ${of})`;
  return { ...BLANK, count: n, of, value: mean, low, high, small: n < SMALL_BELOW, says };
}

/** Ends that read the same are told once. */
function sayBetween(low: string, high: string): string {
  return low === high ? `${low} at either end` : `between ${low} and ${high}`;
}

/** Mean and its standard error. */
export function meanAndError({ n, sum, squares }: Moments): { mean: number; error: number } {
  const mean = sum / n;
  const variance = n < 2 ? 0 : Math.max(0, squares - n * mean * mean) / (n - 1);
  return { mean, error: Math.sqrt(variance / n) };
}

/**
 * A sum of money. Its interval is that of a compound Poisson sum, ± 1.96 √Σx²: what another period like this one would
 * bring, when both how many there are and how large they are is chance. Minor units.
 */
export function moneyOf({ n, sum, squares }: Moments, of: number, { locale, currency }: Ground): Estimate {
  if (of === 0 && n === 0) return nothing(0);
  const half = Z_95 * Math.sqrt(squares);
  const [low, high] = [Math.max(0, sum - half), sum + half];
  const show = (minor: number) => showMoney({ minor: Math.round(minor), currency }, locale);
  const each = of === 0 ? null : sum / of;
  const between = n === 0 ? '' : `, between ${show(low)} and ${show(high)}`;
  const says = `${show(sum)} (${n} of ${of}${between})`;
  return { ...BLANK, count: n, of, value: sum, low, high, each, currency, small: of < SMALL_BELOW, says };
}

/** What is counted and not estimated: its interval is the number itself. */
export function exactly(count: number): Estimate {
  const says = `${count} open ${count === 1 ? 'case' : 'cases'}`;
  return { ...BLANK, count, of: count, value: count, low: count, high: count, small: false, says };
}

/** A value in its unit, as a sentence has it. */
export function sayValue(value: number, unit: Unit, { locale, currency }: Ground): string {
  switch (unit) {
    case 'share':
      return `${short(100 * value)} points`;
    case 'minutes':
      return sayMinutes(value);
    case 'money':
      return showMoney({ minor: Math.round(value), currency }, locale);
    case 'hours':
      return `${short(value)} h`;
    case 'cases':
      return short(value);
  }
}

/** Hours with their interval, from a sum of independent differences. */
export function hoursOf(value: number, error: number, count: number, of: number): Estimate {
  if (count === 0) return nothing(of);
  const [low, high] = [value - Z_95 * error, value + Z_95 * error];
  const says = `${short(value)} h (between ${short(low)} and ${short(high)} h; ${count} of ${of} could be counted)`;
  return { ...BLANK, count, of, value, low, high, small: count < SMALL_BELOW, says };
}
