import { expect, test } from 'vitest';
import { besideValue, inFileForm, partsOf, whyNot } from './limit_value.ts';

test('a limit is taken apart for a form and put together for the file', () => {
  expect(partsOf('50.00 EUR', 'money')).toEqual({ amount: '50.00', unit: 'EUR' });
  expect(partsOf(' EUR', 'money')).toEqual({ amount: '', unit: 'EUR' });
  expect(partsOf('30', 'days')).toEqual({ amount: '30', unit: 'days' });
  expect(inFileForm('12,5', 'EUR', 'money')).toBe('12.5 EUR');
  expect(inFileForm('30', 'days', 'days')).toBe('30');
});

test('what is no number, or above a ceiling that one may not raise, is said at once', () => {
  expect(whyNot('60', '50.00', false)).toContain('above its ceiling of 50.00');
  expect(whyNot('60', '50.00', true)).toBeNull();
  expect(whyNot('50', '50.00', false)).toBeNull();
  expect(whyNot('', null, true)).toBe('This is not a number.');
  expect(whyNot('1x', null, true)).toBe('This is not a number.');
  expect(whyNot('-1', null, true)).toContain('less than nothing');
});

test('the words beside a limit leave out the value that stands in the form', () => {
  expect(besideValue('€1,000.00, at most €5,000.00, was €900.00')).toBe('at most €5,000.00, was €900.00');
  expect(besideValue('30 days')).toBe('30 days');
});
