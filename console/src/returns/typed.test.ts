import { expect, test } from 'vitest';
import { digitsOf, fieldText, readField } from './typed.ts';

test('an amount is typed in coins, with a point or a comma, and kept in the smallest ones', () => {
  expect(readField('31.50', 'money', 2)).toBe(3150);
  expect(readField('31,5', 'money', 2)).toBe(3150);
  expect(fieldText({ value: 3150, unit: 'money' }, 2)).toBe('31.50');
});

test('a yen has no smaller coin', () => {
  expect(digitsOf('JPY')).toBe(0);
  expect(readField('4200', 'money', digitsOf('JPY'))).toBe(4200);
  expect(fieldText({ value: 4200, unit: 'money' }, 0)).toBe('4200');
});

test('a share is typed in percent and is never more than all', () => {
  expect(readField('3.5', 'share', 2)).toBe(0.035);
  expect(readField('120', 'share', 2)).toBeUndefined();
});

test('nothing takes back what was said, and words are no number', () => {
  expect(readField('  ', 'minutes', 2)).toBeNull();
  expect(readField('ten', 'minutes', 2)).toBeUndefined();
  expect(readField('-3', 'minutes', 2)).toBeUndefined();
});
