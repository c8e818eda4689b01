import { describe, expect, test } from 'vitest';
import { loadBoundary, rule } from '../index.ts';
import type { Vocabulary } from '../schema.ts';
import { boundaryOf, euro, load, read, refund, vocabulary } from '../story.ts';
import { exposure } from './index.ts';

// What looks like a bound and is none, and what is one although it does not look it.

const FREE = '{id: free, on: shop.refund, effect: allow}';
const held = (when: string, effect = 'approve', on = 'shop.refund') =>
  `{id: held, on: "${on}", effect: ${effect}, when: '${when}'}`;
const allowed = (when: string, id = 'free') => `{id: ${id}, on: shop.refund, effect: allow, when: '${when}'}`;
function of(rules: string[], write = 'shop.refund', words: Vocabulary = vocabulary) {
  return exposure(load(boundaryOf(rules), words)).writes.find((each) => each.write === write)!;
}

describe('nothing is bounded by', () => {
  test.each([
    'args.kind == "goodwill"',
    'args.kind in ["chargeback"]',
    'args.amount in [money("5.00 EUR"), money("6.00 EUR")]',
    'plan.kind == "late_delivery"',
    'plan.confidence < 0.8',
    'plan.agent == "memory" && args.amount > limits.auto_max',
    'args.amount > percent_of(10, order.total)',
    'args.amount > order.total',
    'order.paid ? args.amount > limits.auto_max : false',
    '(args.amount > limits.auto_max) == order.paid',
    'order.items.all(i, i.price > limits.auto_max)',
    'args.amount < limits.auto_max',
    '!(args.amount > limits.auto_max)',
    'args.amount > money("5.00 USD")',
    'args.amount - budget.sum_today > limits.auto_max',
    'budget.customer.count_today > 3',
    'budget.count_today > customer.orders',
  ])('%s', (when) => {
    expect(of([FREE, held(when)])).toMatchObject({
      alone: true,
      each: null,
      day: { count: null, money: null },
    });
  });
});

describe('what lets an action through only where', () => {
  test.each([
    ['args.amount <= limits.auto_max && has(args.recipient)', 5000],
    ['order.paid ? args.amount <= limits.auto_max : args.amount <= money("7.00 EUR")', 5000],
    ['order.paid ? false : args.amount <= money("7.00 EUR")', 700],
    ['args.amount <= (order.paid ? limits.auto_max : money("90.00 EUR"))', 9000],
    ['!(args.amount > limits.auto_max || order.paid)', 5000],
    ['args.amount == money("12.00 EUR") || args.amount == money("9.00 EUR")', 1200],
    ['args.amount <= percent_of(50, limits.auto_max)', 2500],
    ['args.amount < percent_of(33.3, money("10.00 EUR"))', 332],
    ['args.amount <= limits.auto_max && args.kind in ["goodwill"]', 5000],
  ])('%s holds is at most that', (when, most) => {
    expect(of([allowed(when)]).each?.most).toBe(most);
    expect(of([allowed(when), allowed('args.amount <= money("1.00 EUR")', 'small')]).each?.most).toBe(most);
    expect(of([allowed(when), allowed('order.paid', 'paid')]).each).toBeNull();
  });
});

test.each(['approve', 'human', 'deny'])(
  'a rule that says %s bounds, also one for a whole system or for all',
  (effect) => {
    for (const on of ['shop.refund', 'shop.*', '*'])
      expect(of([FREE, held('budget.count_today + 1 > limits.per_hour', effect, on)]).day.count?.most).toBe(
        20,
      );
  },
);

test('what only plans decide bounds nothing, and what otherwise holds never runs alone', () => {
  expect(of([allowed('plan.play == "refund"')])).toMatchObject({ alone: true, each: null });
  for (const otherwise of ['approve', 'human', 'deny']) {
    const text = boundaryOf(['{id: other, on: shop.cancel, effect: allow}'], otherwise);
    expect(exposure(load(text)).writes[0]).toMatchObject({ write: 'shop.refund', alone: false });
  }
});

