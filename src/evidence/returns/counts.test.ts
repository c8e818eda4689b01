import { expect, test } from 'vitest';
import {
  differenceOfMeans,
  garwood,
  lossOf,
  meanWithInterval,
  spreadOver,
  studentT,
  type Sums,
} from './counts.ts';
import { measure, type AgentCounts, type GroupCounts } from './measure.ts';
import { seeded } from './story.ts';

function sumsOf(values: readonly number[]): Sums {
  return {
    count: values.length,
    sum: values.reduce((sum, value) => sum + value, 0),
    squares: values.reduce((sum, value) => sum + value * value, 0),
  };
}

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
  expect(differenceOfMeans(sumsOf([1, 2]), sumsOf(Array.from({ length: 50 }, (_, at) => at)))).toBeNull();
});

test('the interval of a mean holds the true one in about 95 of 100 counts, of skewed times too', () => {
  const chance = seeded(7);
  let [held, differed, spread] = [0, 0, 0];
  const rounds = 1_500;
  const time = (mean: number) => -mean * Math.log(1 - chance());
  for (let round = 0; round < rounds; round++) {
    const [one, other] = [
      Array.from({ length: 80 }, () => time(6)),
      Array.from({ length: 120 }, () => time(9)),
    ];
    const mean = meanWithInterval(sumsOf(one));
    if (mean && mean.low <= 6 && mean.high >= 6) held += 1;
    const difference = differenceOfMeans(sumsOf(other), sumsOf(one));
    if (difference && difference.low <= 3 && difference.high >= 3) differed += 1;
    const part = Array.from({ length: 300 }, () => chance() < 0.3)
      .filter(Boolean)
      .map(() => time(6));
    const over = spreadOver({ count: part.length, known: sumsOf(part) }, 300);
    if (over && over.low <= 1.8 && over.high >= 1.8) spread += 1;
  }
  for (const count of [held, differed, spread]) {
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
const GROUP: GroupCounts = { decided: 0, handling: NONE, response: NONE, closed: 0, reworked: 0 };

function agentOf(change: Partial<AgentCounts> = {}): AgentCounts {
  const nothing = { count: 0, sum: 0 };
  const none = { count: 0, known: NONE };
  return {
    ...GROUP,
    cases: 300,
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
