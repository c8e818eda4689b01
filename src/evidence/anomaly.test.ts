import { expect, test } from 'vitest';
import { anomalies } from './anomaly.ts';
import type { Usual, UsualWrite } from './schema.ts';

const AT = { now: new Date('2026-03-10T10:15:00Z'), timeZone: 'Europe/Berlin', locale: 'en-IE' };
const eur = (minor: number) => ({ minor, currency: 'EUR' });

function usual(change: Partial<UsualWrite> = {}): Usual {
  return {
    writes: {
      'shop.refund': {
        count: 214,
        days: 40,
        amount: {
          count: 214,
          currency: 'EUR',
          median: Math.log(2300),
          spread: 0.6,
          high: 11_000,
          max: 12_000,
        },
        perHour: { hours: 90, median: 3, spread: 1.5, max: 9 },
        lastHour: 1,
        hours: [0, 0, 0, 0, 0, 0, 0, 0, 20, 30, 30, 30, 24, 20, 20, 20, 10, 10, 0, 0, 0, 0, 0, 0],
        recipients: null,
        ...change,
      },
    },
  };
}

const refund = (minor: number, recipient?: string) => ({
  write: 'shop.refund',
  args: {},
  money: eur(minor),
  ...(recipient === undefined ? {} : { recipient }),
});

test('an ordinary refund does not stand out', () => {
  expect(anomalies(usual(), refund(4_500), AT)).toEqual([]);
});

test('an amount far above the usual is named with the numbers that it is held against', () => {
  expect(anomalies(usual(), refund(89_000), AT)).toEqual([
    {
      rule: 'unusual-amount',
      says: '€890.00 is far above what is usual here: half of 214 were at most €23.00, and the largest was €120.00.',
    },
  ]);
});

test('an amount far below the usual is nobody’s worry', () => {
  expect(anomalies(usual(), refund(1), AT)).toEqual([]);
});

test('amounts that are all the same do not make a slightly larger one stand out', () => {
  const amount = { count: 214, currency: 'EUR', median: Math.log(495), spread: 0, high: 495, max: 495 };
  expect(anomalies(usual({ amount }), refund(520), AT)).toEqual([]);
  expect(anomalies(usual({ amount }), refund(5_000), AT)).toHaveLength(1);
});

test('with fewer than thirty actions nothing is said', () => {
  expect(anomalies(usual({ count: 29 }), refund(8_900_000), AT)).toEqual([]);
});

test('an amount in another currency is not compared', () => {
  expect(anomalies(usual(), { ...refund(1), money: { minor: 8_900_000, currency: 'JPY' } }, AT)).toEqual([]);
});

test('far more in an hour than ever is said with the count', () => {
  expect(anomalies(usual({ lastHour: 21 }), refund(2_000), AT)).toEqual([
    {
      rule: 'unusual-rate',
      says: 'This is the 22nd in 60 minutes: an hour with any has 3 as a rule, and at most 9 so far.',
    },
  ]);
});

test('somebody new stands out where it always goes to the same few', () => {
  const recipients = { count: 214, once: 1, known: { a: 100, b: 80, c: 33, d: 1 } };
  expect(anomalies(usual({ recipients }), refund(2_000, 'e'), AT)).toEqual([
    {
      rule: 'unusual-recipient',
      says: 'It goes to somebody who never had one: all of the 214 before went to the same 4 recipients.',
    },
  ]);
  expect(anomalies(usual({ recipients }), refund(2_000, 'd'), AT)).toEqual([]);
});

test('somebody new does not stand out in a shop in which most customers are new', () => {
  const recipients = { count: 214, once: 60, known: { a: 154 } };
  expect(anomalies(usual({ recipients }), refund(2_000, 'e'), AT)).toEqual([]);
});

test('an hour in which nothing ever happens is named on the clock of the business', () => {
  expect(anomalies(usual(), refund(2_000), { ...AT, now: new Date('2026-03-10T01:40:00Z') })).toEqual([
    {
      rule: 'unusual-hour',
      says: 'Next to nothing happens at this hour: none of 214 came between 01:00 and 04:00.',
    },
  ]);
});

test('a burst on the first days says nothing of hours and recipients', () => {
  const recipients = { count: 214, once: 0, known: { a: 214 } };
  const night = { ...AT, now: new Date('2026-03-10T01:40:00Z') };
  expect(anomalies(usual({ recipients, days: 9 }), refund(2_000, 'e'), night)).toEqual([]);
  expect(anomalies(usual({ recipients, days: 10 }), refund(2_000, 'e'), night)).toHaveLength(2);
});
