import { expect, test } from 'vitest';
import { decisions } from './story.ts';
import { watch } from './watch.ts';

const BOUNDS = { failures: 0.05, rework: 0.1, disagreement: 0.2, conflicts: null, per: 1_000 };
const alarms = (watched: ReturnType<typeof watch>) =>
  watched.flatMap(({ alarm }) => (alarm ? [alarm.signal] : []));

test('each rate is watched with its bound, and one that is off is not', () => {
  const watched = watch(decisions(100), BOUNDS);
  expect(watched.map(({ signal }) => signal)).toEqual(['failures', 'rework', 'disagreement']);
  expect(watched[0]).toMatchObject({
    label: 'Errors',
    bound: 0.05,
    rate: { count: 0, of: 100 },
    says: 'At most 5 % of decisions that failed or did not reach their end: 0 of 100 (0 %) so far.',
    alarm: null,
  });
  expect(watched[0]?.evidence).toBeLessThan(0.1);
});

test('a rate just within its bound raises no alarm in a thousand decisions', () => {
  const bearable = decisions(1_000, (index) => ({
    failed: index % 25 === 0,
    reworked: index % 12 === 0,
    agreed: index % 6 !== 0,
  }));
  expect(alarms(watch(bearable, BOUNDS))).toEqual([]);
});

test('after a rise the alarm names the stretch and its cases, newest first, and not the good time before', () => {
  const risen = decisions(330, (index) => ({ failed: index === 10 || (index >= 300 && index % 3 === 0) }));
  const [watched] = watch(risen, BOUNDS);
  expect(watched?.alarm).toMatchObject({
    signal: 'failures',
    bound: 0.05,
    per: 1_000,
    cases: Array.from({ length: 10 }, (_, index) => `c${327 - 3 * index}`),
    rate: { count: 10, of: 30 },
    says: '10 of the last 30 decisions failed or did not reach their end (33.3 %), where 5 % are borne.',
  });
  expect(watched?.rate).toMatchObject({ count: 11, of: 330 });
});

test('what nobody could compare is no agreement and no disagreement', () => {
  const alone = decisions(200, () => ({ how: 'alone', agreed: null }));
  expect(watch(alone, BOUNDS).at(-1)?.rate).toEqual({ count: 0, of: 0, low: 0, high: 1 });
  const rejected = decisions(8, () => ({ how: 'rejected', agreed: false }));
  expect(alarms(watch([...alone, ...rejected], BOUNDS))).toEqual(['disagreement']);
});

test('people’s own cases and plans that nobody could see do not count', () => {
  const people = decisions(50, () => ({ cohort: 'control', reworked: true, agreed: null }));
  const shadow = decisions(50, () => ({ stage: 'shadow', agreed: false }));
  const recorded = decisions(50, () => ({ stage: 'record', failed: true }));
  for (const each of watch([...people, ...shadow, ...recorded], BOUNDS)) expect(each.rate.of).toBe(0);
});
