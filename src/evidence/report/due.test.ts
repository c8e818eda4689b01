import { expect, test } from 'vitest';
import { dueMails, nextAt, sinceOf, type Schedule } from './due.ts';
import { dueAt, shifted, spanAt, spanId, spanNamed, spanTitle } from './span.ts';

const BERLIN = 'Europe/Berlin';
const SEVEN = 7 * 60;
const WEEKLY: Schedule = { every: 'week', at: SEVEN, for: [], to: ['hanne'] };
const ever = () => new Date(0);

test('a week begins on Monday at midnight where the business is, also when its clock is set back', () => {
  const span = spanAt('week', new Date('2026-10-25T12:00:00Z'), BERLIN);
  expect(spanId(span)).toBe('week.2026-10-19');
  expect([span.from, span.to].map((at) => at.toISOString())).toEqual([
    '2026-10-18T22:00:00.000Z',
    '2026-10-25T23:00:00.000Z',
  ]);
});

test('the same moment is another day in Tokyo', () => {
  const at = new Date('2026-11-15T16:00:00Z');
  expect(spanId(spanAt('week', at, BERLIN))).toBe('week.2026-11-09');
  expect(spanId(spanAt('week', at, 'Asia/Tokyo'))).toBe('week.2026-11-16');
});

test('months have the days that they have', () => {
  const march = spanAt('month', new Date('2024-03-31T12:00:00Z'), BERLIN);
  expect(spanId(shifted(march, -1, BERLIN))).toBe('month.2024-02-01');
  expect(shifted(march, -1, BERLIN).to).toEqual(march.from);
  expect(spanTitle(march, 'de-DE')).toBe('März 2024');
});

test('any day names its period, and a day that there is not names none', () => {
  expect(spanNamed('week.2026-11-18', BERLIN)?.date).toBe('2026-11-16');
  for (const id of ['week.2026-02-31', 'year.2026-01-01', 'week', 'week.2026-11-16.x', 'week.soon'])
    expect(spanNamed(id, BERLIN), id).toBeUndefined();
});

test('a report falls due in the morning after its period, by the clock on the wall', () => {
  const summer = spanAt('week', new Date('2026-07-15T12:00:00Z'), BERLIN);
  expect(dueAt(summer, SEVEN, BERLIN).toISOString()).toBe('2026-07-20T05:00:00.000Z');
  const winter = spanAt('week', new Date('2026-11-18T12:00:00Z'), BERLIN);
  expect(dueAt(winter, SEVEN, BERLIN).toISOString()).toBe('2026-11-23T06:00:00.000Z');
});

test('what was missed is due for so long as somebody still wants to read it', () => {
  const now = new Date('2026-11-24T12:00:00Z');
  const ids = dueMails([WEEKLY], { now, timeZone: BERLIN, since: ever }).map(({ span }) => spanId(span));
  expect(ids).toEqual(['week.2026-11-09', 'week.2026-11-16']);
});

test('one person gets one mail of the same report, whatever asks for it', () => {
  const now = new Date('2026-11-24T12:00:00Z');
  const twice = [WEEKLY, { ...WEEKLY, at: SEVEN + 30, to: ['hanne', 'marek'] }];
  const mails = dueMails(twice, { now, timeZone: BERLIN, since: ever }).filter(
    ({ span }) => span.date === '2026-11-16',
  );
  expect(mails.map(({ mail }) => mail).toSorted()).toEqual(['hanne', 'marek']);
});

test('who was taken from a schedule and put back gets what falls due after that', () => {
  const entry = (at: string, to: string[]) => ({
    kind: 'reports.scheduled',
    at: new Date(at),
    body: { schedules: [{ ...WEEKLY, to }] },
  });
  const since = sinceOf([
    entry('2026-09-01', ['hanne', 'marek']),
    entry('2026-10-01', ['marek']),
    entry('2026-11-01', ['hanne', 'marek']),
  ]);
  expect(since(WEEKLY, 'marek')).toEqual(new Date('2026-09-01'));
  expect(since(WEEKLY, 'hanne')).toEqual(new Date('2026-11-01'));
  expect(since({ ...WEEKLY, for: ['returns'] }, 'hanne')).toBeNull();
});

test('the next time is today while the hour has not come, else in the next period', () => {
  expect(nextAt(WEEKLY, new Date('2026-11-23T05:00:00Z'), BERLIN).toISOString()).toBe(
    '2026-11-23T06:00:00.000Z',
  );
  expect(nextAt(WEEKLY, new Date('2026-11-23T06:00:01Z'), BERLIN).toISOString()).toBe(
    '2026-11-30T06:00:00.000Z',
  );
});
