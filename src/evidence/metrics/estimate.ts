import { showMoney } from '../../workspace/money.ts';
import { MEDIAN_MIN } from '../difference.ts';
import { rate, upperBound, Z_95 } from '../rate.ts';
import { percent } from '../words.ts';
import type { Histogram } from './bins.ts';
import type { Estimate, Unit } from './schema.ts';
import { curveOf, quantile } from './survival.ts';
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

/** With how many still wait for a decision, and whether they are among those of which it is a share. */
export function whileOpen(share: Estimate, open: number, isWithin: boolean): Estimate {
  if (open === 0) return share;
  const wait = `${open} ${open === 1 ? 'waits' : 'wait'} to be decided`;
  const says =
    share.value === null
      ? `${share.says} ${wait[0]?.toUpperCase()}${wait.slice(1)}.`
      : `${share.says}; ${wait} and ${open === 1 ? 'is' : 'are'} ${isWithin ? '' : 'not '}in it`;
  return { ...share, open, says };
}

/** With how many are too young to have come back, and how many of them have already. */
export function whileYoung(share: Estimate, young: number, back: number): Estimate {
  if (young === 0) return share;
  const already =
    back === 0 ? 'none of them has yet' : `${back} of them ${back === 1 ? 'has' : 'have'} already`;
  const says =
    share.value === null
      ? `Too early to say: ${young} had too little time to come back, ${already}.`
      : `${share.says}; ${young} more had too little time to come back and ${young === 1 ? 'is' : 'are'} not in it, ${already}`;
  return { ...share, young, says };
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

/** The ends of so many must have been seen before an interval of their median is told. */
const ENDS_MIN = MEDIAN_MIN;

/**
 * The median of times by Kaplan & Meier (1958), with its interval by Brookmeyer & Crowley (1982), and the 90th
 * percentile: what is still open counts as lasting longer than its age. In minutes; known to 5 %, which is how wide half
 * a bin is. Where so many are open that half of them may last for ever, there is no median yet.
 */
export function timeOf({ ended, open }: { ended: Histogram; open: Histogram }, of: number): Estimate {
  const curve = curveOf(ended, open);
  const [count, waiting] = [curve.over, curve.n - curve.over];
  if (curve.n === 0) return nothing(of);
  const [middle, late] = [quantile(curve, 1 / 2), quantile(curve, 0.9)];
  const isKnown = count >= ENDS_MIN;
  const [value, p90] = [inMinutes(middle.value), inMinutes(late.value)];
  const [low, high] = isKnown ? [inMinutes(middle.low), inMinutes(middle.high)] : [null, null];
  const small = curve.n < SMALL_BELOW;
  const says = sayTime({ value, low, high, p90, isKnown }, { count, of, waiting });
  return { ...BLANK, count, of, value, low, high, p90, small, open: waiting, says };
}

function inMinutes(ms: number | null): number | null {
  return ms === null ? null : ms / MINUTE_MS;
}

interface Told {
  value: number | null;
  low: number | null;
  high: number | null;
  p90: number | null;
  isKnown: boolean;
}

function sayTime(
  { value, low, high, p90, isKnown }: Told,
  { count, of, waiting }: { count: number; of: number; waiting: number },
): string {
  const still = waiting === 0 ? '' : `; ${waiting} still open, counted as lasting longer`;
  const counts = `${count} of ${of}${still}`;
  const least = low === null ? '' : `, at least ${sayMinutes(low)} at 95 %`;
  if (value === null) return `more than half may still take longer${least} (${counts})`;
  const between = !isKnown
    ? 'too few for an interval'
    : high === null
      ? `at least ${sayMinutes(low ?? 0)}, no upper end yet`
      : sayBetween(sayMinutes(low ?? 0), sayMinutes(high));
  const nine = p90 === null ? 'nine in ten not reached yet' : `nine in ten within ${sayMinutes(p90)}`;
  return `${sayMinutes(value)} (${between}; ${nine}; ${counts})`;
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