test('of what is worth money in a part of an argument that moves none, only the number is said', () => {
  const line = { type: 'object' as const, fields: { price: { type: 'money' as const } } };
  const writes = { ...vocabulary.writes, 'shop.cancel': { args: { line } } };
  const rules = [
    '{id: cancel, on: shop.cancel, effect: allow, when: "args.line.price <= limits.auto_max"}',
    '{id: few, on: shop.cancel, effect: approve, when: "budget.count_today >= 3"}',
  ];
  expect(of(rules, 'shop.cancel', { ...vocabulary, writes })).toMatchObject({
    money: null,
    each: null,
    day: { count: { most: 3 }, money: null },
  });
});

test('a limit of nothing lets nothing of it through, and one that is no whole number is rounded down', () => {
  const limits = (text: string, value: string) => boundaryOf([FREE, held(text)]).replace(/count: 20/, value);
  const day = (text: string, value: string) => exposure(load(limits(text, value))).writes[0]!;
  expect(day('budget.count_today + 1 > limits.per_hour', 'count: 0')).toMatchObject({ alone: false });
  expect(day('budget.count_today + 1 > limits.per_hour', 'number: 2.5').day.count?.most).toBe(2);
  expect(of([FREE, held('args.amount > money("0.00 EUR")')])).toMatchObject({
    alone: true,
    each: { most: 0 },
  });
  expect(of([FREE, held('budget.sum_today + args.amount > money("0.00 EUR")')]).day.money?.most).toBe(0);
});

test('an amount in another currency passes no rule that compares it, so that the bound holds for it too', () => {
  const compared = [FREE, held('args.amount > limits.auto_max')];
  const dollars = (rules: string[]) =>
    rule(refund(load(boundaryOf(rules)), { args: { amount: { minor: 900_000, currency: 'USD' } } })).effect;
  expect(dollars(compared)).toBe('approve');
  expect(dollars([allowed('args.amount <= limits.auto_max')])).toBe('approve');
  expect(dollars([FREE, held('budget.sum_today + args.amount > limits.per_day')])).toBe('approve');
  // Where nothing compares it, no amount is promised either.
  const counted = [FREE, held('budget.count_today >= 3')];
  expect(dollars(counted)).toBe('allow');
  expect(of(counted)).toMatchObject({ each: null, day: { count: { most: 3 }, money: null } });
});

test('a test that is not known decides nothing, though both of its branches say the same', () => {
  const when = 'order.paid ? args.amount > limits.auto_max : args.amount > limits.auto_max';
  const boundary = load(boundaryOf([FREE, held(when)]));
  const input = refund(boundary, { args: { amount: euro(20) }, facts: read({}) });
  expect(rule(input).effect).toBe('approve');
});

test('the room that wider budgets give is that of the narrowest, whoever asks for it', () => {
  const rules = [
    FREE,
    '{id: own, on: shop.refund, effect: approve, when: "budget.count_today >= 9"}',
    '{id: agents, on: shop.refund, effect: approve, when: "budget.agent.count_today >= 3"}',
    '{id: all, on: shop.refund, effect: approve, when: "budget.workflow.count_today >= 7"}',
  ];
  expect(of(rules).day.count).toEqual({ most: 6, by: ['agents'] });
  expect(of(rules, 'shop.refund', { ...vocabulary, agents: ['a', 'b', 'c'] }).day.count?.most).toBe(7);
});

test('an hour that is bounded by a day, and a day by its hours, on the day the clocks are put back', () => {
  const rules = [FREE, held('budget.count_last_hour >= 3')];
  expect(of(rules)).toMatchObject({ hour: { count: { most: 3 } }, day: { count: { most: 75 } } });
  const both = [...rules, '{id: daily, on: shop.refund, effect: approve, when: "budget.count_today >= 2"}'];
  expect(of(both)).toMatchObject({ hour: { count: { most: 2 } }, day: { count: { most: 2 } } });
});

test.each([
  'budget.count_this_week > 3',
  'has(args.recipient)',
  '!has(args.recipient) && args.amount > limits.auto_max',
  'order.items.exists(args, args.quantity > 4)',
  'order.items.exists(budget, budget.quantity > 4)',
  'order.items.exists(limits, limits.quantity > 4)',
])('what could be taken for a bound and is none does not load: %s', (when) => {
  expect(loadBoundary(boundaryOf([FREE, held(when)]), 'boundary.yaml', vocabulary).ok).toBe(false);
});

test('what is held unless it is a certain amount is at most that amount', () => {
  expect(of([FREE, held('args.amount != limits.auto_max')]).each?.most).toBe(5000);
});
