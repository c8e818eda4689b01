import type { Literal } from './literals.ts';

/** A row under construction: the places of its literals, and what it answers. */
export type Grown = { literals: number[]; answer: number };
type Candidate = Grown & { covered: Int32Array; z: number };

const CONDITIONS_MAX = 3;
const BEAM = 5;
/** Standard errors above what is usual among the cases that are left: some hundred conditions are tried for each row. */
const Z_MIN = 4;
/** A further condition must make the row so much more telling. */
const GAIN_MIN = 1.03;

/**
 * Grows an ordered list of rows: each time the conjunction of at most three conditions, by beam search, whose share of
 * one answer stands out most (in standard errors) among the cases that no earlier row took.
 */
export function grow(
  literals: readonly Literal[],
  answers: Int32Array,
  classes: number,
  { rowsMax, least }: { rowsMax: number; least: number },
): Grown[] {
  const rows: Grown[] = [];
  let left = Int32Array.from(answers.keys());
  while (rows.length < rowsMax && left.length >= 2 * least) {
    const usual = countsOf(left, answers, classes);
    if (usual.filter((count) => count > 0).length < 2) break;
    const best = bestRow(literals, answers, usual, left, least);
    if (!best) break;
    rows.push({ literals: best.literals, answer: best.answer });
    const taken = new Set(best.covered);
    left = left.filter((at) => !taken.has(at));
  }
  return rows;
}

function bestRow(
  literals: readonly Literal[],
  answers: Int32Array,
  usual: number[],
  left: Int32Array,
  least: number,
): Candidate | undefined {
  let best: Candidate | undefined;
  let beam: Candidate[] = [{ literals: [], answer: 0, covered: left, z: 0 }];
  for (let depth = 0; depth < CONDITIONS_MAX; depth++) {
    const next = beam.flatMap((from) => extensions(from, literals, answers, usual, left.length, least));
    next.sort((a, b) => b.z - a.z);
    beam = distinct(next).slice(0, BEAM);
    const first = beam[0];
    if (!first || (best && first.z < best.z * GAIN_MIN)) break;
    best = first;
  }
  return best && best.z >= Z_MIN ? best : undefined;
}

function extensions(
  from: Candidate,
  literals: readonly Literal[],
  answers: Int32Array,
  usual: number[],
  all: number,
  least: number,
): Candidate[] {
  return literals.flatMap((literal, n) => {
    if (from.literals.some((other) => sameTest(literals[other]!, literal))) return [];
    const counts = usual.map(() => 0);
    let size = 0;
    for (const at of from.covered) {
      if (!literal.meets[at]) continue;
      counts[answers[at]!]!++;
      size++;
    }
    if (size < least || size === from.covered.length) return [];
    const { answer, z } = standsOut(counts, size, usual, all);
    if (z <= from.z) return [];
    const covered = from.covered.filter((at) => literal.meets[at] === 1);
    return [{ literals: [...from.literals, n], answer, covered, z }];
  });
}

/** The answer whose share is furthest above its usual one, in standard errors, among those that lead here. */
function standsOut(
  counts: number[],
  size: number,
  usual: number[],
  all: number,
): { answer: number; z: number } {
  const answer = counts.indexOf(Math.max(...counts));
  const share = (usual[answer]! + 0.5) / (all + 1);
  const z = (counts[answer]! / size - share) / Math.sqrt((share * (1 - share)) / size);
  return { answer, z };
}

function sameTest({ condition: a }: Literal, { condition: b }: Literal): boolean {
  if (a.test === 'says' || b.test === 'says') return false;
  return a.field === b.field && a.test === b.test && a.test !== 'is not';
}

/** Two rows that take exactly as many cases for the same answer are taken for one, the shorter first found. */
function distinct(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>();
  return candidates.filter(({ answer, covered, z }) => {
    const key = `${answer} ${covered.length} ${z}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function countsOf(cases: Int32Array, answers: Int32Array, classes: number): number[] {
  const counts = Array.from({ length: classes }, () => 0);
  for (const at of cases) counts[answers[at]!]!++;
  return counts;
}
