import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { load, REFUNDS } from '../story.ts';
import { mayChange, setLimits } from './index.ts';

const plain = { raisesCeilings: false };
const owner = { raisesCeilings: true };
const shop = new URL('../../../examples/shop/workspace/workflows/returns/boundary.yaml', import.meta.url);

test('a new value is written where the old one stood, and nothing else moves', () => {
  const text = readFileSync(shop, 'utf8');
  const set = setLimits(text, { auto_max: '45.00 EUR', many_refunds: '3' }, plain);
  const lines = text
    .replace('auto_max:      {money: 40.00 EUR', 'auto_max:      {money: 45.00 EUR')
    .replace('{number: 4,', '{number: 3,');
  expect(set).toEqual({ ok: true, text: lines });
});

test('comments, quotes and block style stay as a person left them', () => {
  const text = `boundary: refunds # ours
limits:
  auto_max: # tuned in March
    money: "50.00 EUR" # was 40
    ceiling: 200.00 EUR
  window: {days: 30} # the law
`;
  const set = setLimits(text, { auto_max: '60.00 EUR', window: '14' }, plain);
  expect(set).toEqual({
    ok: true,
    text: text.replace('"50.00 EUR"', '60.00 EUR').replace('days: 30', 'days: 14'),
  });
});

test('above its ceiling a limit is refused, and an owner raises the ceiling with it', () => {
  expect(setLimits(REFUNDS, { auto_max: '250.00 EUR' }, plain)).toEqual({
    ok: false,
    faults: [
      {
        limit: 'auto_max',
        says: '250.00 EUR is above the ceiling of 200.00 EUR',
        suggestion: 'only an owner may raise a ceiling',
      },
    ],
  });
  const set = setLimits(REFUNDS, { auto_max: '250.00 EUR' }, owner);
  const text = set.ok ? set.text : '';
  expect(text).toContain('auto_max: {money: 250.00 EUR, ceiling: 250.00 EUR}');
  expect(mayChange(load(REFUNDS), load(text), { isOwner: true })).toEqual([]);
  expect(mayChange(load(REFUNDS), load(text), { isOwner: false })).toMatchObject([
    { limit: 'auto_max', says: 'only an owner may raise the ceiling of auto_max' },
  ]);
});

test('what is no value of its unit is refused with what is expected, and every fault is told', () => {
  const set = setLimits(REFUNDS, { auto_max: '60', window: 'x', per_hour: '1.5', per_week: '1' }, plain);
  expect(set.ok ? [] : set.faults.map(({ limit, says }) => `${limit}: ${says}`)).toEqual([
    'auto_max: "60" is not an amount with its currency, such as 50.00 EUR',
    'window: "x" is not a number that is not negative',
    'per_hour: "1.5" is not a whole number that is not negative',
    'per_week: there is no limit per_week',
  ]);
  expect(setLimits(REFUNDS, { auto_max: '60.00 USD' }, plain)).toMatchObject({ ok: false });
});

test('only an owner may take a ceiling away, or a limit that has one', () => {
  const without = REFUNDS.replace(', ceiling: 60}', '}');
  expect(mayChange(load(REFUNDS), load(without), { isOwner: false })).toMatchObject([{ limit: 'window' }]);
  const gone = REFUNDS.replace(/ {2}per_hour:.*\n/, '').replace(/ {2}- \{id: hourly.*\n/, '');
  expect(mayChange(load(REFUNDS), load(gone), { isOwner: false })).toMatchObject([{ limit: 'per_hour' }]);
  const lower = REFUNDS.replace('ceiling: 200.00 EUR', 'ceiling: 100.00 EUR');
  expect(mayChange(load(REFUNDS), load(lower), { isOwner: false })).toEqual([]);
});

test('only an owner may write a limit out of the rules of a write, so that a ceiling cannot be walked around', () => {
  const around = REFUNDS.replaceAll(
    'args.amount > limits.auto_max',
    'args.amount > money("900.00 EUR")',
  ).replaceAll('args.amount <= limits.auto_max', 'args.amount <= money("900.00 EUR")');
  expect(mayChange(load(REFUNDS), load(around), { isOwner: false })).toMatchObject([
    { says: 'only an owner may free shop.refund of the limit auto_max, which has a ceiling' },
  ]);
  const half = REFUNDS.replace('args.amount > limits.auto_max', 'args.amount > money("40.00 EUR")');
  expect(mayChange(load(REFUNDS), load(half), { isOwner: false })).toEqual([]);
});
