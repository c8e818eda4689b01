import { describe, expect, test } from 'vitest';
import type { BusinessHours } from '../workspace/rollout.ts';
import { after } from './hours.ts';

const HOUR_MS = 3_600_000;
const day = { from: 9 * 60, to: 17 * 60 };
const hours: BusinessHours = {
  week: [day, day, day, day, day, { from: 600, to: 720 }, null],
  holidays: ['2026-12-25'],
};
const place = { hours, timeZone: 'Europe/Berlin' };
const due = (from: string, count: number, where: typeof place | { hours: null; timeZone: string } = place) =>
  after(new Date(from), count * HOUR_MS, 'business', where).toISOString();

describe('four business hours', () => {
  test.each([
    ['of a morning are over in the afternoon', '2026-03-02T09:00:00+01:00', '2026-03-02T12:00:00.000Z'],
    ['begin when the day begins', '2026-03-02T05:00:00+01:00', '2026-03-02T12:00:00.000Z'],
    ['of an afternoon go on the next morning', '2026-03-02T15:00:00+01:00', '2026-03-03T10:00:00.000Z'],
    ['that end with the day end then', '2026-03-02T13:00:00+01:00', '2026-03-02T16:00:00.000Z'],
    // Two hours on Friday, two on Saturday morning.
    ['of a Friday go into Saturday', '2026-03-06T15:00:00+01:00', '2026-03-07T11:00:00.000Z'],
    ['of a Saturday noon go over Sunday', '2026-03-07T11:00:00+01:00', '2026-03-09T11:00:00.000Z'],
    ['leave out a holiday', '2026-12-24T16:00:00+01:00', '2026-12-28T09:00:00.000Z'],
  ])('%s', (_, from, to) => {
    expect(due(from, 4)).toBe(to);
  });

  test('keep to the clock over the night when it is changed', () => {
    // Clocks go forward in the night to 29 March 2026 and back in the night to 25 October.
    expect(due('2026-03-28T11:00:00+01:00', 2)).toBe('2026-03-30T08:00:00.000Z');
    expect(due('2026-10-24T11:00:00+02:00', 2)).toBe('2026-10-26T09:00:00.000Z');
  });
});

describe('a night shift in the night when clocks change', () => {
  const night = { from: 0, to: 6 * 60 };
  const nights = {
    hours: { week: Array.from({ length: 7 }, () => night), holidays: [] },
    timeZone: 'Europe/Berlin',
  };

  test('is an hour shorter in spring', () => {
    expect(due('2026-03-29T00:00:00+01:00', 5, nights)).toBe('2026-03-29T04:00:00.000Z');
    expect(due('2026-03-29T00:00:00+01:00', 6, nights)).toBe('2026-03-29T23:00:00.000Z');
  });

  test('is an hour longer in autumn', () => {
    expect(due('2026-10-25T00:00:00+02:00', 7, nights)).toBe('2026-10-25T05:00:00.000Z');
  });

  test('begins with the skip where the hour that it begins with is skipped', () => {
    const late = { from: 2 * 60 + 30, to: 6 * 60 };
    const place = { ...nights, hours: { week: Array.from({ length: 7 }, () => late), holidays: [] } };
    expect(due('2026-03-29T00:00:00+01:00', 1, place)).toBe('2026-03-29T02:00:00.000Z');
    // 02:30 comes twice: the shift begins with the first.
    expect(due('2026-10-25T00:00:00+02:00', 1, place)).toBe('2026-10-25T01:30:00.000Z');
  });
});

test('a long time is counted day by day, in every zone', () => {
  // 40 hours of a week with 42, from Monday's opening.
  expect(due('2026-03-02T09:00:00+01:00', 40)).toBe('2026-03-06T16:00:00.000Z');
  expect(due('2026-03-02T08:00:00Z', 4, { ...place, timeZone: 'Asia/Kolkata' })).toBe(
    '2026-03-03T04:00:00.000Z',
  );
  expect(due('2026-03-02T08:00:00Z', 4, { ...place, timeZone: 'Pacific/Apia' })).toBe(
    '2026-03-03T00:00:00.000Z',
  );
});

test('without hours in the workspace, or for other times, every hour counts', () => {
  expect(due('2026-03-07T20:00:00Z', 4, { hours: null, timeZone: 'UTC' })).toBe('2026-03-08T00:00:00.000Z');
  expect(after(new Date('2026-03-07T20:00:00Z'), 4 * HOUR_MS, undefined, place).toISOString()).toBe(
    '2026-03-08T00:00:00.000Z',
  );
});
