import type { Labels, SimilarCase } from './example.ts';
import { GROUP } from './features.ts';

/** A learned case: the rows of its features, group after group as in `Features`. */
export type KeptCase = { id: string | undefined; labels: Labels; rows: Int32Array; ends: Int32Array };

/**
 * An inverted index over the words and fields of the last `limit` learned cases. Case number n
 * lies at `cases[n % limit]`; `postings` lists, per row, the numbers of the cases that have it,
 * oldest first, of which those before `from` have been forgotten.
 */
export type SimilarIndex = {
  limit: number;
  learned: number;
  cases: KeptCase[];
  postings: Map<number, { numbers: number[]; from: number }>;
};

// A word that one case in four has tells nothing apart and would cost the most to follow.
const COMMON_SHARE = 1 / 4;
const COMMON_AT_LEAST = 50;
// Only the best by shared weight are compared in full.
const COMPARED_MAX = 64;

export function newSimilarIndex(limit: number): SimilarIndex {
  return { limit, learned: 0, cases: [], postings: new Map() };
}

/** Adds a case and, when the index is full, forgets the oldest. */
export function keepCase(index: SimilarIndex, kept: KeptCase): void {
  if (index.limit === 0) return;
  const place = index.learned % index.limit;
  const oldest = index.cases[place];
  if (oldest) forget(index, oldest);
  index.cases[place] = kept;
  for (const row of comparedRows(kept)) {
    const posting = index.postings.get(row);
    if (posting) posting.numbers.push(index.learned);
    else index.postings.set(row, { numbers: [index.learned], from: 0 });
  }
  index.learned++;
}

/** The oldest case comes first in each of its postings, so forgetting it moves their starts. */
function forget(index: SimilarIndex, oldest: KeptCase): void {
  for (const row of comparedRows(oldest)) {
    const posting = index.postings.get(row)!;
    posting.from++;
    if (posting.from === posting.numbers.length) index.postings.delete(row);
    else if (posting.from > 32 && posting.from * 2 > posting.numbers.length) {
      posting.numbers.splice(0, posting.from);
      posting.from = 0;
    }
  }
}

/** Words and fields, which are what a person would compare. */
export function comparedRows({ rows, ends }: Pick<KeptCase, 'rows' | 'ends'>): number[] {
  return [...rows.subarray(0, ends[GROUP.word]), ...rows.subarray(ends[GROUP.chars], ends[GROUP.field])];
}

/**
 * The kept cases most like the example, best first, each id once. The score is the weight of what both
 * have over the weight of what either has, where rare words weigh more: log(1 + cases / cases with it).
 */
export function mostSimilar(index: SimilarIndex, query: number[], most: number): SimilarCase[] {
  const total = index.cases.length;
  const weight = (row: number) => {
    const posting = index.postings.get(row);
    return Math.log(1 + total / Math.max(1, posting ? posting.numbers.length - posting.from : 0));
  };
  const asked = new Set(query.filter((row) => row >= 0));
  const sum = (rows: Iterable<number>) => {
    let weights = 0;
    for (const row of rows) weights += weight(row);
    return weights;
  };
  const askedWeight = sum(query);
  const found = candidates(index, asked, weight).map((number) => {
    const kept = index.cases[number % index.limit]!;
    const rows = comparedRows(kept);
    const both = sum(rows.filter((row) => asked.has(row)));
    return { kept, number, score: both / (askedWeight + sum(rows) - both) };
  });
  found.sort((a, b) => b.score - a.score || b.number - a.number);
  const byId = new Map<string, SimilarCase>();
  for (const { kept, score } of found)
    if (kept.id !== undefined && !byId.has(kept.id))
      byId.set(kept.id, { id: kept.id, score, labels: kept.labels });
  return [...byId.values()].slice(0, most);
}

/** The numbers of the cases that share the most weight with the example, relative to their own length. */
function candidates(index: SimilarIndex, asked: Set<number>, weight: (row: number) => number): number[] {
  const common = Math.max(COMMON_AT_LEAST, index.cases.length * COMMON_SHARE);
  const shared = new Float64Array(index.cases.length);
  const touched: number[] = [];
  for (const row of asked) {
    const posting = index.postings.get(row);
    if (!posting || posting.numbers.length - posting.from > common) continue;
    const gain = weight(row);
    for (let at = posting.from; at < posting.numbers.length; at++) {
      const number = posting.numbers[at]!;
      if (shared[number % index.limit] === 0) touched.push(number);
      shared[number % index.limit]! += gain;
    }
  }
  return bestOf(touched, (number) => {
    return shared[number % index.limit]! / Math.sqrt(8 + index.cases[number % index.limit]!.rows.length);
  });
}

/** The few with the most merit. Thousands are touched, so they are held against the worst of the best and not sorted. */
function bestOf(numbers: number[], meritOf: (number: number) => number): number[] {
  const best: { number: number; merit: number }[] = [];
  for (const number of numbers) {
    const merit = meritOf(number);
    if (best.length === COMPARED_MAX && merit <= best[COMPARED_MAX - 1]!.merit) continue;
    let place = best.length;
    while (place > 0 && merit > best[place - 1]!.merit) place--;
    best.splice(place, 0, { number, merit });
    if (best.length > COMPARED_MAX) best.pop();
  }
  return best.map(({ number }) => number);
}
