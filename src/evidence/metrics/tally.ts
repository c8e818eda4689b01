import type { Histogram } from './bins.ts';
import {
  COHORTS,
  COUNTER_NAMES,
  SUM_NAMES,
  TIME_NAMES,
  type Cohort,
  type Counter,
  type Sum,
  type Time,
} from './counters.ts';

/** Count, sum and sum of squares: enough for a mean, a total and their intervals. */
export interface Moments {
  n: number;
  sum: number;
  squares: number;
}

/** What one write moved, in minor units: `n` decisions by `actions` actions. `all`: all writes; `edit`: by how much edits moved it. */
export interface MoneySum extends Moments {
  name: string;
  currency: string;
  actions: number;
}

/** Everything that is counted of a set of decisions. */
export interface Tally {
  counts: Record<Counter, number>;
  sums: Record<Sum, Moments>;
  times: Record<Time, Histogram>;
  /** Ages of what is still open: it takes at least so long. */
  open: Record<Time, Histogram>;
  money: MoneySum[];
}

export type Tallies = Record<Cohort, Tally>;

export const NONE: Moments = { n: 0, sum: 0, squares: 0 };

export function emptyTally(): Tally {
  return {
    counts: filled(COUNTER_NAMES, () => 0),
    sums: filled(SUM_NAMES, () => NONE),
    times: filled(TIME_NAMES, (): Histogram => []),
    open: filled(TIME_NAMES, (): Histogram => []),
    money: [],
  };
}

function filled<K extends string, V>(names: readonly K[], make: () => V): Record<K, V> {
  return Object.fromEntries(names.map((name) => [name, make()])) as Record<K, V>;
}

export function emptyTallies(): Tallies {
  return filled(COHORTS, emptyTally);
}

/** Several sets that have no decision in common, as one. */
export function together(tallies: readonly Tally[]): Tally {
  const [first, ...others] = tallies;
  if (!first) return emptyTally();
  return others.reduce(add, first);
}

/** The same, each cohort by itself. */
export function addTallies(all: readonly Tallies[]): Tallies {
  return Object.fromEntries(
    COHORTS.map((cohort) => [cohort, together(all.map((one) => one[cohort]))]),
  ) as Tallies;
}

function add(one: Tally, other: Tally): Tally {
  const all = {
    ...one,
    counts: { ...one.counts },
    sums: { ...one.sums },
    times: { ...one.times },
    open: { ...one.open },
  };
  for (const name of COUNTER_NAMES) all.counts[name] += other.counts[name];
  for (const name of SUM_NAMES) all.sums[name] = addMoments(one.sums[name], other.sums[name]);
  for (const name of TIME_NAMES) {
    all.times[name] = addHistograms(one.times[name], other.times[name]);
    all.open[name] = addHistograms(one.open[name], other.open[name]);
  }
  all.money = addMoney([...one.money, ...other.money]);
  return all;
}

export function addMoments(one: Moments, other: Moments): Moments {
  return { n: one.n + other.n, sum: one.sum + other.sum, squares: one.squares + other.squares };
}

/** Two histograms as one. Both are in the order of their bins. */
export function addHistograms(one: Histogram, other: Histogram): Histogram {
  if (one.length === 0) return other;
  if (other.length === 0) return one;
  const all: { bin: number; count: number }[] = [];
  for (let [here, there] = [0, 0]; here < one.length || there < other.length;) {
    const [mine, theirs] = [one[here], other[there]];
    const bin = Math.min(mine?.bin ?? Infinity, theirs?.bin ?? Infinity);
    const [isMine, isTheirs] = [mine?.bin === bin, theirs?.bin === bin];
    all.push({ bin, count: (isMine ? (mine?.count ?? 0) : 0) + (isTheirs ? (theirs?.count ?? 0) : 0) });
    here += Number(isMine);
    there += Number(isTheirs);
  }
  return all;
}

function addMoney(sums: readonly MoneySum[]): MoneySum[] {
  const byName = new Map<string, MoneySum>();
  for (const each of sums) {
    const key = `${each.name} ${each.currency}`;
    const known = byName.get(key);
    const actions = (known?.actions ?? 0) + each.actions;
    byName.set(key, known ? { ...known, ...addMoments(known, each), actions } : each);
  }
  return [...byName.values()];
}
