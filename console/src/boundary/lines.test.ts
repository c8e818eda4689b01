import { expect, test } from 'vitest';
import { diffLines, hunksOf } from './lines.ts';

const short = (before: string, after: string) =>
  diffLines(before, after).map(
    ({ change, text }) => `${{ same: ' ', added: '+', removed: '-' }[change]}${text}`,
  );

test('a changed line is taken out and put in, and the rest stays', () => {
  expect(short('a\nb\nc\n', 'a\nB\nc\n')).toEqual([' a', '-b', '+B', ' c']);
  expect(short('a\nb\n', 'a\nb\n')).toEqual([' a', ' b']);
  expect(short('a\n', 'a\nb\n')).toEqual([' a', '+b']);
  expect(short('a\nx\nb\ny\nc', 'a\nb\nc\nz')).toEqual([' a', '-x', ' b', '-y', ' c', '+z']);
});

test('putting the kept and the added lines together gives the newer text', () => {
  const letters = (seed: number) =>
    Array.from({ length: 40 }, (_, at) => 'abcd'[(seed * (at + 3) * 7 + at * at) % 4] ?? '').join('\n');
  for (let seed = 1; seed < 20; seed += 1) {
    const lines = diffLines(letters(seed), letters(seed + 1));
    const texts = (left: string) =>
      lines.flatMap(({ change, text }) => (change === left ? [] : [text])).join('\n');
    expect(texts('removed')).toBe(letters(seed + 1));
    expect(texts('added')).toBe(letters(seed));
  }
});

test('only what changed is shown, with a line around it', () => {
  const lines = hunksOf(diffLines('1\n2\n3\n4\n5\n6\n7', '1\n2\n3\nfour\n5\n6\n7'), 1);
  expect(lines.map((line) => line?.text ?? '…')).toEqual(['…', '3', '4', 'four', '5', '…']);
});
