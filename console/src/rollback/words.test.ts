import { expect, test } from 'vitest';
import { countsText, progressOf, totalOf } from './words.ts';
import { quickTimes } from './quick_times.ts';
import { momentOf, wallTime } from './zoned.ts';

test('a rollback is told on one line, and one is not many', () => {
  expect(countsText({ can: 370, conflict: 30, cannot: 0 })).toBe(
    '370 can be taken back, 30 were changed since',
  );
  expect(countsText({ conflict: 1, undone: 1_204 })).toBe('1,204 taken back, 1 was changed since');
  expect(countsText({})).toBe('nothing is in its slice');
});

test('progress counts what is tried, and not what cannot be', () => {
  const counts = { undone: 20, can: 350, conflict: 30, cannot: 4 };
  expect(progressOf(counts)).toEqual({ done: 20, of: 370 });
  expect(totalOf(counts)).toBe(404);
});

test('today begins at midnight where the workspace is', () => {
  const now = new Date('2026-11-21T03:30:00Z');
  const today = quickTimes(now, 'Europe/Berlin').find(({ label }) => label === 'Today');
  expect(today?.from).toBe('2026-11-20T23:00:00.000Z');
  const summer = quickTimes(new Date('2026-07-01T22:30:00Z'), 'Europe/Berlin').at(-1);
  expect(summer?.from).toBe('2026-07-01T22:00:00.000Z');
  expect(quickTimes(now, 'UTC')[0]?.from).toBe('2026-11-21T02:30:00.000Z');
});

test('a time is written in the clock of the workspace, in summer and in winter', () => {
  expect(wallTime('2026-11-21T03:30:12Z', 'Europe/Berlin')).toBe('2026-11-21T04:30');
  expect(momentOf('2026-11-21T04:30', 'Europe/Berlin')).toBe('2026-11-21T03:30:00.000Z');
  expect(momentOf('2026-07-01T00:10', 'America/New_York')).toBe('2026-07-01T04:10:00.000Z');
  expect(momentOf('2026-10-25T00:00', 'Europe/Berlin')).toBe('2026-10-24T22:00:00.000Z');
  expect(wallTime(undefined, 'UTC')).toBe('');
  expect(momentOf('', 'UTC')).toBeUndefined();
});
