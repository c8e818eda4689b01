import { Z_95 } from '../rate.ts';
import { counted, timeIn, type Histogram } from './bins.ts';

/**
 * How many still go on after each bin of times, with the variance of that share. Beyond the last bin both stay as they
 * are: nobody knows how it goes on. `n` are all of them, `over` those of which the end was seen.
 */
export interface Curve {
  left: number[];
  variance: number[];
  n: number;
  over: number;
}

/**
 * The share that still goes on after each time, by Kaplan & Meier (1958), with Greenwood's variance (1926): whoever is
 * still open counts as going on up to its age, and is left out of what comes after. To leave open cases out altogether
 * would make slow work look fast.
 */
export function curveOf(ended: Histogram, open: Histogram): Curve {
  const [ends, ages] = [dense(ended), dense(open)];
  const [over, n] = [counted(ended), counted(ended) + counted(open)];
  const curve: Curve = { left: [], variance: [], n, over };
  let [risk, left, sum] = [n, 1, 0];
  for (let bin = 0; bin < Math.max(ends.length, ages.length); bin++) {
    const [end = 0, age = 0] = [ends[bin], ages[bin]];
    if (end > 0) {
      left = end >= risk ? 0 : left * (1 - end / risk);
      if (end < risk) sum += end / (risk * (risk - end));
    }
    risk -= end + age;
    curve.left.push(left);
    curve.variance.push(left * left * sum);
  }
  return curve;
}

function dense(histogram: Histogram): number[] {
  const bins: number[] = [];
  for (const { bin, count } of histogram) {
    while (bins.length <= bin) bins.push(0);
    bins[bin] = (bins[bin] ?? 0) + count;
  }
  return bins;
}

/** Several curves as one, each with its weight (they add up to 1): how it would go with another mix of kinds. */
export function mixed(parts: readonly { weight: number; curve: Curve }[]): Curve {
  const length = Math.max(0, ...parts.map(({ curve }) => curve.left.length));
  const at = (list: number[], bin: number, before: number) =>
    list.length === 0 ? before : (list[Math.min(bin, list.length - 1)] ?? before);
  const bins = Array.from({ length }, (_, bin) => bin);
  return {
    left: bins.map((bin) =>
      parts.reduce((sum, { weight, curve }) => sum + weight * at(curve.left, bin, 1), 0),
    ),
    variance: bins.map((bin) =>
      parts.reduce((sum, { weight, curve }) => sum + weight ** 2 * at(curve.variance, bin, 0), 0),
    ),
    n: parts.reduce((sum, { curve }) => sum + curve.n, 0),
    over: parts.reduce((sum, { curve }) => sum + curve.over, 0),
  };
}

/**
 * The mean time (ms) of which nobody takes longer than `limit`, with its standard error (Irwin 1949; Royston & Parmar
 * 2013, BMC Medical Research Methodology 13): the area under the curve up to there. What is open is part of it, so a
 * mean of only what is over cannot make slow work look fast.
 */
export function meanWithin(
  ended: Histogram,
  open: Histogram,
  limit: number,
): { mean: number; error: number } {
  const { left } = curveOf(ended, open);
  const [ends, ages] = [dense(ended), dense(open)];
  const area: number[] = [];
  let [from, before, mean] = [0, 1, 0];
  for (const [bin, after] of left.entries()) {
    const to = Math.min(limit, timeIn(bin, 1));
    area.push(mean);
    mean += ((before + after) / 2) * Math.max(0, to - from);
    [from, before] = [to, after];
  }
  mean += before * Math.max(0, limit - from);
  let [risk, variance] = [counted(ended) + counted(open), 0];
  for (const [bin] of left.entries()) {
    const end = ends[bin] ?? 0;
    if (end > 0 && end < risk) variance += ((mean - (area[bin] ?? 0)) ** 2 * end) / (risk * (risk - end));
    risk -= end + (ages[bin] ?? 0);
  }
  return { mean, error: Math.sqrt(variance) };
}

/** How far a curve reaches (ms), and how many are left there; without an end where none are. */
export function reachOf(ended: Histogram, open: Histogram): { reach: number; left: number } {
  const { left } = curveOf(ended, open);
  const rest = left.at(-1) ?? 1;
  return { reach: rest <= EPSILON ? Infinity : timeIn(left.length - 1, 1), left: rest };
}

/** A time (ms) with its interval; null for an end that lies beyond what was seen. */
export interface Quantile {
  value: number | null;
  low: number | null;
  high: number | null;
}

/**
 * The time within which a share of them is over, with its 95 % interval by Brookmeyer & Crowley (1982, Biometrics 38) on
 * the log-log scale (Kalbfleisch & Prentice 1980): all times at which the curve may still be at that share.
 */
export function quantile(curve: Curve, share: number): Quantile {
  const level = 1 - share;
  const limits = curve.left.map((left, bin) => limitsOf(left, curve.variance[bin] ?? 0));
  return {
    value: crossing(curve.left, level),
    low: crossing(
      limits.map(({ low }) => low),
      level,
    ),
    high: crossing(
      limits.map(({ high }) => high),
      level,
    ),
  };
}

/** The ends of the interval of a share that still goes on. */
function limitsOf(left: number, variance: number): { low: number; high: number } {
  if (left <= EPSILON) return { low: 0, high: 0 };
  if (left >= 1 - EPSILON) return { low: 1, high: 1 };
  const error = (Z_95 * Math.sqrt(variance)) / (left * Math.abs(Math.log(left)));
  return { low: left ** Math.exp(error), high: left ** Math.exp(-error) };
}

const EPSILON = 1e-9;

/** Where a falling curve reaches a level, evenly within the bin; null where it never does. */
function crossing(curve: readonly number[], level: number): number | null {
  let before = 1;
  for (const [bin, after] of curve.entries()) {
    if (after <= level + EPSILON)
      return timeIn(bin, before - after < EPSILON ? 1 : (before - level) / (before - after));
    before = after;
  }
  return null;
}
