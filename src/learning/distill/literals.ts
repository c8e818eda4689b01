import { wordsOf } from './words.ts';
import type { Answered, Condition } from './schema.ts';

/** A condition with the cases that meet it, by their place in the list. */
export type Literal = { condition: Condition; meets: Uint8Array; count: number };

const VALUES_MAX = 24;
const CUTS_MAX = 12;
const WORDS_MAX = 120;

/** Whether a case meets a condition. A number test of what is no number is not met. */
export function meets({ fields, text }: Omit<Answered, 'answer'>, condition: Condition): boolean {
  if (condition.test === 'says') return text !== undefined && wordsOf(text).has(condition.value);
  const value = fields[condition.field];
  switch (condition.test) {
    case 'is':
      return value === condition.value;
    case 'is not':
      return value !== condition.value;
    case 'above':
      return typeof value === 'number' && value > condition.value;
    case 'at most':
      return typeof value === 'number' && value <= condition.value;
    case 'unknown':
      return value === undefined;
  }
}

/** Every condition worth trying: met by at least `least` cases and not met by at least as many. */
export function literalsOf(cases: readonly Answered[], least: number): Literal[] {
  const names = [...new Set(cases.flatMap(({ fields }) => Object.keys(fields)))];
  const conditions = [
    ...names.flatMap((name) => conditionsOn(cases, name, least)),
    ...wordsTried(cases, least),
  ];
  const words = conditions.some(({ test }) => test === 'says')
    ? cases.map(({ text }) => wordsOf(text ?? ''))
    : [];
  return conditions.flatMap((condition) => {
    const test =
      condition.test === 'says'
        ? (_: Answered, n: number) => words[n]!.has(condition.value)
        : (one: Answered) => meets(one, condition);
    const met = Uint8Array.from(cases, (one, n) => (test(one, n) ? 1 : 0));
    const count = met.reduce((sum, each) => sum + each, 0);
    return count >= least && cases.length - count >= least ? [{ condition, meets: met, count }] : [];
  });
}

function conditionsOn(cases: readonly Answered[], field: string, least: number): Condition[] {
  const values = cases.map(({ fields }) => fields[field]);
  const numbers = values.filter((value) => typeof value === 'number').sort((a, b) => a - b);
  const counts = new Map<string | boolean, number>();
  for (const value of values)
    if (value !== undefined && typeof value !== 'number') counts.set(value, (counts.get(value) ?? 0) + 1);
  const frequent = [...counts]
    .filter(([, count]) => count >= least)
    .sort((a, b) => b[1] - a[1])
    .slice(0, VALUES_MAX)
    .map(([value]) => value);
  return [
    ...frequent.map((value): Condition => ({ field, test: 'is', value })),
    // Of two values, "is not one" is "is the other".
    ...(counts.size > 2 ? frequent.map((value): Condition => ({ field, test: 'is not', value })) : []),
    ...cutsOf(numbers).flatMap((value): Condition[] => [
      { field, test: 'above', value },
      { field, test: 'at most', value },
    ]),
    ...(values.includes(undefined) ? [{ field, test: 'unknown' } as const] : []),
  ];
}

/** Places to cut between neighbours, spread evenly over the cases, each the roundest number that lies there. */
function cutsOf(numbers: readonly number[]): number[] {
  const cuts = new Set<number>();
  for (let part = 1; part <= CUTS_MAX; part++) {
    const at = Math.floor((part * numbers.length) / (CUTS_MAX + 1));
    const below = numbers[at];
    const above = numbers.slice(at).find((value) => below !== undefined && value > below);
    if (below !== undefined && above !== undefined) cuts.add(roundest(below, above));
  }
  // A behaviour often turns at one value among few: then every gap is tried.
  const distinct = [...new Set(numbers)];
  if (distinct.length <= CUTS_MAX * 2)
    distinct.slice(1).forEach((value, n) => cuts.add(roundest(distinct[n]!, value)));
  return [...cuts];
}

/** The number with the fewest digits in [below, above). Whole numbers keep their own lower end: `days > 7`. */
function roundest(below: number, above: number): number {
  if (above - below <= 1 && Number.isInteger(below)) return below;
  const highest = Math.floor(Math.log10(Math.max(Math.abs(below), Math.abs(above), 1)));
  for (let digits = highest; digits >= -6; digits--) {
    const step = 10 ** digits;
    const candidate = Math.ceil(below / step) * step;
    if (candidate < above) return Number(candidate.toFixed(Math.max(0, -digits)));
  }
  return below;
}

/** The most frequent words, of which some explain an answer. */
function wordsTried(cases: readonly Answered[], least: number): Condition[] {
  const counts = new Map<string, number>();
  for (const { text } of cases)
    for (const word of wordsOf(text ?? '')) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count >= least)
    .sort((a, b) => b[1] - a[1])
    .slice(0, WORDS_MAX)
    .map(([value]) => ({ test: 'says', value }));
}
