import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { chance } from '../../test/support/chance.ts';
import { alarmed, alarmShare, observe, watching, type Bound } from './stepdown.ts';

const PAGE = fileURLToPath(new URL('../../docs/stages.md', import.meta.url));
const RUNS = 400;
/** A run that has not raised the alarm by then is counted as if it did: means are then too small, never too large. */
const LONG = 20;
/** Ordinary decisions before the rate rises. */
const BEFORE = 100;
const RISES = [2, 3, 5];
const BOUNDS: Bound[] = [
  { rate: 0.02, per: 1_000 },
  { rate: 0.05, per: 1_000 },
  { rate: 0.1, per: 1_000 },
  { rate: 0.2, per: 1_000 },
  { rate: 0.05, per: 200 },
];

interface Simulated {
  bound: Bound;
  /** Mean number of decisions to a false alarm, at the bound and at half of it. */
  atBound: number;
  atHalf: number;
  /** Mean and 90 % quantile of the decisions from the rise to the alarm, by how many times the bound it rose to. */
  delays: { mean: number; most: number }[];
}

function simulate(bound: Bound, seed: number): Simulated {
  const { draw } = chance(seed);
  const until = (risen: number, before: number): number => {
    let state = watching();
    for (let each = 0; each < before; each++) state = observe(state, draw() < bound.rate / 2, bound);
    // An alarm before the rise is a false one: what is told here is the delay of true ones.
    if (alarmed(state, bound)) return until(risen, before);
    for (let count = 1; ; count++) {
      state = observe(state, draw() < risen, bound);
      if (alarmed(state, bound) || count === LONG * bound.per) return count;
    }
  };
  const runs = (risen: number, before: number, count: number) =>
    Array.from({ length: count }, () => until(risen, before)).toSorted((one, other) => one - other);
  const mean = (counts: number[]) => counts.reduce((sum, each) => sum + each, 0) / counts.length;
  return {
    bound,
    atBound: mean(runs(bound.rate, 0, RUNS)),
    atHalf: mean(runs(bound.rate / 2, 0, RUNS / 10)),
    delays: RISES.map((times) => {
      const delays = runs(Math.min(1, times * bound.rate), BEFORE, RUNS);
      return { mean: mean(delays), most: delays[Math.floor(0.9 * RUNS)] ?? 0 };
    }),
  };
}

const simulated = BOUNDS.map((bound, index) => simulate(bound, 11 + index));

test('at the very bound a false alarm comes later than promised on average, and below it much later', () => {
  for (const { bound, atBound, atHalf } of simulated) {
    // The standard error of the mean of 400 runs is some 5 %; the promise is kept with more than that to spare.
    expect(atBound, `borne ${bound.rate}, per ${bound.per}`).toBeGreaterThan(bound.per);
    expect(atHalf).toBeGreaterThan(4 * bound.per);
  }
});

test('the higher a rate rises, the sooner it is seen, and sooner where more false alarms are borne', () => {
  for (const { delays, bound } of simulated) {
    const means = delays.map(({ mean }) => mean);
    expect(means).toEqual(means.toSorted((one, other) => other - one));
    expect(means[0]).toBeLessThan(bound.per);
  }
  const [careful, hasty] = [simulated[1], simulated[4]];
  expect(hasty?.delays[0]?.mean).toBeLessThan(careful?.delays[0]?.mean ?? 0);
});

test('where none is borne, the first one is the alarm', () => {
  const bound = { rate: 0, per: 1_000 };
  let state = watching();
  for (let each = 0; each < 5_000; each++) state = observe(state, false, bound);
  expect(alarmShare(state, bound)).toBe(0);
  expect(alarmed(observe(state, true, bound), bound)).toBe(true);
});

test('however long all goes wrong, the evidence stays a number', () => {
  const bound = { rate: 0.01, per: 20 };
  let state = watching();
  for (let each = 0; each < 5_000; each++) state = observe(state, true, bound);
  expect(Number.isFinite(alarmShare(state, bound))).toBe(true);
});

/** Decisions until more than the bound of the last 50 are bad, while the true rate is half the bound. */
function bareFalseAlarm(rate: number, { draw }: ReturnType<typeof chance>): number {
  const last: boolean[] = [];
  for (let count = 1; ; count++) {
    last.push(draw() < rate / 2);
    if (last.length > BARE) last.shift();
    if (last.length === BARE && last.filter(Boolean).length > rate * BARE) return count;
  }
}
const BARE = 50;
const bare = BOUNDS.slice(0, 4).map(({ rate }) => {
  const draws = chance(5);
  const counts = Array.from({ length: RUNS }, () => bareFalseAlarm(rate, draws));
  return { rate, mean: counts.reduce((sum, each) => sum + each, 0) / RUNS };
});

test('a bare percentage of the last fifty is wrong many times as often as the test', () => {
  for (const [index, { mean }] of bare.entries())
    expect(5 * mean).toBeLessThan(simulated[index]?.atHalf ?? 0);
});

const round = (count: number) => Math.round(count).toLocaleString('en');

function table(): string {
  const head = [
    'borne',
    '`per`',
    'decisions to a false alarm at the bound',
    'at half the bound',
    ...RISES.map((times) => `until a rate of ${times} times the bound is seen`),
  ];
  const rows = simulated.map(({ bound, atBound, atHalf, delays }) => [
    `${100 * bound.rate} %`,
    round(bound.per),
    round(atBound),
    `more than ${round(Math.floor(atHalf / 100) * 100)}`,
    ...delays.map(({ mean, most }) => `${round(mean)} (${round(most)})`),
  ]);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const saidBare = () =>
  `A bare percentage of the last ${BARE} decisions, beside it: at half the bound it has a false alarm after ${bare.map(({ rate, mean }) => `${round(mean)} decisions where ${100 * rate} % are borne`).join(', ')}.`;

function written(page: string): string {
  return put(put(page, 'step-down', table()), 'bare', saidBare());
}

function put(page: string, name: string, part: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [page.indexOf(start), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/stages.md has no place for ${name}`);
  return `${page.slice(0, from + start.length)}\n\n${part}\n\n${page.slice(to)}`;
}

test('the guide shows the false alarms and the delays that the simulation has', () => {
  const page = readFileSync(PAGE, 'utf8');
  if (process.env['UPDATE_DOCS']) writeFileSync(PAGE, written(page));
  else expect(page).toBe(written(page));
});
