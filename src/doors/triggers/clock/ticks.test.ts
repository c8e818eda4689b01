import { expect, test } from 'vitest';
import { cronOf } from '../../../workspace/triggers/clock.ts';
import { dueBy, tickOf } from './ticks.ts';

const BERLIN = 'Europe/Berlin';
const at = (text: string) => new Date(text);
const due = (cron: string, last: string, now: string, zone = BERLIN) =>
  dueBy(cronOf(cron, zone), at(last), at(now));

test('a tick is due at its time in its place, and once', () => {
  expect(due('0 7 * * *', '2026-11-20T06:00:00Z', '2026-11-21T05:59:59Z')).toBeNull();
  expect(due('0 7 * * *', '2026-11-20T06:00:00Z', '2026-11-21T06:00:00Z')).toEqual({
    at: at('2026-11-21T06:00:00Z'),
    missed: 0,
  });
  expect(due('0 7 * * *', '2026-11-21T06:00:00Z', '2026-11-21T09:00:00Z')).toBeNull();
});

test('ticks that nobody was there for are one, which says how many there were', () => {
  expect(due('*/15 * * * *', '2026-11-20T06:00:00Z', '2026-11-20T08:07:00Z')).toEqual({
    at: at('2026-11-20T08:00:00Z'),
    missed: 7,
  });
  expect(due('* * * * *', '2020-01-01T00:00:00Z', '2026-11-20T08:07:00Z')?.missed).toBe(1_000);
});

test('seven in the morning stays seven in the morning when the clocks change', () => {
  const before = due('0 7 * * *', '2026-10-24T00:00:00Z', '2026-10-24T20:00:00Z');
  const after = due('0 7 * * *', '2026-10-25T00:00:00Z', '2026-10-25T20:00:00Z');
  expect([before?.at, after?.at]).toEqual([at('2026-10-24T05:00:00Z'), at('2026-10-25T06:00:00Z')]);
});

test('an hour that the clocks leave out is made up for, and one that comes twice ticks once', () => {
  // On 29 March 2026, 02:00 becomes 03:00 in Berlin; on 25 October, 03:00 becomes 02:00.
  const gap = due('30 2 * * *', '2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z');
  expect(gap).toEqual({ at: at('2026-03-29T01:00:00Z'), missed: 0 });
  const first = due('30 2 * * *', '2026-10-24T12:00:00Z', '2026-10-25T00:40:00Z');
  expect(first?.at).toEqual(at('2026-10-25T00:30:00Z'));
  expect(due('30 2 * * *', '2026-10-25T00:30:00Z', '2026-10-25T12:00:00Z')).toBeNull();
});

test('a tick says its day and time as people of that place say them', () => {
  const tick = tickOf({ at: at('2026-11-20T23:30:00Z'), missed: 2 }, BERLIN);
  expect(tick).toEqual({
    at: '2026-11-20T23:30:00.000Z',
    day: '2026-11-21',
    time: '00:30',
    weekday: 'Saturday',
    missed: 2,
  });
});
