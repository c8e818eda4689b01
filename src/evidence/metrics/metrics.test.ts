import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compare } from './compare.ts';
import { COUNTER_NAMES } from './counters.ts';
import { DEFINITIONS, definitionOf, type Definition } from './definitions.ts';
import { seeded } from '../returns/story.ts';
import { auditedOf, moneyOf, shareOf } from './estimate.ts';
import { methodOf } from './methods.ts';
import { METRICS } from './schema.ts';
import { linesOf, place } from './signal.ts';
import { emptyTally, together, type Tally } from './tally.ts';

const GROUND = { locale: 'en', currency: 'EUR' };

function definition(id: string): Definition {
  const known = definitionOf(id);
  if (!known) throw new Error(`${id} is not defined`);
  return known;
}

function tally(counts: Partial<Tally['counts']>): Tally {
  const empty = emptyTally();
  return { ...empty, counts: { ...empty.counts, ...counts } };
}

test('every metric is defined once, and the page of definitions says of each what the module says', () => {
  expect(DEFINITIONS.map(({ id }) => id)).toEqual([...METRICS]);
  const page = readFileSync('docs/metrics.md', 'utf8');
  for (const definition of DEFINITIONS) {
    const { id, label, means, leaves } = definition;
    expect(page).toContain(
      `### ${label} (\`${id}\`)\n\n${means}\n\n*Leaves out:* ${leaves}\n\n*How:* ${methodOf(definition)}\n`,
    );
  }
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

test('tallies add up in any order, and nothing adds nothing', () => {
  const draw = seeded(9);
  const random = () => tally(Object.fromEntries(COUNTER_NAMES.map((name) => [name, Math.floor(draw() * 9)])));
  const [one, two, three] = [random(), random(), random()];
  expect(together([one, two, three])).toEqual(together([three, together([two, one])]));
  expect(together([one, emptyTally()])).toEqual(one);
  expect(together([])).toEqual(emptyTally());
});

test('a difference is called one only where its interval leaves out zero', () => {
  const rework = definition('rework_rate');
  const of = (reworked: number, decided: number) => tally({ reworked, decided });
  const beside = (own: Tally, theirs: Tally) => compare(rework, [{ own, theirs }], GROUND);
  expect(beside(of(5, 100), of(6, 100))?.verdict).toBe('same');
  expect(beside(of(5, 1_000), of(90, 1_000))?.verdict).toBe('better');
  expect(beside(of(90, 1_000), of(5, 1_000))).toMatchObject({ verdict: 'worse' });
  expect(beside(of(0, 0), of(5, 1_000))).toBeNull();
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

test('what has had no time to come back is no improvement, and blind trust is not missed because rework comes late', () => {
  const lines = linesOf({ disagreement: 0.2, rework: 0.1 }, emptyTally());
  const young = (reworked: number) =>
    place(tally({ edited: 2, let_through: 60, reworked, decided: 60 }), lines, emptyTally());
  expect(young(0)).toMatchObject({ region: 'unknown', sure: false, rework: { value: null, young: 60 } });
  expect(young(0).says).toBe('Too early to say: 60 had too little time to come back, none of them has yet.');
  expect(young(20)).toMatchObject({ region: 'blind_trust', sure: true });
  const old = tally({ edited: 2, let_through: 60, reworked: 1, decided: 60 });
  const half = tally({ edited: 2, let_through: 60, reworked: 1, decided: 40 });
  expect(place(old, lines, half)).toMatchObject({ region: 'improving', rework: { of: 40, young: 20 } });
});
