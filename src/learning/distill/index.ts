import { rate } from '../../evidence/rate.ts';
import { grow } from './grow.ts';
import { literalsOf, meets } from './literals.ts';
import { prune } from './prune.ts';
import { refine } from './refine.ts';
import { sayConditions, sayTable } from './say.ts';
import type { Answered, Condition, Table, TableRow } from './schema.ts';

export type { Answered, Condition, Table, TableRow } from './schema.ts';
export { sayCondition } from './say.ts';

/** A table longer than this is not read. */
export const ROWS_MAX = 12;
/** The newest cases are looked at: what the behaviour is, and not what it was. */
export const CASES_MAX = 4_000;
/** Every so manieth case is held out, to see how true the table is. */
const HELD_EVERY = 4;
const HELD_FROM_CASES = 40;
/** A row stands on at least this many cases, and this share of all. */
const SUPPORT_MIN = 5;
const SUPPORT_SHARE = 0.01;

/**
 * A short readable table for how cases were answered, oldest first: ordered rows of at most three conditions, of which
 * the first that fits answers. It is made from three quarters of the cases and held against the rest.
 */
export function distill(examples: readonly Answered[], { rowsMax = ROWS_MAX } = {}): Table {
  const cases = examples.slice(-CASES_MAX);
  const holds = cases.length >= HELD_FROM_CASES;
  const taught = cases.filter((_, n) => !holds || n % HELD_EVERY !== HELD_EVERY - 1);
  const held = cases.filter((_, n) => holds && n % HELD_EVERY === HELD_EVERY - 1);
  const rows = rowsFor(taught, rowsMax);
  const usual = mostFrequent(taught.map(({ answer }) => answer));
  const told = {
    rows: withRates(rows, taught, held),
    fidelity: rate(held.filter((one) => answerBy(rows, one) === one.answer).length, held.length),
    always: rate(held.filter(({ answer }) => answer === usual).length, held.length),
    taught: taught.length,
    held: held.length,
  };
  return { ...told, says: sayTable(told) };
}

type Row = Pick<TableRow, 'when' | 'answer'>;

/** What a table answers; the first row that fits counts. Empty where it has no rows, because there were no cases. */
export function answerBy(rows: readonly Row[], one: Omit<Answered, 'answer'>): string {
  return rows[rowOf(rows, one)]?.answer ?? '';
}

function rowOf(rows: readonly Row[], one: Omit<Answered, 'answer'>): number {
  return rows.findIndex(({ when }) => when.every((condition) => meets(one, condition)));
}

function rowsFor(taught: readonly Answered[], rowsMax: number): Row[] {
  if (taught.length === 0) return [];
  const names = [...new Set(taught.map(({ answer }) => answer))];
  const answers = Int32Array.from(taught, ({ answer }) => names.indexOf(answer));
  const least = Math.max(SUPPORT_MIN, Math.ceil(SUPPORT_SHARE * taught.length));
  const literals = literalsOf(taught, least);
  const grown = grow(literals, answers, names.length, { rowsMax: rowsMax - 1, least });
  const pruned = prune(grown, literals, answers, names.length);
  const refined = refine(pruned.rows, literals, answers, names.length, taught);
  return [
    ...refined.rows.map(({ literals: at, answer }) => ({
      when: at.map((n): Condition => refined.literals[n]!.condition),
      answer: names[answer]!,
    })),
    { when: [], answer: names[pruned.otherwise]! },
  ];
}

function withRates(rows: readonly Row[], taught: readonly Answered[], held: readonly Answered[]): TableRow[] {
  const inTaught = taught.map((one) => rowOf(rows, one));
  const inHeld = held.map((one) => rowOf(rows, one));
  const rateIn = (cases: readonly Answered[], places: readonly number[], n: number) => {
    const mine = cases.filter((_, at) => places[at] === n);
    return rate(mine.filter(({ answer }) => answer === rows[n]!.answer).length, mine.length);
  };
  return rows.map((row, n) => ({
    ...row,
    says: sayConditions(row.when),
    taught: rateIn(taught, inTaught, n),
    held: rateIn(held, inHeld, n),
  }));
}

function mostFrequent(answers: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
