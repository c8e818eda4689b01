import { expect, test } from 'vitest';
import type { CaseView } from '../live/answers.ts';
import { changesOf } from './changes.ts';

const proposed = {
  kind: 'late',
  kinds: [
    { name: 'late', label: 'Later than promised' },
    { name: 'lost', label: 'Lost' },
  ],
  plays: [
    { name: 'sorry', label: 'Say sorry', writes: [], inputs: [] },
    { name: 'refund', label: 'Give it back', writes: [], inputs: [] },
  ],
  plan: {
    kind: 'late',
    play: 'refund',
    inputs: [
      { name: 'amount', label: 'Amount', shape: { type: 'money' }, value: { minor: 490, currency: 'EUR' } },
      { name: 'text', label: 'Reply', shape: { type: 'text' }, value: 'Dear Greta, it is late. Regards' },
    ],
  },
} as unknown as CaseView;
const inputs = { amount: { minor: 490, currency: 'EUR' }, text: 'Dear Greta, it is late. Regards' };

test('a draft that is the proposal changes nothing', () => {
  expect(changesOf(proposed, { kind: 'late', play: 'refund', inputs })).toEqual([]);
});

test('a changed amount is shown before and after', () => {
  const draft = {
    kind: 'late',
    play: 'refund',
    inputs: { ...inputs, amount: { minor: 990, currency: 'EUR' } },
  };
  expect(changesOf(proposed, draft)).toEqual([
    { label: 'Amount', lead: '', tail: '', before: '€4.90', after: '€9.90' },
  ]);
});

test('a changed text shows the words that changed and a little around them', () => {
  const draft = {
    kind: 'late',
    play: 'refund',
    inputs: { ...inputs, text: 'Dear Greta, it is lost. Regards' },
  };
  expect(changesOf(proposed, draft)).toEqual([
    { label: 'Reply', lead: 'Dear Greta, it is ', tail: '. Regards', before: 'late', after: 'lost' },
  ]);
});

test('another play is one change, whatever it asks for', () => {
  expect(changesOf(proposed, { kind: 'lost', play: 'sorry', inputs: {} }).map(({ label }) => label)).toEqual([
    'About',
    'What to do',
  ]);
});
