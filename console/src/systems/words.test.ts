import { expect, test } from 'vitest';
import { callsText, offersText } from './words.ts';

test('calls are said with how many failed and how long they took', () => {
  const calls = { calls: 212, faults: 3, mean_ms: 34, slowest_ms: 812 };
  expect(callsText(calls)).toBe(
    '212 calls in the last hour, 3 of them failed; 34 ms on average, 812 ms the slowest',
  );
  expect(callsText({ calls: 1, faults: 1, mean_ms: 5, slowest_ms: 5 })).toBe(
    '1 call in the last hour, and it failed; 5 ms',
  );
  expect(callsText({ calls: 5, faults: 5, mean_ms: 2, slowest_ms: 4 })).toBe(
    '5 calls in the last hour, all of them failed; 2 ms on average, 4 ms the slowest',
  );
  expect(callsText({ calls: 0, faults: 0, mean_ms: null, slowest_ms: null })).toBe(
    'Not called in the last hour',
  );
});

test('one read is not reads', () => {
  expect(offersText({ reads: 1, writes: 2 })).toBe('1 read and 2 writes');
  expect(offersText({ reads: 1, writes: 0 })).toBe('1 read and no writes');
});
