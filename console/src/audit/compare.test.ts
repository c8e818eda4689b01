import { expect, test } from 'vitest';
import type { CaseView } from '../live/answers.ts';
import { compare } from './compare.ts';

const euros = (minor: number) => ({ minor, currency: 'EUR' });
const one = {
  kinds: [
    { name: 'late', label: 'Later than promised' },
    { name: 'lost', label: 'Lost' },
  ],
  plays: [{ name: 'refund', label: 'Give it back', writes: [], inputs: [] }],
  plan: {
    kind: 'late',
    play: 'refund',
    play_label: 'Give it back',
    reason: 'It is late.',
    inputs: [
      { name: 'amount', label: 'Amount', shape: { type: 'money' }, value: euros(490) },
      { name: 'text', label: 'Reply', shape: { type: 'text' }, value: 'Sorry' },
    ],
  },
} as unknown as CaseView;

test('what was given is compared, and what was left out is not', () => {
  const said = compare(one, { kind: 'late', play: 'refund', inputs: { amount: euros(990) } }, false);
  expect(said?.differences).toEqual([{ what: 'Amount', agent: '€4.90', person: '€9.90' }]);
});

test('another play is one difference, whatever it would take', () => {
  const said = compare(one, { kind: 'lost', play: null, inputs: undefined }, false);
  expect(said?.differences).toEqual([
    { what: 'Play', agent: 'Give it back', person: 'Something else' },
    { what: 'Kind', agent: 'Later than promised', person: 'Lost' },
  ]);
});

test('who would have done the same differs in nothing', () => {
  const said = compare(one, { kind: 'late', play: 'refund', inputs: undefined }, true);
  expect(said).toMatchObject({ agreed: true, differences: [] });
});
