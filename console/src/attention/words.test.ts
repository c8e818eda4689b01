import { expect, test } from 'vitest';
import { secondsSpan, secondsText } from './words.ts';

test('seconds are told as people say them', () => {
  expect([0.42, 9.96, 12.4, 119, 180].map(secondsText)).toEqual(['0.4 s', '10 s', '12 s', '119 s', '3 min']);
});

test('a span of seconds names its unit once', () => {
  expect(secondsSpan(9, 14)).toBe('9 to 14 s');
  expect(secondsSpan(90, 200)).toBe('90 s to 3 min');
  expect(secondsSpan(4, 4)).toBe('4 s');
});
