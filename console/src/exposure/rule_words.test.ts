import { expect, test } from 'vitest';
import { piecesOf } from './rule_words.ts';

const shown = (says: string, rules: string[]) =>
  piecesOf(says, rules)
    .pieces.map(({ text, isRule }) => (isRule ? `[${text}]` : text))
    .join('');

test('rules that a sentence names become links in it', () => {
  expect(
    shown('At most 15 (hourly); at most €225.00 together (above-limit and small).', [
      'hourly',
      'above-limit',
      'small',
    ]),
  ).toBe('At most 15 ([hourly]); at most €225.00 together ([above-limit] and [small]).');
});

test('a rule whose name is part of another is not found inside of it', () => {
  expect(shown('At most 5 (resends-day).', ['resends', 'resends-day'])).toBe('At most 5 ([resends-day]).');
  expect(piecesOf('At most 5 (resends-day).', ['resends', 'resends-day']).unnamed).toEqual(['resends']);
});

test('a rule that is named twice is a way to its line both times', () => {
  const { pieces } = piecesOf('At most 10 (many); at most €800.00 (dear and many).', ['dear', 'many']);
  expect(pieces.filter(({ isRule }) => isRule).map(({ text }) => text)).toEqual(['many', 'dear', 'many']);
  expect(pieces.map(({ text }) => text).join('')).toBe('At most 10 (many); at most €800.00 (dear and many).');
});
