import { expect, test } from 'vitest';
import { countedText, hoursText, perDecision, rangeText, valueText } from './words.ts';

const estimate = (given: object) => ({
  count: 12,
  of: 340,
  value: 0.035,
  low: 0.02,
  high: 0.061,
  upper: null,
  p90: null,
  each: null,
  currency: null,
  small: false,
  says: '',
  ...given,
});

test('a value is said in its own unit', () => {
  expect(valueText(0.0352, 'share', null, 'en')).toBe('3.5 %');
  expect(valueText(65, 'minutes', null, 'en')).toBe('1 h 5 min');
  expect(valueText(120_400, 'money', 'EUR', 'en')).toBe('€1,204.00');
  expect(valueText(-12.46, 'hours', null, 'en')).toBe('-12.5 h');
  expect(valueText(1_204, 'cases', null, 'en')).toBe('1,204');
});

test('hours are as fine as they are worth', () => {
  expect(hoursText(0.5)).toBe('30 min');
  expect(hoursText(1_204.6)).toBe('1,205 h');
});

test('no number stands without what it was counted from', () => {
  expect(countedText(estimate({}), 'share')).toBe('12 of 340');
  expect(countedText(estimate({ count: 340 }), 'minutes')).toBe('340 decisions');
  expect(countedText(estimate({ says: '7 open cases' }), 'cases')).toBe('7 open cases');
  expect(countedText(estimate({ count: 0, of: 0 }), 'share')).toBe('nothing to count yet');
  expect(countedText(estimate({ count: 1, of: 1 }), 'money')).toBe('1 decision');
});

test('a range is said only where it says more than the value', () => {
  const show = (value: number) => valueText(value, 'share', null, 'en');
  expect(rangeText(estimate({}), show)).toBe('2 % to 6.1 %');
  expect(rangeText(estimate({ low: null }), show)).toBeNull();
  expect(rangeText(estimate({ low: 0.02, high: 0.02 }), show)).toBeNull();
});

test('money of groups of different sizes is compared by the decision', () => {
  const money = estimate({ of: 200, value: 50_000, low: 40_000, high: 60_000 });
  expect(perDecision(money, 'money')).toEqual({ value: 250, low: 200, high: 300 });
  expect(perDecision(money, 'minutes').value).toBe(50_000);
  expect(perDecision(estimate({ of: 0, value: null, low: null, high: null }), 'money').value).toBeNull();
});
