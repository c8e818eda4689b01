import { expect, test } from 'vitest';
import { blocksOf, spansOf } from './markdown.ts';

test('a playbook falls into headings, paragraphs, lists, quotes and tables', () => {
  const text =
    '# Late\n\nA parcel is late\nwhen its day has passed.\n\n1. Look\n2. Say sorry\n   - be short\n\n> Never promise.\n\n| days | do |\n|---|---|\n| 1 | wait |\n';
  expect(blocksOf(text)).toEqual([
    { type: 'heading', level: 1, text: 'Late' },
    { type: 'text', text: 'A parcel is late when its day has passed.' },
    {
      type: 'list',
      isOrdered: true,
      items: [
        { text: 'Look', inner: [] },
        {
          text: 'Say sorry',
          inner: [{ type: 'list', isOrdered: false, items: [{ text: 'be short', inner: [] }] }],
        },
      ],
    },
    { type: 'quote', text: 'Never promise.' },
    {
      type: 'table',
      rows: [
        ['days', 'do'],
        ['1', 'wait'],
      ],
    },
  ]);
});

test('any text comes to an end, whatever its marks', () => {
  for (const text of [
    '',
    '```',
    '| ',
    '-',
    '#',
    '> ',
    '- a\n  b\n\tc',
    '1)',
    '***',
    '[a](javascript:alert(1))',
  ]) {
    expect(() => blocksOf(text)).not.toThrow();
  }
});

test('a link leads to the web or stays plain text', () => {
  expect(spansOf('see [it](https://example.com/a) **now**')).toEqual([
    { type: 'plain', text: 'see ' },
    { type: 'link', text: 'it', to: 'https://example.com/a' },
    { type: 'plain', text: ' ' },
    { type: 'strong', text: 'now' },
  ]);
  expect(spansOf('[it](javascript:alert(1))')).toEqual([
    { type: 'plain', text: '[it](javascript:alert(1))' },
  ]);
});
