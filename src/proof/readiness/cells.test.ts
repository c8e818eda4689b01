import { expect, test } from 'vitest';
import { amountOf, isEmpty, saysYes, timeReader } from './cells.ts';

test('amounts are read as people write them, and a word is none', () => {
  const read = ['12.50', '1,204.00', '1.204,00', '12,5', '€ 12', '12 EUR', '1,204', '-3', 7].map(amountOf);
  expect(read).toEqual([12.5, 1204, 1204, 12.5, 12, 12, 1204, -3, 7]);
  expect(['plenty', '', '12 apples', '--'].map(amountOf)).toEqual([null, null, null, null]);
});

test('whether day or month comes first is told by the column as a whole', () => {
  const day = timeReader(['03-04-2026 10:00', '29-02-2016 01:16']);
  expect(day('03-04-2026 10:00')?.toISOString()).toBe('2026-04-03T10:00:00.000Z');
  const month = timeReader(['03/04/2026', '12/31/2025']);
  expect(month('03/04/2026')?.toISOString()).toBe('2026-03-04T00:00:00.000Z');
  expect(day('2026-04-03 10:00')?.toISOString()).toBe('2026-04-03T10:00:00.000Z');
  expect([day('soon'), day('45-45-2026')]).toEqual([null, null]);
});

test('what people write where nothing is known is empty, and none and no are not yes', () => {
  expect(['', ' ', '?', 'n/a', null, undefined].every(isEmpty)).toBe(true);
  expect(['0', 'no', 'false', '', 0].map(saysYes)).toEqual([false, false, false, false, false]);
  expect(['1', 'yes', 'TRUE', 2].map(saysYes)).toEqual([true, true, true, true]);
});
