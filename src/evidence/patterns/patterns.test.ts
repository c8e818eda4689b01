import { expect, test } from 'vitest';
import type { DecidedCase, Language } from '../mining/index.ts';
import { patternsOf } from './index.ts';

const LANGUAGE: Language = {
  currency: 'EUR',
  texts: [],
  fields: [
    { path: 'parcel.carrier', label: 'carrier', type: 'choice', optional: false },
    { path: 'order.total', label: 'order total', type: 'money', optional: false },
  ],
};

const cases = Array.from({ length: 200 }, (_, index): DecidedCase => ({
  id: `case-${index}`,
  agent: 'rules',
  planned: 'refund',
  decided: 'refund',
  text: '',
  fields: {
    'plan.kind': 'late',
    'parcel.carrier': ['swift', 'anvil', 'north'][index % 3]!,
    'order.total': (index * 37) % 200,
  },
}));
const where = (holds: (index: number) => boolean) =>
  new Set(cases.filter((_, index) => holds(index)).map(({ id }) => id));

test('what went wrong with one carrier is told apart from what went wrong elsewhere', () => {
  const wrong = where((index) => (index % 3 === 1 && index % 4 === 1) || index === 2 || index === 5);
  const [first, rest] = patternsOf(wrong, cases, LANGUAGE);
  expect(first).toMatchObject({
    literals: [{ is: 'equals', path: 'parcel.carrier', value: 'anvil' }],
    all: 67,
  });
  expect(first?.ids).toHaveLength(17);
  expect(rest).toMatchObject({ literals: [], ids: ['case-2', 'case-5'], all: 200 });
});

test('cases that share nothing stay one group', () => {
  expect(
    patternsOf(
      where((index) => index % 20 === 0),
      cases,
      LANGUAGE,
    ),
  ).toMatchObject([{ literals: [] }]);
});

test('two cases make no pattern', () => {
  expect(
    patternsOf(
      where((index) => index === 1 || index === 4),
      cases,
      LANGUAGE,
    ),
  ).toMatchObject([{ literals: [], ids: ['case-1', 'case-4'] }]);
});
