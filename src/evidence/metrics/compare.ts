import { type Difference } from '../difference.ts';
import { alike } from './alike.ts';
import type { Definition } from './definitions.ts';
import { differenceOf } from './differences.ts';
import { sayValue, type Ground } from './estimate.ts';
import type { Compared } from './schema.ts';
import type { Tally } from './tally.ts';

/** The same decisions on both sides, of one kind of work. */
export interface Pair {
  own: Tally;
  theirs: Tally;
}

/**
 * The difference of the agent's decisions from those of people with its 95 % interval, kind by kind: each kind weighs as
 * much as it does among the agent's decisions (direct standardisation), so that people are not held to an easier or
 * harder mix. Null where one side has too few to say.
 */
export function compare(definition: Definition, kinds: readonly Pair[], ground: Ground): Compared | null {
  const { pairs, left } = alike(definition.measure, kinds);
  const difference = differenceOf(definition.measure, pairs, ground.currency);
  if (!difference) return null;
  const made = told(definition, difference, ground);
  const few =
    left === 0 ? '' : ` Left out as only one side had such kinds: ${left} of the agent’s decisions.`;
  return { ...made, says: `${made.says}${few}` };
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
