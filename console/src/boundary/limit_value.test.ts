import { expect, test } from 'vitest';
import { inFileForm, overCeiling, partsOf } from './limit_value.ts';

test('a limit is taken apart for a form and put together for the file', () => {
  expect(partsOf('50.00 EUR', 'money')).toEqual({ amount: '50.00', unit: 'EUR' });
  expect(partsOf(' EUR', 'money')).toEqual({ amount: '', unit: 'EUR' });
  expect(partsOf('30', 'days')).toEqual({ amount: '30', unit: 'days' });
  expect(inFileForm('12,5', 'EUR', 'money')).toBe('12.5 EUR');
  expect(inFileForm('30', 'days', 'days')).toBe('30');
});

test('what is above its ceiling, or no number, is said at once', () => {
  expect(overCeiling('60', '50.00')).toContain('above its ceiling of 50.00');
  expect(overCeiling('50', '50.00')).toBeNull();
  expect(overCeiling('', null)).toBe('This is not a number.');
  expect(overCeiling('1x', null)).toBe('This is not a number.');
  expect(overCeiling('-1', null)).toContain('less than nothing');
  expect(overCeiling('1000', null)).toBeNull();
});
