import { DIFFERENCE_MIN, differenceOfRates, medianError, type Difference } from '../difference.ts';
import { Z_95 } from '../rate.ts';
import { atRank, counted, type Histogram } from './bins.ts';
import type { Definition } from './definitions.ts';
import { meanAndError, middle, sayValue, type Ground } from './estimate.ts';
import type { Compared } from './schema.ts';
import { NONE, type Moments, type Tally } from './tally.ts';

const MINUTE_MS = 60_000;

/**
 * The difference of the agent's decisions from those of people, with its 95 % interval: of shares by Newcombe (1998,
 * method 10), of medians by Price & Bonett (2002), of money per decision by Welch (1947). Null where one side has too
 * few to say.
 */
export function compare(
  definition: Definition,
  agent: Tally,
  people: Tally,
  ground: Ground,
): Compared | null {
  const difference = differenceOf(definition, agent, people, ground.currency);
  return difference && told(definition, difference, ground);
}

function differenceOf(
  { measure }: Definition,
  agent: Tally,
  people: Tally,
  currency: string,
): Difference | null {
  switch (measure.as) {
    case 'share': {
      const rateOf = ({ counts }: Tally) => ({ count: counts[measure.count], of: counts[measure.of] });
      return differenceOfRates(rateOf(agent), rateOf(people));
    }
    case 'time':
      return differenceOfTimes(agent.times[measure.time], people.times[measure.time]);
    case 'money':
      return differenceOfMeans(
        perDecision(agent, agent.counts[measure.of], currency),
        perDecision(people, people.counts[measure.of], currency),
      );
    case 'mean':
    case 'spend':
    case 'hours':
    case 'backlog':
      return null;
  }
}

/** Money per decision: those that moved none are zeros. */
function perDecision({ money }: Tally, of: number, currency: string): Moments {
  const { sum, squares } = money.find((one) => one.name === 'all' && one.currency === currency) ?? NONE;
  return { n: of, sum, squares };
}

function differenceOfTimes(one: Histogram, other: Histogram): Difference | null {
  const sides = [one, other].map((histogram) => {
    const n = counted(histogram);
    const at = (rank: number) => atRank(histogram, rank) / MINUTE_MS;
    return n < DIFFERENCE_MIN ? null : { value: middle(n, at), error: medianError(n, at) };
  });
  const [here, there] = sides;
  if (!here || !there) return null;
  return around(here.value - there.value, Math.hypot(here.error, there.error));
}

function differenceOfMeans(one: Moments, other: Moments): Difference | null {
  if (one.n < DIFFERENCE_MIN || other.n < DIFFERENCE_MIN) return null;
  const [here, there] = [meanAndError(one), meanAndError(other)];
  return around(here.mean - there.mean, Math.hypot(here.error, there.error));
}

function around(value: number, error: number): Difference {
  return { value, low: value - Z_95 * error, high: value + Z_95 * error };
}

/** A difference in words, and whether it is a good one. */
export function told(
  { unit, better, measure }: Pick<Definition, 'unit' | 'better'> & { measure: { as: string } },
  difference: Difference,
  ground: Ground,
): Compared {
  const { value, low, high } = difference;
  if (low <= 0 && high >= 0)
    return { ...difference, verdict: 'same', says: 'No difference beyond chance can be told.' };
  const isGood = better === null ? null : value > 0 === (better === 'up');
  const verdict = isGood === null ? 'other' : isGood ? 'better' : 'worse';
  const [near = 0, far = 0] = [Math.abs(low), Math.abs(high)].toSorted((one, other) => one - other);
  const show = (size: number) => sayValue(size, unit, ground);
  const per = measure.as === 'money' ? ' per decision' : '';
  const more = measure.as === 'time' ? (value > 0 ? 'longer' : 'shorter') : value > 0 ? 'more' : 'less';
  const says = `${show(Math.abs(value))} ${more}${per} (${show(near)} to ${show(far)}, at 95 %).`;
  return { ...difference, verdict, says };
}
