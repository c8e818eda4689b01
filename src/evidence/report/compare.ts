import { differenceOfRates } from '../difference.ts';
import type { Compared as MetricCompared, Estimate, Unit } from '../metrics/schema.ts';
import type { Style } from '../returns/show.ts';
import { showDifference } from './figures.ts';
import type { Against, Compared, ReportRow, Verdict } from './schema.ts';

/** What a number is held against, as a sentence names it. */
export type Names = Record<Against, string>;

type Row = Pick<ReportRow, 'unit' | 'better'>;

/**
 * This period against the one before. Of shares the difference is Newcombe's; of medians, means and sums the distances
 * of both values to the ends of their own intervals are put together (MOVER, Zou & Donner 2008). Null where the period
 * before has no such number at all.
 */
export function againstBefore(
  row: Row,
  now: Estimate,
  before: Estimate | null,
  style: Style,
): Compared | null {
  if (before === null || before.of === 0) return null;
  if (now.of === 0) return { difference: null, verdict: 'unknown', says: 'nothing to compare' };
  const difference =
    isRate(now) && isRate(before) && row.unit === 'share'
      ? differenceOfRates(now, before)
      : differenceOf(now, before);
  if (difference === null) return { difference, verdict: 'few', says: 'too few to compare' };
  return judged(row, difference, style);
}

/** A share may also be a mean of shares: how much edits changed. */
function isRate({ count, of, value }: Estimate): boolean {
  return value !== null && Math.abs(value - count / of) < ROUNDING;
}
const ROUNDING = 1e-9;

function differenceOf(now: Estimate, before: Estimate) {
  const all = [now.value, now.low, now.high, before.value, before.low, before.high];
  if (all.includes(null) || now.currency !== before.currency) return null;
  const [value, low, high, old, oldLow, oldHigh] = all as [number, number, number, number, number, number];
  const change = value - old;
  return {
    value: change,
    low: change - Math.hypot(value - low, oldHigh - old),
    high: change + Math.hypot(high - value, old - oldLow),
  };
}

/** A comparison that the metrics have made already, in the words of a report. */
export function againstPeople(
  row: Row,
  now: Estimate,
  other: Estimate | null,
  made: MetricCompared | null,
  style: Style,
): Compared | null {
  if (other === null || other.of === 0) return null;
  if (made) return judged(row, { value: made.value, low: made.low, high: made.high }, style);
  const isEmpty = now.of === 0;
  return {
    difference: null,
    verdict: isEmpty ? 'unknown' : 'few',
    says: isEmpty ? 'nothing to compare' : 'too few to compare',
  };
}

/** A change is called one only where its whole interval lies on one side of nought. */
export function judged(
  { unit, better }: Row,
  difference: NonNullable<Compared['difference']>,
  style: Style,
): Compared {
  const { value, low, high } = difference;
  const isSure = low > 0 || high < 0;
  const verdict = isSure ? direction(value, better) : 'noise';
  if (low === 0 && high === 0) return { difference, verdict, says: 'the same' };
  const shown = signed(value, unit, style);
  return { difference, verdict, says: `${shown} (${span(low, high, unit, style)})` };
}

function direction(value: number, better: ReportRow['better']): Verdict {
  if (better === null) return 'changed';
  return value > 0 === (better === 'up') ? 'better' : 'worse';
}

/** `−31.2 to −9.5 points`, `+€2.00 to +€14.00` */
function span(low: number, high: number, unit: Unit, style: Style): string {
  const [from, to] = [low, high].map((end) => signed(end, unit, style));
  return unit === 'share' ? `${from?.replace(/ points?$/, '')} to ${to}` : `${from} to ${to}`;
}

/** With its sign; what is written as nought has none. */
function signed(value: number, unit: Unit, style: Style): string {
  const shown = showDifference(value, unit, style);
  if (shown === showDifference(0, unit, style)) return shown;
  return `${value < 0 ? '−' : '+'}${shown}`;
}
