import { expect, test } from 'vitest';
import { indented, lineStart } from './indent.ts';

test('Tab puts two spaces where the cursor stands', () => {
  expect(indented('ab', 1, 1, false)).toMatchObject({ text: 'a  b', start: 3, end: 3 });
});

test('marked lines move in and out as a whole, and stay marked', () => {
  const inwards = indented('a\nb\nc', 0, 3, false);
  expect(inwards).toMatchObject({ text: '  a\n  b\nc', start: 2, end: 7 });
  const out = indented(inwards.text, inwards.start, inwards.end, true);
  expect(out).toMatchObject({ text: 'a\nb\nc', start: 0, end: 3 });
});

test('the line of a cursor moves out, and no further than it can', () => {
  expect(indented('  ab', 3, 3, true)).toMatchObject({ text: 'ab', start: 1, end: 1 });
  expect(indented('x\n b', 2, 2, true)).toMatchObject({ text: 'x\nb', start: 2, end: 2 });
});

test('a line is found by its number', () => {
  expect(lineStart('a\nbc\nd', 1)).toBe(0);
  expect(lineStart('a\nbc\nd', 3)).toBe(5);
  expect(lineStart('a\nbc\nd', 9)).toBe(6);
});
