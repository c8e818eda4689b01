import type { Grown } from './grow.ts';
import type { Literal } from './literals.ts';
import { score } from './prune.ts';
import type { Answered, Condition } from './schema.ts';

/** Cuts tried for each number of a row, beside round numbers among them. */
const CUTS_MAX = 48;
/** A cut with one digit more must answer so many more cases rightly: 80 is read more easily than 79.37. */
const DIGIT_CASES = 0.5;

type Numeric = Extract<Condition, { value: number }>;

/** Moves the numbers of the rows to where the behaviour really turns; they were first cut at some even places only. */
export function refine(
  grown: readonly Grown[],
  literals: readonly Literal[],
  answers: Int32Array,
  classes: number,
  cases: readonly Answered[],
): { rows: Grown[]; literals: Literal[] } {
  const all = [...literals];
  let rows = [...grown];
  rows.forEach((row, at) => {
    for (const place of row.literals.keys()) {
      const { condition } = all[rows[at]!.literals[place]!]!;
      if (condition.test !== 'above' && condition.test !== 'at most') continue;
      let best = { rows, worth: worthOf(rows, condition) };
      for (const value of cutsFor(cases, condition)) {
        const moved = { ...condition, value };
        const changed = withCondition(rows, at, place, all.push(literalOf(cases, moved)) - 1);
        const worth = worthOf(changed, moved);
        if (worth > best.worth) best = { rows: changed, worth };
      }
      rows = best.rows;
    }
  });
  return { rows, literals: all };

  function worthOf(tried: readonly Grown[], { value }: Numeric): number {
    return score(tried, all, answers, classes).right - DIGIT_CASES * digitsOf(value);
  }
}

function withCondition(rows: readonly Grown[], at: number, place: number, literal: number): Grown[] {
  return rows.map((row, n) =>
    n === at ? { ...row, literals: row.literals.map((old, m) => (m === place ? literal : old)) } : row,
  );
}

function literalOf(cases: readonly Answered[], condition: Numeric): Literal {
  const { field, test, value } = condition;
  const met = Uint8Array.from(cases, ({ fields }) => {
    const known = fields[field];
    return typeof known === 'number' && (test === 'above' ? known > value : known <= value) ? 1 : 0;
  });
  return { condition, meets: met, count: met.reduce((sum, each) => sum + each, 0) };
}

/** Values of cases around the present cut, and the same rounded to fewer digits. */
function cutsFor(cases: readonly Answered[], { field, value }: Numeric): number[] {
  const known = cases.map(({ fields }) => fields[field]).filter((each) => typeof each === 'number');
  const distinct = [...new Set(known)].sort((a, b) => a - b);
  const at = distinct.findIndex((each) => each > value);
  const middle = at < 0 ? distinct.length : at;
  const reach = Math.max(CUTS_MAX, Math.ceil(distinct.length / CUTS_MAX));
  const near = distinct.slice(Math.max(0, middle - reach), middle + reach);
  const step = Math.max(1, Math.floor(near.length / CUTS_MAX));
  const tried = near.filter((_, n) => n % step === 0);
  return [...new Set(tried.flatMap((cut) => [cut, rounded(cut, 1), rounded(cut, 2)]))];
}

function rounded(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}

/** Digits that a reader has to read: 80 has one, 79.37 has four. */
function digitsOf(value: number): number {
  return String(Math.abs(value))
    .replace('.', '')
    .replace(/^0+|0+$/g, '').length;
}
