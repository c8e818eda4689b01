import { DIFFERENCE_MIN, differenceOfRates, type Difference } from '../difference.ts';
import { Z_95 } from '../rate.ts';
import type { Weighted } from './alike.ts';
import type { Time } from './counters.ts';
import type { Measure } from './definitions.ts';
import { meanAndError } from './estimate.ts';
import { curveOf, mixed, quantile, type Quantile } from './survival.ts';
import { NONE, type Moments, type Tally } from './tally.ts';

const MINUTE_MS = 60_000;

/** The difference of a number between two sides, kind by kind; null for too few, and for what has no other side. */
export function differenceOf(
  measure: Measure,
  pairs: readonly Weighted[],
  currency: string,
): Difference | null {
  if (pairs.length === 0) return null;
  switch (measure.as) {
    case 'share':
      return ofShares(measure, pairs);
    case 'time':
      return ofTimes(measure.time, pairs);
    case 'money':
      return ofMeans(pairs, (tally) => perDecision(tally, tally.counts[measure.of], currency));
    case 'mean':
    case 'spend':
    case 'hours':
    case 'backlog':
      return null;
  }
}

/**
 * Of shares: the weighted differences of the kinds, each with its interval by Newcombe (1998, method 10), put together by
 * the method of variance estimates recovery (Zou & Donner 2008, Statistics in Medicine 27).
 */
function ofShares(
  { count, of }: Extract<Measure, { as: 'share' }>,
  pairs: readonly Weighted[],
): Difference | null {
  const rateOf = ({ counts }: Tally) => ({ count: counts[count], of: counts[of] });
  let [value, below, above] = [0, 0, 0];
  for (const { own, theirs, weight } of pairs) {
    const one = differenceOfRates(rateOf(own), rateOf(theirs));
    if (!one) return null;
    value += weight * one.value;
    below += (weight * (one.value - one.low)) ** 2;
    above += (weight * (one.high - one.value)) ** 2;
  }
  return { value, low: value - Math.sqrt(below), high: value + Math.sqrt(above) };
}

/**
 * Of medians: of the Kaplan–Meier curves of both sides with the kinds mixed alike, from the intervals of both medians by
 * the method of variance estimates recovery. Null where the interval of one has no upper end yet.
 */
function ofTimes(time: Time, pairs: readonly Weighted[]): Difference | null {
  const side = (which: 'own' | 'theirs') =>
    mixed(
      pairs.map(({ weight, ...pair }) => ({
        weight,
        curve: curveOf(pair[which].times[time], pair[which].open[time]),
      })),
    );
  const [one, other] = [side('own'), side('theirs')];
  if (one.over < DIFFERENCE_MIN || other.over < DIFFERENCE_MIN) return null;
  const [here, there] = [known(quantile(one, 1 / 2)), known(quantile(other, 1 / 2))];
  if (!here || !there) return null;
  const value = here.value - there.value;
  return {
    value,
    low: value - Math.hypot(here.value - here.low, there.high - there.value),
    high: value + Math.hypot(here.high - here.value, there.value - there.low),
  };
}

/** In minutes, where all of it is known. */
function known({ value, low, high }: Quantile): Difference | null {
  if (value === null || low === null || high === null) return null;
  return { value: value / MINUTE_MS, low: low / MINUTE_MS, high: high / MINUTE_MS };
}

/** Of means: weighted, with the variance of independent means. */
function ofMeans(pairs: readonly Weighted[], moments: (tally: Tally) => Moments): Difference | null {
  let [value, variance] = [0, 0];
  for (const { own, theirs, weight } of pairs) {
    const [here, there] = [moments(own), moments(theirs)];
    if (here.n < DIFFERENCE_MIN || there.n < DIFFERENCE_MIN) return null;
    const [mean, usual] = [meanAndError(here), meanAndError(there)];
    value += weight * (mean.mean - usual.mean);
    variance += weight ** 2 * (mean.error ** 2 + usual.error ** 2);
  }
  const half = Z_95 * Math.sqrt(variance);
  return { value, low: value - half, high: value + half };
}

/** Money per decision: those that moved none are zeros. */
function perDecision({ money }: Tally, of: number, currency: string): Moments {
  const { sum, squares } = money.find((one) => one.name === 'all' && one.currency === currency) ?? NONE;
  return { n: of, sum, squares };
}
