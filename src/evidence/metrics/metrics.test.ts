import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { atRank, binSql } from './bins.ts';
import { compare } from './compare.ts';
import { COUNTER_NAMES } from './counters.ts';
import { DEFINITIONS, definitionOf } from './definitions.ts';
import { auditedOf, moneyOf, shareOf, timeOf } from './estimate.ts';
import { hoursRecaptured } from './hours.ts';
import { METRICS } from './schema.ts';
import { linesOf, place } from './signal.ts';
import { emptyTally, together, type Tally } from './tally.ts';

const GROUND = { locale: 'en', currency: 'EUR' };

function tally(counts: Partial<Tally['counts']>): Tally {
  const empty = emptyTally();
  return { ...empty, counts: { ...empty.counts, ...counts } };
}

/** Deterministic numbers between 0 and 1. */
function draws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** The bin of a time, as the database reckons it. */
function binOf(ms: number): number {
  return ms < 1_000 ? 0 : Math.floor(Math.log(ms / 1_000) / Math.log(1.1)) + 1;
}

test('every metric is defined once, and the page of definitions says of each what the module says', () => {
  expect(DEFINITIONS.map(({ id }) => id)).toEqual([...METRICS]);
  const page = readFileSync('docs/metrics.md', 'utf8');
  for (const { id, label, means } of DEFINITIONS)
    expect(page).toContain(`### ${label} (\`${id}\`)\n\n${means.replaceAll('<', '&lt;')}\n`);
  expect(page.match(/^### /gm)).toHaveLength(DEFINITIONS.length);
});

test('no number stands without its count and its interval', () => {
  expect(shareOf(3, 40)).toMatchObject({ count: 3, of: 40, value: 0.075, small: false });
  expect(shareOf(3, 20)).toMatchObject({ small: true });
  expect(shareOf(0, 0)).toMatchObject({ value: null, says: 'Nothing to count yet.' });
  expect(auditedOf(0, 59).upper).toBeCloseTo(0.0495, 3);
  const refunds = moneyOf({ n: 4, sum: 10_000, squares: 30_000_000 }, 50, GROUND);
  expect(refunds).toMatchObject({ value: 10_000, each: 200, count: 4, of: 50 });
  expect(refunds.high).toBeCloseTo(10_000 + 1.96 * Math.sqrt(30_000_000), -1);
});

test('a median from a histogram lies within half a bin of the exact one, and so do its bounds', () => {
  for (const seed of [1, 2, 3, 4]) {
    const draw = draws(seed);
    const times = Array.from({ length: 40 + seed * 100 }, () => 2_000 * Math.exp(6 * draw())).toSorted(
      (a, b) => a - b,
    );
    const counts = new Map<number, number>();
    for (const ms of times) counts.set(binOf(ms), (counts.get(binOf(ms)) ?? 0) + 1);
    const histogram = [...counts].map(([bin, count]) => ({ bin, count })).toSorted((a, b) => a.bin - b.bin);
    for (const rank of [1, 7, Math.ceil(times.length / 2), times.length]) {
      const ratio = atRank(histogram, rank) / (times[rank - 1] ?? 1);
      expect(Math.abs(ratio - 1)).toBeLessThan(0.1);
    }
    const { value, low, high } = timeOf(histogram, times.length);
    expect(low).toBeLessThan(value ?? 0);
    expect(high).toBeGreaterThan(value ?? 0);
  }
  expect(binSql('ms')).toContain('1.1');
});

test('tallies add up in any order, and nothing adds nothing', () => {
  const draw = draws(9);
  const random = () => tally(Object.fromEntries(COUNTER_NAMES.map((name) => [name, Math.floor(draw() * 9)])));
  const [one, two, three] = [random(), random(), random()];
  expect(together([one, two, three])).toEqual(together([three, together([two, one])]));
  expect(together([one, emptyTally()])).toEqual(one);
  expect(together([])).toEqual(emptyTally());
});

test('a difference is called one only where its interval leaves out zero', () => {
  const rework = definitionOf('rework_rate');
  if (!rework) throw new Error('rework is not defined');
  const of = (reworked: number, decided: number) => tally({ reworked, decided });
  expect(compare(rework, of(5, 100), of(6, 100), GROUND)?.verdict).toBe('same');
  expect(compare(rework, of(5, 1_000), of(90, 1_000), GROUND)?.verdict).toBe('better');
  expect(compare(rework, of(90, 1_000), of(5, 1_000), GROUND)).toMatchObject({ verdict: 'worse' });
  expect(compare(rework, of(0, 0), of(5, 1_000), GROUND)).toBeNull();
});

test('hours are won only where people’s own minutes are known, kind by kind', () => {
  const tens = { n: 50, sum: 500, squares: 5_400 };
  const kinds = [
    { workflow: 'w', kind: 'a', decided: 30, work: { agent: { n: 30, sum: 0, squares: 0 }, recorded: tens } },
    { workflow: 'w', kind: 'b', decided: 99, work: { agent: { n: 99, sum: 0, squares: 0 } } },
  ];
  expect(hoursRecaptured(kinds)).toMatchObject({ value: 5, count: 30, of: 129 });
});

test('edits against rework lie in four regions, and few decisions in none', () => {
  const lines = linesOf({ disagreement: 0.2, rework: 0.1 }, emptyTally());
  expect(lines).toMatchObject({ edit: 0.2, rework: 0.1 });
  const region = (edited: number, reworked: number, of = 400) =>
    place(tally({ edited, let_through: of, reworked, decided: of }), lines);
  expect(region(10, 4)).toMatchObject({ region: 'improving', sure: true });
  expect(region(10, 90)).toMatchObject({ region: 'blind_trust', sure: true });
  expect(region(200, 4)).toMatchObject({ region: 'careful' });
  expect(region(200, 90)).toMatchObject({ region: 'failing' });
  expect(region(78, 4)).toMatchObject({ region: 'improving', sure: false });
  expect(region(1, 0, 9)).toMatchObject({ region: 'unknown', sure: false });
  const people = linesOf({ disagreement: 0.2, rework: 0.1 }, tally({ reworked: 3, decided: 300 }));
  expect(people.rework).toBeLessThan(0.03);
});
