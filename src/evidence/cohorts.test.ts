import { expect, test } from 'vitest';
import { cohorts } from './cohorts.ts';
import { decisions } from './story.ts';
import type { Decided } from './schema.ts';

const MINUTE_MS = 60_000;
/** Closed so many minutes after they were opened, with some scatter. */
const lasting = (minutes: number, cohort: Decided['cohort'], count: number, change: Partial<Decided> = {}) =>
  decisions(count, (index) => ({
    caseId: `${cohort}${index}`,
    cohort,
    openedAt: new Date(0),
    closedAt: new Date((minutes + (index % 5)) * MINUTE_MS),
    ...change,
  }));

test('with too few cases nothing is said of a difference', () => {
  const told = cohorts([...lasting(5, 'agent', 34), ...lasting(40, 'control', 3)]);
  expect(told.difference).toBeNull();
  expect(told.says).toBe(
    'Cannot be said yet: it takes 20 closed cases on each side, and there are 34 with the agent and 3 with people.',
  );
  expect(told.agent.to_resolution).toMatchObject({ count: 34, minutes: 7 });
  expect(told.control.to_resolution).toEqual({ count: 3, minutes: null, low: null, high: null });
});

test('with enough cases the difference is told with its interval', () => {
  const told = cohorts([...lasting(5, 'agent', 60), ...lasting(40, 'control', 40)]);
  expect(told.difference?.minutes).toBe(-35);
  expect(told.says).toMatch(
    /^Cases with the agent are closed 35 minutes sooner than those of people \(3\d to 3\d, at 95 %\)\. No difference in rework can be told\.$/,
  );
});

test('no difference is called chance, and more rework is said', () => {
  const told = cohorts([...lasting(9, 'agent', 60, { reworked: true }), ...lasting(9, 'control', 40)]);
  expect(told.says).toBe('How long cases take does not differ by more than chance. More of them come back.');
  expect(told.agent.rework).toMatchObject({ count: 60, of: 60 });
});

test('a case that was decided twice is one case, closed when it was closed last', () => {
  const twice = lasting(5, 'agent', 2, { caseId: 'same' });
  expect(cohorts(twice).agent).toMatchObject({ cases: 1, to_resolution: { count: 1 } });
});

test('quick cases make nothing sooner while most of the others are still open', () => {
  const decided = [...lasting(1, 'agent', 23), ...lasting(400, 'control', 40)];
  expect(cohorts(decided).difference?.minutes).toBeLessThan(-300);
  const told = cohorts(decided, { agent: Array.from({ length: 31 }, () => 600), control: [] });
  expect(told.difference).toBeNull();
  expect(told.agent.to_resolution).toMatchObject({ count: 23, minutes: null });
  expect(told.says).toBe(
    'Cannot be said yet: too many cases are still open. Still open, counted as taking longer: 31 with the agent, 0 with people.',
  );
});
