import { expect, test } from 'vitest';
import { seeded } from '../returns/story.ts';
import { histogramOf } from './bins.ts';
import { compare } from './compare.ts';
import { definitionOf } from './definitions.ts';
import { meanOf, moneyOf, shareOf } from './estimate.ts';
import { curveOf, quantile } from './survival.ts';
import { emptyTally, type Tally } from './tally.ts';

/* How often the intervals hold the truth, by simulation. 95 % is promised; the bounds leave room for chance. */

const GROUND = { locale: 'en', currency: 'EUR' };
const HOUR_MS = 3_600_000;

function coverage(runs: number, holds: () => boolean | null): number {
  const told = Array.from({ length: runs }, holds).filter((one) => one !== null);
  return told.filter(Boolean).length / told.length;
}

function binomial(draw: () => number, of: number, share: number): number {
  let count = 0;
  for (let at = 0; at < of; at++) if (draw() < share) count++;
  return count;
}

/** A time with a heavy tail: the logarithm of hours is normal. */
function lasting(draw: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
  return 4 * HOUR_MS * Math.exp(1.2 * normal);
}

test('the interval of a share holds it also for few decisions and rare events', () => {
  const draw = seeded(1);
  for (const [of, share] of [
    [12, 0.3],
    [30, 0.05],
    [100, 0.02],
    [400, 0.4],
  ] as const) {
    const held = coverage(2_000, () => {
      const { low, high } = shareOf(binomial(draw, of, share), of);
      return (low ?? 1) <= share && share <= (high ?? 0);
    });
    expect(held, `${share} of ${of}`).toBeGreaterThan(0.92);
  }
});

test('the interval of a median holds it while some are still open, from a dozen cases on', () => {
  const draw = seeded(2);
  for (const [of, follow] of [
    [12, 30],
    [25, 12],
    [60, 8],
    [200, 1_000],
  ] as const) {
    const held = coverage(500, () => {
      const [ended, open]: [number[], number[]] = [[], []];
      for (let at = 0; at < of; at++) {
        const [time, age] = [lasting(draw), draw() * follow * HOUR_MS];
        if (time <= age) ended.push(time);
        else open.push(age);
      }
      const { low, high } = quantile(curveOf(histogramOf(ended), histogramOf(open)), 1 / 2);
      return (low ?? 0) <= 4 * HOUR_MS && 4 * HOUR_MS <= (high ?? Infinity);
    });
    expect(held, `${of} followed for up to ${follow} h`).toBeGreaterThan(0.92);
  }
});

test('a difference of medians of two mixes holds nought where each kind takes as long', () => {
  const draw = seeded(3);
  const resolution = definitionOf('resolution');
  if (!resolution) throw new Error('resolution is not defined');
  const group = (count: number, slower: number): Tally => {
    const empty = emptyTally();
    const [ended, open]: [number[], number[]] = [[], []];
    for (let at = 0; at < count; at++) {
      const [time, age] = [slower * lasting(draw), draw() * 60 * HOUR_MS];
      if (time <= age) ended.push(time);
      else open.push(age);
    }
    const times = { ...empty.times, resolution: histogramOf(ended) };
    return { ...empty, times, open: { ...empty.open, resolution: histogramOf(open) } };
  };
  const held = coverage(400, () => {
    const kinds = [
      { own: group(60, 1), theirs: group(20, 1) },
      { own: group(20, 3), theirs: group(60, 3) },
    ];
    const made = compare(resolution, kinds, GROUND);
    return made && made.low <= 0 && made.high >= 0;
  });
  expect(held).toBeGreaterThan(0.93);
});

test('a difference of shares of two mixes holds the truth, also where nearly nothing happens', () => {
  const draw = seeded(4);
  const rework = definitionOf('rework_rate');
  if (!rework) throw new Error('rework is not defined');
  const group = (of: number, share: number): Tally => {
    const empty = emptyTally();
    return { ...empty, counts: { ...empty.counts, decided: of, reworked: binomial(draw, of, share) } };
  };
  const held = coverage(1_000, () => {
    const kinds = [
      { own: group(80, 0.02), theirs: group(20, 0.02) },
      { own: group(15, 0.3), theirs: group(90, 0.3) },
    ];
    const made = compare(rework, kinds, GROUND);
    return made && made.low <= 0 && made.high >= 0;
  });
  expect(held).toBeGreaterThan(0.94);
});

test('the interval of a sum of money holds what is expected, and with few heavy amounts it holds less often than promised', () => {
  const draw = seeded(5);
  const held = (expected: number, spread: number) => {
    const mean = 2_000 * Math.exp(spread ** 2 / 2) * expected;
    return coverage(1_000, () => {
      let [n, sum, squares] = [binomial(draw, expected * 20, 1 / 20), 0, 0];
      for (let at = 0; at < n; at++) {
        const normal = Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
        const minor = 2_000 * Math.exp(spread * normal);
        [sum, squares] = [sum + minor, squares + minor * minor];
      }
      const { low, high } = moneyOf({ n, sum, squares }, expected * 20, GROUND);
      return (low ?? 0) <= mean && mean <= (high ?? 0);
    });
  };
  expect(held(100, 0.5)).toBeGreaterThan(0.93);
  expect(held(30, 1)).toBeGreaterThan(0.85);
});

test('the interval of a mean share holds it from thirty edits on', () => {
  const draw = seeded(6);
  const held = coverage(1_000, () => {
    const values = Array.from({ length: 30 }, () => (draw() < 0.3 ? 1 : draw() / 2));
    const sum = values.reduce((all, one) => all + one, 0);
    const squares = values.reduce((all, one) => all + one * one, 0);
    const { low, high } = meanOf({ n: 30, sum, squares }, 60);
    return (low ?? 1) <= 0.475 && 0.475 <= (high ?? 0);
  });
  expect(held).toBeGreaterThan(0.92);
});
