import { histogramOf } from '../metrics/bins.ts';
import { fasterAnswers } from './answers.ts';
import { expect, test } from 'vitest';
import { garwood, lossOf, meanWithInterval, spreadOver, studentT, type Sums } from './counts.ts';
import { measure, type AgentCounts, type GroupCounts } from './measure.ts';
import { seeded } from './story.ts';

function sumsOf(values: readonly number[]): Sums {
  return {
    count: values.length,
    sum: values.reduce((sum, value) => sum + value, 0),
    squares: values.reduce((sum, value) => sum + value * value, 0),
  };
}

const HOUR_MS = 3_600_000;

test('the quantiles of Student and the interval of Garwood are those of the tables', () => {
  for (const [freedom, quantile] of [
    [9, 2.2622],
    [15, 2.1314],
    [30, 2.0423],
    [120, 1.9799],
  ] as const)
    expect(studentT(freedom)).toBeCloseTo(quantile, 2);
  expect(garwood(0).high).toBeCloseTo(3.6889, 3);
  expect(garwood(5).low).toBeCloseTo(1.6235, 3);
  expect(garwood(5).high).toBeCloseTo(11.6683, 3);
  expect(garwood(200).low).toBeCloseTo(173.24, 1);
});

test('of fewer than ten values no mean is told', () => {
  expect(meanWithInterval(sumsOf([1, 2, 3, 4, 5, 6, 7, 8, 9]))).toBeNull();
});

test('the interval of a mean holds the true one in about 95 of 100 counts, of skewed times too', () => {
  const chance = seeded(7);
  let [held, waits, spread] = [0, 0, 0];
  const rounds = 1_000;
  const time = (mean: number) => -mean * Math.log(1 - chance());
  for (let round = 0; round < rounds; round++) {
    const one = Array.from({ length: 80 }, () => time(6));
    const mean = meanWithInterval(sumsOf(one));
    if (mean && mean.low <= 6 && mean.high >= 6) held += 1;
    // Those who began at different times, so that some still wait: four hours sooner, within a week.
    const answers = (mean: number) => {
      const [ended, open]: [number[], number[]] = [[], []];
      for (let at = 0; at < 60; at++) {
        const [hours, age] = [time(mean), 400 * chance()];
        if (hours <= age) ended.push(hours * HOUR_MS);
        else open.push(age * HOUR_MS);
      }
      return { ended: histogramOf(ended), open: histogramOf(open) };
    };
    const faster = fasterAnswers(answers(6), answers(10));
    if (faster && faster.low <= 4 && faster.high >= 4) waits += 1;
    const part = Array.from({ length: 300 }, () => chance() < 0.3)
      .filter(Boolean)
      .map(() => time(6));
    const over = spreadOver({ count: part.length, known: sumsOf(part) }, 300);
    if (over && over.low <= 1.8 && over.high >= 1.8) spread += 1;
  }
  for (const count of [held, waits, spread]) {
    expect(count / rounds).toBeGreaterThan(0.92);
    expect(count / rounds).toBeLessThan(0.98);
  }
});

test('nothing lost yet does not mean that nothing will be', () => {
  const { value, high } = lossOf({ lost: 0, sum: 0, moved: 100, movedSum: 500_000, months: 2 });
  expect(value).toBe(0);
  expect(high).toBeCloseTo((3.6889 * 5_000) / 2, 0);
});

const NONE: Sums = { count: 0, sum: 0, squares: 0 };
const GROUP: GroupCounts = {
  decided: 0,
  handling: NONE,
  kinds: [],
  answers: { ended: [], open: [] },
  closed: 0,
  reworked: 0,
};

function agentOf(change: Partial<AgentCounts> = {}): AgentCounts {
  const nothing = { count: 0, sum: 0 };
  const none = { count: 0, known: NONE };
  return {
    ...GROUP,
    cases: 300,
    waiting: 0,
    decided: 300,
    reviewed: none,
    byHand: none,
    spent: NONE,
    moved: nothing,
    alone: nothing,
    lost: nothing,
    otherCurrencies: 0,
    ...change,
  };
}

