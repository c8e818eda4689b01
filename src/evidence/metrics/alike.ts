import { counted } from './bins.ts';
import type { Pair } from './compare.ts';
import type { Measure } from './definitions.ts';
import { emptyTally, together, type Tally } from './tally.ts';

/** A kind with fewer on either side joins the rest: a curve of so few claims to be sure. */
export const KIND_MIN = 10;

/** A part of the comparison with its share of the agent's decisions; the shares add up to 1. */
export interface Weighted extends Pair {
  weight: number;
}

/**
 * Kinds that both sides have, each with its weight among the agent's decisions; small kinds are held together. `left`:
 * decisions of the agent that have nothing to be compared with.
 */
export function alike(measure: Measure, kinds: readonly Pair[]): { pairs: Weighted[]; left: number } {
  const size = sizeOf(measure);
  const isLarge = ({ own, theirs }: Pair) => Math.min(size(own), size(theirs)) >= KIND_MIN;
  const [large, small] = [kinds.filter(isLarge), kinds.filter((pair) => !isLarge(pair))];
  // A kind that only one side has would make the rest unlike.
  const both = small.filter(({ own, theirs }) => size(own) > 0 && size(theirs) > 0);
  const rest = { own: sum(both.map(({ own }) => own)), theirs: sum(both.map(({ theirs }) => theirs)) };
  const pairs = size(rest.own) > 0 && (large.length === 0 || isLarge(rest)) ? [...large, rest] : large;
  const all = pairs.reduce((total, { own }) => total + size(own), 0);
  const had = kinds.reduce((total, { own }) => total + size(own), 0);
  return { pairs: pairs.map((pair) => ({ ...pair, weight: size(pair.own) / all })), left: had - all };
}

function sum(tallies: Tally[]): Tally {
  return tallies.length === 0 ? emptyTally() : together(tallies);
}

/** From how much a side of a comparison is counted. */
function sizeOf(measure: Measure): (tally: Tally) => number {
  if (measure.as === 'time')
    return ({ times, open }) => counted(times[measure.time]) + counted(open[measure.time]);
  if (measure.as === 'backlog') return () => 0;
  return ({ counts }) => counts[measure.of];
}
