import { expect, test } from 'vitest';
import type { ExposureView } from '../workflow/queries.ts';
import { isUnbounded, worstOf } from './worst.ts';

type Write = ExposureView['writes'][number];

const span = (count: number | null, minor: number | null = null) => ({
  count,
  money: minor === null ? null : { minor, currency: 'EUR' },
  by: [],
  says: '',
});
function write(name: string, more: Partial<Write>): Write {
  const none = { money: null, by: [], says: '' };
  const flags = { alone: true, irreversible: false, message: false };
  return { write: name, label: name, ...flags, each: none, hour: span(1), day: span(1), undo: null, ...more };
}
const view = (writes: Write[]): ExposureView => ({
  workflow: 'w',
  label: 'W',
  stage: { stage: 'act', share: 100, kinds: null },
  acts: true,
  says: '',
  writes,
  moves_money: true,
  total: { hour: { money: null, count: 7 }, day: { money: null, count: 9 } },
  unbounded: [],
});

test('messages and what cannot be taken back are added up over the writes that run alone', () => {
  const reply = { message: true, irreversible: true };
  const worst = worstOf(
    view([
      write('shop.reply', { ...reply, hour: span(120) }),
      write('shop.trace', { irreversible: true, hour: span(5) }),
      write('shop.letter', { ...reply, alone: false, hour: span(null) }),
    ]),
    'hour',
  );
  expect(worst).toEqual({ messages: 120, irreversible: 125, all: 7 });
});

test('one without a bound leaves the whole without one', () => {
  const worst = worstOf(
    view([write('a', { message: true }), write('b', { message: true, day: span(null) })]),
    'day',
  );
  expect(worst.messages).toBeNull();
});

test('a write that moves money is bounded by its money, others by their number', () => {
  expect(isUnbounded(write('refund', { hour: span(null, 300), day: span(null, 300) }), 'hour')).toBe(false);
  expect(isUnbounded(write('refund', { hour: span(15, null), day: span(null, 300) }), 'hour')).toBe(true);
  expect(isUnbounded(write('reply', { hour: span(null) }), 'hour')).toBe(true);
  expect(isUnbounded(write('reply', { alone: false, hour: span(null) }), 'hour')).toBe(false);
});
