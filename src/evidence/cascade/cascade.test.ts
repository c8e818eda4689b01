import { expect, test } from 'vitest';
import { type AskedPlan, cascade } from './cascade.ts';

const AGENTS = [
  { agent: 'rules', isFree: true },
  { agent: 'model', isFree: false },
];
const byRules = (): AskedPlan => ({ asked: [{ agent: 'rules', spent: { costMinor: 0, ms: null } }] });
const byModel = (costMinor: number, ms: number | null): AskedPlan => ({
  asked: [
    { agent: 'rules', spent: { costMinor: 0, ms: null } },
    { agent: 'model', spent: { costMinor, ms } },
  ],
});

test('what the dear agent would have cost and taken on the cases that the cheap one settled is saved', () => {
  const told = cascade(AGENTS, [
    ...Array.from({ length: 30 }, byRules),
    ...[8, 10, 12].map((cost) => byModel(cost, cost * 100)),
  ]);
  expect(told.cases).toBe(33);
  expect(told.agents).toEqual([
    { agent: 'rules', asked: 33, held: 30, spared: 0, costMinor: 0, ms: 0 },
    { agent: 'model', asked: 3, held: 3, spared: 30, costMinor: 10, ms: 1_000 },
  ]);
  // 30 times the mean of 10, whose standard error is 2 / √3.
  expect(told.savedMinor?.value).toBe(300);
  expect(told.savedMinor?.low).toBeCloseTo(300 - (1.96 * 30 * 2) / Math.sqrt(3));
  expect(told.savedMs?.high).toBeCloseTo(30_000 + (1.96 * 30 * 200) / Math.sqrt(3));
});

test('nothing is claimed of an agent that was asked once or never, or never said how long it took', () => {
  expect(cascade(AGENTS, [byRules(), byRules()]).savedMinor).toBeNull();
  expect(cascade(AGENTS, [byRules(), byModel(9, 900)]).savedMinor).toBeNull();
  const silent = cascade(AGENTS, [byRules(), byModel(9, null), byModel(11, null)]);
  expect(silent.savedMinor?.value).toBe(10);
  expect(silent.savedMs).toBeNull();
});

test('an agent that costs nothing saves nothing by not being asked, and a plan of nobody here is not counted', () => {
  const free = AGENTS.map(({ agent }) => ({ agent, isFree: true }));
  const told = cascade(free, [byRules(), { asked: [{ agent: 'gone', spent: { costMinor: 5, ms: 1 } }] }]);
  expect(told.cases).toBe(1);
  expect(told.savedMinor).toEqual({ value: 0, low: 0, high: 0 });
});
