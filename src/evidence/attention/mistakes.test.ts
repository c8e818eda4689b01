import { expect, test } from 'vitest';
import { caughtMistake } from './caught.ts';
import { mistakes, type Surroundings } from './mistakes.ts';

const eur = (minor: number) => ({ minor, currency: 'EUR' });
const around: Surroundings = {
  plays: [
    {
      name: 'refund',
      label: 'Give it back',
      writes: ['shop.refund'],
      inputs: {
        amount: { type: 'money', label: 'Amount' },
        why: { type: 'string', choices: ['late', 'lost'], label: 'Why' },
        recipient: { type: 'string', label: 'Recipient' },
        text: { type: 'text', label: 'Reply' },
        count: { type: 'integer' },
      },
    },
    { name: 'part', label: 'Give a part back', writes: ['shop.refund'], inputs: {} },
    { name: 'answer', label: 'Answer', writes: ['shop.reply'], inputs: {} },
    { name: 'nothing', label: 'Do nothing', writes: [], inputs: {} },
  ],
  values: {
    order: { items: [{ price: eur(1490) }, { price: eur(2900) }], far: eur(999_999) },
    customer: { iban: 'DE01', other: { iban: 'DE02' } },
  },
  likely: [],
  texts: [{ input: 'text', of: 'Answer', text: 'We look into it.' }],
};
const right = {
  play: 'refund',
  inputs: { amount: eur(1490), why: 'late', recipient: 'DE01', text: 'Sorry.', count: 2 },
};
const all = (seed: string) => mistakes(right, around, seed);

test('a mistake is one that somebody could make: another play, amount, choice, recipient or reply', () => {
  const says = all('seed').map((one) => one.says);
  expect(says.toSorted()).toEqual(
    [
      'It was “Give a part back” instead of “Give it back”.',
      'Amount was ten times as much.',
      'Amount was a tenth of it.',
      'Amount was with two digits swapped.',
      'Amount was with two digits swapped.',
      'Amount was with two digits swapped.',
      'Amount was another amount of the case.',
      'Why was another choice.',
      'Recipient was another one that the case names.',
      'Reply was that of “Answer”.',
      'count was ten times as much.',
    ].toSorted(),
  );
});

test('an amount that is far from the case is never planted, nor one that is not an amount', () => {
  const amounts = all('seed').flatMap(({ changes }) => changes['amount'] ?? []);
  expect(amounts).not.toContainEqual(eur(999_999));
  expect(amounts).toContainEqual(eur(4190));
  for (const amount of amounts) expect((amount as { minor: number }).minor).toBeGreaterThan(0);
});

test('a play that people chose in similar cases is believable though it does something else', () => {
  const made = mistakes(right, { ...around, likely: ['answer'] }, 'seed');
  expect(made.map(({ play }) => play)).toContain('answer');
  expect(made.map(({ play }) => play)).not.toContain('nothing');
});

test('the same seed makes the same mistakes, and over many cases every kind comes first', () => {
  expect(all('one')).toEqual(all('one'));
  const first = Array.from({ length: 60 }, (_, at) => all(`seed ${at}`)[0]?.mistake);
  expect(new Set(first)).toEqual(
    new Set(['wrong_play', 'wrong_amount', 'wrong_choice', 'wrong_recipient', 'wrong_text']),
  );
});

test('no mistake leaves the plan as it was', () => {
  for (const { play, changes } of all('seed')) {
    const same = Object.entries(changes).every(
      ([name, value]) => JSON.stringify(value) === JSON.stringify(right.inputs[name as 'why']),
    );
    expect(play === right.play && same).toBe(false);
  }
});

test('who mends the very thing that was wrong has noticed it', () => {
  const planted = { play: 'refund', inputs: { amount: eur(14_900), text: 'x' }, wrong: ['inputs.amount'] };
  const edit = { decision: 'edit', play: 'refund' };
  expect(caughtMistake(planted, { decision: 'approve' })).toBe(false);
  expect(caughtMistake(planted, { decision: 'reject' })).toBe(true);
  expect(caughtMistake(planted, { ...edit, inputs: { amount: eur(1490), text: 'x' } })).toBe(true);
  expect(caughtMistake(planted, { ...edit, inputs: { amount: eur(14_900), text: 'y' } })).toBe(false);
  expect(caughtMistake(planted, { decision: 'handled', play: null })).toBe(true);
  expect(caughtMistake({ ...planted, wrong: ['play'] }, { ...edit, inputs: {} })).toBe(false);
});
