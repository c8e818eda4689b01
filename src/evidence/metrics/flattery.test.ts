import { expect, test } from 'vitest';
import { answer, type Counted } from './answer.ts';
import { histogramOf } from './bins.ts';
import { compare } from './compare.ts';
import { definitionOf, type Definition } from './definitions.ts';
import { shareOf, timeOf, whileYoung } from './estimate.ts';
import { easiest, hoursRecaptured } from './hours.ts';
import { addTallies, emptyTallies, emptyTally, type Tallies, type Tally } from './tally.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const GROUND = { locale: 'en', currency: 'EUR' };

function definition(id: string): Definition {
  const known = definitionOf(id);
  if (!known) throw new Error(`${id} is not defined`);
  return known;
}

function tally(counts: Partial<Tally['counts']>, more: Partial<Tally> = {}): Tally {
  const empty = emptyTally();
  return { ...empty, ...more, counts: { ...empty.counts, ...counts } };
}

const many = (count: number, value: number) => Array.from({ length: count }, () => value);

/** Cases that were over after some times, and such that have been open for some. */
function resolved(ended: number[], open: number[] = []): Tally {
  const [empty, begun] = [emptyTally(), ended.length + open.length];
  return tally(
    { begun, decided: ended.length },
    {
      times: { ...empty.times, resolution: histogramOf(ended) },
      open: { ...empty.open, resolution: histogramOf(open) },
    },
  );
}

function counted(agent: Tally, control = emptyTally()): Counted {
  const now: Tallies = { ...emptyTallies(), agent, control };
  const kinds = [{ workflow: 'w', kind: 'k', now, settled: now, before: emptyTally() }];
  const all = addTallies([now]);
  return {
    ...GROUND,
    kinds,
    now: all,
    settled: all,
    before: emptyTally(),
    open: 0,
    labelOf: (write) => write,
  };
}

test('23 that ran alone beside 31 that wait for people are 23 of 54, and 31 still need a person', () => {
  const fresh = counted(tally({ begun: 54, decided: 23, alone: 23, intervened: 31, prepared: 54 }));
  const alone = answer(definition('coverage_alone'), fresh).agent;
  expect(alone).toMatchObject({ count: 23, of: 54, open: 31 });
  expect(alone.says).toContain('31 wait to be decided and are in it');
  expect(answer(definition('intervention_rate'), fresh).agent).toMatchObject({ count: 31, of: 54 });
});

test('an edit rate says how many plans still wait, and that they are not in it', () => {
  const some = counted(tally({ begun: 54, decided: 23, let_through: 20, edited: 2 }));
  expect(answer(definition('edit_rate'), some).agent.says).toMatch(
    /^2 of 20 \(10.* %, .*\); 31 wait to be decided and are not in it$/,
  );
});

test('instant cases do not make a time short while most of them are still open', () => {
  const agent = resolved(many(23, 2_000), many(31, 10 * HOUR_MS));
  const made = answer(definition('resolution'), counted(agent, resolved(many(40, 8 * HOUR_MS))));
  expect(made.agent).toMatchObject({ count: 23, of: 54, value: null, high: null, open: 31 });
  expect(made.agent.says).toMatch(/^more than half may still take longer.*31 still open/);
  expect(made.against_control).toBeNull();
});

test('a time with open cases is longer than one that leaves them out, and without any it is the plain median', () => {
  const ended = Array.from({ length: 41 }, (_, at) => (at + 1) * HOUR_MS);
  const of = (open: number[]) =>
    timeOf({ ended: histogramOf(ended), open: histogramOf(open) }, 60).value ?? 0;
  expect(Math.abs(of([]) / (21 * 60) - 1)).toBeLessThan(0.05);
  expect(of(many(15, 12 * HOUR_MS))).toBeGreaterThan(of([]) * 1.1);
  // Who has just begun says next to nothing.
  expect(Math.abs(of(many(15, 1)) / of([]) - 1)).toBeLessThan(0.02);
});

