import { expect, test } from 'vitest';
import { boundaryOf, load, REFUNDS } from '../story.ts';
import { mayChange } from './index.ts';

const held = 'args.amount > limits.auto_max';
const free = '{id: free, on: shop.refund, effect: allow}';
/** The rules, and what somebody who is no owner makes of them. */
const changed = (before: string[], after: string[]) =>
  mayChange(load(boundaryOf(before)), load(boundaryOf(after)), { isOwner: false });
const approve = (when: string, id = 'above', on = 'shop.refund') =>
  `{id: ${id}, on: ${on}, effect: approve, when: '${when}'}`;

test.each([
  'args.amount > limits.auto_max + money("500.00 EUR")',
  'args.amount > limits.auto_max && order.paid',
  'args.amount > limits.auto_max && args.amount > money("900.00 EUR")',
  'args.amount > (order.paid ? money("900.00 EUR") : limits.auto_max)',
  'args.amount < limits.auto_max',
  'args.amount > limits.auto_max && false',
  '!(args.amount > limits.auto_max) && order.paid',
  'args.amount > limits.per_day',
  'args.amount > money("150.00 EUR") && limits.auto_max > money("0.00 EUR")',
  'args.amount > money("150.00 EUR") && limits.auto_max != money("7.00 EUR")',
  'args.amount > money("250.00 EUR") - limits.auto_max',
  'args.amount > limits.auto_max - limits.per_day + money("300.00 EUR")',
  'args.amount > limits.auto_max + limits.auto_max',
])('a rule that still reads a limit is not written so that it bounds more: %s', (when) => {
  expect(changed([free, approve(held)], [free, approve(when)])).toMatchObject([{ limit: 'auto_max' }]);
});

test.each([
  'args.amount > limits.auto_max || order.is_gift',
  'limits.auto_max < args.amount',
  '!(args.amount <= limits.auto_max)',
  'args.amount >= limits.auto_max',
  'args.amount + args.amount > limits.auto_max || args.amount > limits.auto_max',
])('what bounds as much is written by whoever may change rules: %s', (when) => {
  expect(changed([free, approve(held)], [free, approve(when)])).toEqual([]);
});

test('an allow rule beside the one with the limit frees the write, and so does a milder effect', () => {
  const small = '{id: small, on: shop.refund, effect: allow, when: args.amount <= limits.auto_max}';
  expect(changed([small], [small, free])).toMatchObject([{ limit: 'auto_max' }]);
  expect(changed([small], [small.replace('<=', '<')])).toEqual([]);
  const told = approve(held).replace('approve', 'allow');
  expect(changed([free, approve(held)], [free, told])).toMatchObject([{ limit: 'auto_max' }]);
  expect(changed([free, approve(held)], [free, approve(held).replace('approve', 'deny')])).toEqual([]);
});

test('a rule for all of a system that is narrowed to one write frees the others', () => {
  const all = approve('budget.count_today + 1 > limits.per_hour', 'all', 'shop.*');
  expect(changed([free, all], [free, all.replace('shop.*', 'shop.refund')])).toMatchObject([
    { limit: 'per_hour' },
  ]);
});

test('no two changes after each other walk around a ceiling', () => {
  // First a second rule that holds the same with an amount of its own, then the first away: the frame is the ceiling's.
  const own = approve('args.amount > money("45.00 EUR")', 'own');
  expect(changed([free, approve(held)], [free, approve(held), own])).toEqual([]);
  expect(changed([free, approve(held), own], [free, own])).toMatchObject([{ limit: 'auto_max' }]);
  const idle = approve(`${held} && false`);
  expect(changed([free, approve(held), own], [free, idle, own])).toMatchObject([{ limit: 'auto_max' }]);
});

test('a limit that lets nothing through is no way around it either', () => {
  const small = (when: string) => `{id: small, on: shop.refund, effect: allow, when: '${when}'}`;
  const never = small('args.amount <= limits.auto_max && budget.count_today < 0');
  expect(changed([small('args.amount <= limits.auto_max')], [never])).toMatchObject([{ limit: 'auto_max' }]);
  expect(changed([never], [small('args.amount <= limits.auto_max || order.paid')])).toMatchObject([
    { limit: 'auto_max' },
  ]);
});

test('a limit is tuned within its ceiling by everybody who may, and the frame stays', () => {
  const tuned = REFUNDS.replace('money: 50.00 EUR', 'money: 199.00 EUR').replace('count: 20', 'count: 60');
  expect(mayChange(load(REFUNDS), load(tuned), { isOwner: false })).toEqual([]);
});
