import type { Grown } from './grow.ts';
import type { Literal } from './literals.ts';

/** A row must answer so many more cases rightly than the table does without it: a table is for reading. */
const GAIN_CASES_MIN = 3;
const GAIN_SHARE_MIN = 0.004;

/** Drops rows and conditions that the table does as well without, the last ones first. */
export function prune(
  grown: readonly Grown[],
  literals: readonly Literal[],
  answers: Int32Array,
  classes: number,
): { rows: Grown[]; otherwise: number } {
  const worth = Math.max(GAIN_CASES_MIN, GAIN_SHARE_MIN * answers.length);
  let rows = [...grown];
  let best = score(rows, literals, answers, classes);
  const tries = (next: Grown[], atMost: number): void => {
    const scored = score(next, literals, answers, classes);
    if (best.right - scored.right > atMost) return;
    [rows, best] = [next, scored];
  };
  for (let at = rows.length - 1; at >= 0; at--) {
    tries(
      rows.filter((_, n) => n !== at),
      worth,
    );
  }
  rows.forEach((_, at) => {
    for (const dropped of rows[at]!.literals) {
      if (rows[at]!.literals.length === 1) return;
      tries(
        rows.map((row, n) =>
          n === at ? { ...row, literals: row.literals.filter((one) => one !== dropped) } : row,
        ),
        0,
      );
    }
  });
  return { rows, otherwise: best.otherwise };
}

/** How many cases the rows answer rightly, with the best answer for those that none of them takes. */
export function score(
  rows: readonly Grown[],
  literals: readonly Literal[],
  answers: Int32Array,
  classes: number,
): { right: number; otherwise: number } {
  const left = Array.from({ length: classes }, () => 0);
  let right = 0;
  answers.forEach((answer, at) => {
    const row = rows.find((each) => each.literals.every((n) => literals[n]!.meets[at]));
    if (!row) left[answer]!++;
    else if (row.answer === answer) right++;
  });
  const most = Math.max(...left);
  return { right: right + most, otherwise: left.indexOf(most) };
}
