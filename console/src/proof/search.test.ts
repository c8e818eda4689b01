import { expect, test } from 'vitest';
import { carried, everyFor, everyOffered, filterOf, type NumbersSearch } from './search.ts';

const NOW = Date.parse('2026-03-10T14:42:00Z');

test('a number of days begins at a full hour, so that the same question is asked but once', () => {
  expect(filterOf({ days: '7', kind: 'unclear' }, NOW)).toEqual({
    kind: 'unclear',
    from: '2026-03-03T14:00:00.000Z',
  });
});

test('days that were chosen win over a number of days, and without either the server chooses', () => {
  const chosen = { from: '2026-01-01T00:00:00Z', days: '7' };
  expect(filterOf(chosen, NOW)).toEqual({ from: '2026-01-01T00:00:00Z' });
  expect(filterOf({}, NOW)).toEqual({});
});

test('a longer time is cut into longer pieces', () => {
  expect(everyFor({ days: '2' }, NOW)).toBe('hour');
  expect(everyFor({}, NOW)).toBe('day');
  expect(everyFor({ days: '84' }, NOW)).toBe('week');
  expect(everyFor({ from: '2020-01-01T00:00:00Z' }, NOW)).toBe('month');
});

test('what is open on a page does not travel with its filters', () => {
  const search: NumbersSearch = { kind: 'unclear', days: '7', metric: 'edit_rate' };
  expect(carried(search)).toEqual({ kind: 'unclear', days: '7' });
});

test('what would be too many pieces is neither offered nor asked for', () => {
  expect(everyOffered({ days: '84' }, NOW)).toEqual(['day', 'week', 'month']);
  expect(everyFor({ days: '84', every: 'hour' }, NOW)).toBe('week');
  expect(everyFor({ days: '7', every: 'hour' }, NOW)).toBe('hour');
});