test('an easier mix is no better work: each kind is held against the same kind', () => {
  const rework = definition('rework_rate');
  const [easy, hard] = [
    { own: tally({ reworked: 18, decided: 900 }), theirs: tally({ reworked: 2, decided: 100 }) },
    { own: tally({ reworked: 20, decided: 100 }), theirs: tally({ reworked: 180, decided: 900 }) },
  ];
  const pooled = {
    own: tally({ reworked: 38, decided: 1_000 }),
    theirs: tally({ reworked: 182, decided: 1_000 }),
  };
  expect(compare(rework, [pooled], GROUND)?.verdict).toBe('better');
  expect(compare(rework, [easy, hard], GROUND)?.verdict).toBe('same');
  const made = compare(rework, [easy, hard, { own: tally({ decided: 30 }), theirs: emptyTally() }], GROUND);
  expect(made?.says).toContain('Left out as only one side had such kinds: 30 of the agent’s decisions.');
});

test('times of another mix are compared as if the mix were the same', () => {
  const times = (fast: number, slow: number, shift: number) => ({
    fast: resolved(Array.from({ length: fast }, (_, at) => (10 + shift + (at % 9)) * MINUTE_MS)),
    slow: resolved(Array.from({ length: slow }, (_, at) => (600 + shift + 20 * (at % 9)) * MINUTE_MS)),
  });
  const [own, theirs] = [times(180, 20, 0), times(20, 180, 0)];
  const kinds = [
    { own: own.fast, theirs: theirs.fast },
    { own: own.slow, theirs: theirs.slow },
  ];
  expect(compare(definition('resolution'), kinds, GROUND)?.verdict).toBe('same');
  const later = times(20, 180, 30);
  const slower = [
    { own: own.fast, theirs: later.fast },
    { own: own.slow, theirs: later.slow },
  ];
  expect(compare(definition('resolution'), slower, GROUND)).toMatchObject({ verdict: 'better' });
});

test('rework of the last days is too early to say, whatever has not come back yet', () => {
  expect(whileYoung(shareOf(0, 0), 23, 1)).toMatchObject({ value: null, young: 23 });
  expect(whileYoung(shareOf(3, 60), 23, 1).says).toContain('23 more had too little time to come back');
});

/** Decisions with the minutes that people gave to them. */
function worked(minutes: number[], begun = minutes.length): Tally {
  const empty = emptyTally();
  const sum = minutes.reduce((all, one) => all + one, 0);
  const squares = minutes.reduce((all, one) => all + one * one, 0);
  return tally(
    { begun, decided: minutes.length },
    {
      sums: { ...empty.sums, work: { n: minutes.length, sum, squares } },
      times: { ...empty.times, handling: histogramOf(minutes.map((one) => one * MINUTE_MS)) },
    },
  );
}

test('hours are won only where people’s own minutes are known, kind by kind', () => {
  const tens = worked(Array.from({ length: 50 }, (_, at) => 8 + (at % 5)));
  const nobody = { control: emptyTally(), before: emptyTally() };
  const kinds = [
    { workflow: 'w', kind: 'a', own: worked(many(30, 0)), control: emptyTally(), before: tens },
    { workflow: 'w', kind: 'b', own: worked(many(99, 0)), ...nobody },
  ];
  expect(hoursRecaptured(kinds)).toMatchObject({ value: 5, count: 30, of: 129 });
});

test('people’s work of the same weeks goes before that of the logging period', () => {
  const [now, long] = [worked(many(40, 6)), worked(many(400, 60))];
  const kind = { workflow: 'w', kind: 'a', own: worked(many(30, 0)), control: now, before: long };
  expect(hoursRecaptured([kind]).value).toBeCloseTo(3, 5);
});

test('while the hard half waits, what is done has won no more than the easy half took', () => {
  const people = worked([...many(50, 2), ...many(50, 18)]);
  const kind = { workflow: 'w', kind: 'a', control: people, before: emptyTally() };
  expect(hoursRecaptured([{ ...kind, own: worked(many(30, 0)) }]).value).toBeCloseTo(5, 3);
  const waits = hoursRecaptured([{ ...kind, own: worked(many(30, 0), 60) }]);
  expect(waits.value).toBeGreaterThan(0.85);
  expect(waits.value).toBeLessThan(1.15);
  expect(waits).toMatchObject({ count: 30, of: 60 });
  expect(easiest([], 0.5)).toBe(1);
});