test('people are measured by the control group, and by the logging period where that is too small', () => {
  const handling = (count: number, mean: number) => ({
    ...GROUP,
    handling: sumsOf(Array.from({ length: count }, (_, at) => mean + (at % 2 ? 1 : -1))),
  });
  const href = () => null;
  const both = measure(
    { days: 30, agent: agentOf(), control: handling(40, 8), baseline: handling(400, 12) },
    href,
  );
  expect(both.minutes).toMatchObject({
    value: 8,
    count: 40,
    says: 'The mean of 40 cases in the control group, at the same time.',
  });
  const small = measure(
    { days: 30, agent: agentOf(), control: handling(4, 8), baseline: handling(400, 12) },
    href,
  );
  expect(small.minutes).toMatchObject({ value: 12, says: 'The mean of 400 cases in the logging period.' });
});

test('of three days no month is told, but what people needed before is known', () => {
  const baseline = { ...GROUP, handling: sumsOf(Array.from({ length: 20 }, () => 9)) };
  const made = measure({ days: 3, agent: agentOf(), control: GROUP, baseline }, () => null);
  expect(Object.keys(made)).toEqual(['minutes']);
});

const many = (count: number, value: number) => Array.from({ length: count }, () => value);

/** What people took of each kind, in minutes. */
function people(minutes: Record<string, number[]>): GroupCounts {
  const kinds = Object.entries(minutes).map(([kind, each]) => ({
    kind,
    decided: each.length,
    known: sumsOf(each),
    minutes: histogramOf(each.map((one) => one * 60_000)),
  }));
  return { ...GROUP, handling: sumsOf(Object.values(minutes).flat()), kinds };
}

test('what people needed before is that of the same mix of kinds, so that an easier mix saves nothing', () => {
  const baseline = people({ easy: many(20, 2), hard: many(180, 20) });
  const kind = (name: string, decided: number) => ({ kind: name, decided, known: NONE, minutes: [] });
  const agent = agentOf({ kinds: [kind('easy', 180), kind('hard', 20)] });
  const { minutes } = measure({ days: 30, agent, control: GROUP, baseline }, () => null);
  expect(minutes?.value).toBeCloseTo((180 * 2 + 20 * 20) / 200, 6);
  expect(minutes?.says).toBe('The mean of 200 cases, kind for kind, in the logging period.');
});

test('what waits for people is work that they still have to do, and the longest part of it', () => {
  const control = people({ late: [...many(50, 2), ...many(50, 18)] });
  const of = (waiting: number) =>
    measure(
      { days: 30, agent: agentOf({ cases: 23, decided: 23, waiting }), control, baseline: GROUP },
      () => null,
    );
  const [none, half] = [of(0), of(23)];
  expect(none['by_hand_minutes']?.value).toBe(0);
  const saved = (half['minutes']?.value ?? 0) - (half['by_hand_minutes']?.value ?? 0);
  // Half of the cases run alone, the easy half: a case saves half of two minutes, and not half of ten.
  expect(saved).toBeGreaterThan(0.85);
  expect(saved).toBeLessThan(1.15);
  expect(half['by_hand_minutes']?.says).toContain('23 wait and count as the longest part of people’s work.');
});

test('answers are no faster because those who wait have none yet', () => {
  const control = { ...GROUP, answers: { ended: histogramOf(many(40, 8 * HOUR_MS)), open: [] } };
  const of = (open: number[]) =>
    measure(
      {
        days: 30,
        agent: agentOf({ answers: { ended: histogramOf(many(23, 2_000)), open: histogramOf(open) } }),
        control,
        baseline: GROUP,
      },
      () => null,
    )['hours_faster'];
  expect(of([])?.value).toBeCloseTo(8, 0);
  // Nobody knows how long they will wait in the end.
  expect(of(many(31, 10 * HOUR_MS))).toBeUndefined();
  const waits = of(many(31, 9 * 24 * HOUR_MS));
  expect(waits?.value).toBeLessThan(-50);
  expect(waits?.says).toContain('31 more still without an answer');
});
