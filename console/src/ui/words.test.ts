import { describe, expect, test } from 'vitest';
import { count, distanceText, humanise, initials, listed, moneyText, momentText, sentence } from './words.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();
const near = (minutes: number) => distanceText(at(minutes), NOW, 'en', 'Europe/Berlin');

describe('a time is said as its distance', () => {
  test('near ones in minutes, hours and days, before and ahead', () => {
    expect(near(-0.5)).toBe('just now');
    expect(near(0.5)).toBe('in under a minute');
    expect(near(-59)).toBe('59 min ago');
    expect(near(125)).toBe('in 2 h');
    expect(near(-24 * 60)).toBe('1 day ago');
    expect(near(-3 * 24 * 60)).toBe('3 days ago');
  });

  test('far ones as a date, with the year where it is another', () => {
    expect(near(-30 * 24 * 60)).toBe('22 Oct');
    expect(near(-400 * 24 * 60)).toBe('17 Oct 2025');
  });
});

test('of today only the hour is said, in the clock of the workspace', () => {
  const moment = (at: string) => momentText(at, NOW, 'en', 'Europe/Berlin');
  expect(moment('2026-11-20T23:30:00Z')).toBe('00:30');
  expect(moment('2026-11-20T22:30:00Z')).toBe('20 Nov 2026, 23:30');
});

test('money has the digits of its currency', () => {
  expect(moneyText({ minor: 123_456, currency: 'EUR' }, 'en')).toBe('€1,234.56');
  expect(moneyText({ minor: 5_000, currency: 'JPY' }, 'en')).toBe('¥5,000');
});

test('one case is not one cases, and a thousand has its comma', () => {
  expect(count(1, 'case')).toBe('1 case');
  expect(count(0, 'case')).toBe('0 cases');
  expect(count(1_204, 'entry', 'entries')).toBe('1,204 entries');
});

test('a name without a label still reads as words', () => {
  expect(humanise('three_to_seven_days')).toBe('Three to seven days');
  expect(humanise('order_id')).toBe('Order ID');
});

test('names are listed as people list them', () => {
  expect(listed(['Pia'])).toBe('Pia');
  expect(listed(['Pia', 'Marek', 'Hanne'])).toBe('Pia, Marek and Hanne');
  expect(initials('Hanne Lindqvist')).toBe('HL');
});

test('a sentence gets its full stop once', () => {
  expect(sentence('It is late')).toBe('It is late.');
  expect(sentence('Did you mean “order.total”?')).toBe('Did you mean “order.total”?');
});
