import { describe, expect, test } from 'vitest';
import { rule } from '../index.ts';
import { boundaryOf, euro, load, order, read, refund, REFUNDS } from '../story.ts';
import type { Boundary, RulingInput } from '../schema.ts';
import { backtest, effectOf, type LoggedCase } from './index.ts';

let count = 0;
/** A logged refund of so many euros, ruled under the boundary of its day. */
function logged(
  boundary: Boundary,
  amount: number,
  change: Partial<RulingInput> & { args?: object } = {},
): LoggedCase {
  const { args, ...rest } = change;
  const input = refund(boundary, { ...rest, args: { amount: euro(amount), ...args } });
  count += 1;
  const action = { inputs: input, money: euro(amount), recorded: rule(input).effect };
  return {
    case: `c${count}`,
    title: `Order ${count}`,
    at: new Date(1e12 + count * 60_000),
    actions: [action],
  };
}

function tested(before: Boundary, after: Boundary, cases: LoggedCase[]) {
  const test = backtest(before, after);
  test.add(cases);
  return test.result();
}

const before = load(REFUNDS);
const cases = [20, 60, 70, 90, 120].map((amount) => logged(before, amount));

test('a raised limit lets through what it used to hold, with the money and the cases', () => {
  const { groups, ...all } = tested(
    before,
    load(REFUNDS.replace('money: 50.00 EUR', 'money: 80.00 EUR')),
    cases,
  );
  expect(all).toEqual({ cases: 5, from: cases[0]!.at });
  expect(groups).toMatchObject([
    {
      direction: 'wider',
      unintended: false,
      write: 'shop.refund',
      rule: 'above-limit',
      from: 'approve',
      to: 'allow',
      cases: 2,
      money: euro(130),
      examples: [{ case: cases[2]!.case, money: euro(70) }, { case: cases[1]!.case }],
    },
  ]);
});

test('a lowered limit narrows, and the rule that would hold it is named', () => {
  const { groups } = tested(before, load(REFUNDS.replace('money: 50.00 EUR', 'money: 10.00 EUR')), cases);
  expect(groups).toMatchObject([
    { direction: 'narrower', rule: 'above-limit', from: 'allow', to: 'approve', cases: 1 },
  ]);
});

test('a change that says the same in other words changes no ruling', () => {
  const said = REFUNDS.replace('args.amount > limits.auto_max', 'limits.auto_max < args.amount');
  expect(tested(before, load(said), cases).groups).toEqual([]);
});

test('the same change has the same id over other cases and in parts', () => {
  const after = load(REFUNDS.replace('money: 50.00 EUR', 'money: 80.00 EUR'));
  const whole = tested(before, after, cases).groups[0]!.id;
  const parts = backtest(before, after);
  for (const each of [logged(before, 61), logged(before, 62)]) parts.add([each]);
  expect(parts.result().groups[0]!.id).toBe(whole);
});

describe('a widening that nobody meant comes first', () => {
  test('where a rule for all writes of a system lets through another write too', () => {
    const held = load(boundaryOf(['{id: free, on: helpdesk.reply, effect: allow}']));
    const all = load(
      boundaryOf(['{id: free, on: helpdesk.reply, effect: allow}', '{id: shop, on: shop.*, effect: allow}']),
    );
    expect(tested(held, all, [logged(held, 20)]).groups).toMatchObject([
      { unintended: true, rule: 'otherwise', from: 'approve', to: 'allow' },
    ]);
    const one = load(
      boundaryOf([
        '{id: free, on: helpdesk.reply, effect: allow}',
        '{id: refund, on: shop.refund, effect: allow}',
      ]),
    );
    expect(tested(held, one, [logged(held, 20)]).groups).toMatchObject([
      { direction: 'wider', unintended: false },
    ]);
  });

  test('where something was held because a fact was missing, and the new rule does not ask for it', () => {
    const asks = load(
      boundaryOf([
        '{id: paid, on: shop.refund, effect: approve, when: "!order.paid"}',
        '{id: free, on: shop.refund, effect: allow}',
      ]),
    );
    const asksElse = load(
      boundaryOf([
        '{id: paid, on: shop.refund, effect: approve, when: "customer.orders < 1"}',
        '{id: free, on: shop.refund, effect: allow}',
      ]),
    );
    const unknown = logged(asks, 20, { facts: read({ customer: { orders: 3, name: 'Ada' } }) });
    const unpaid = logged(asks, 20, {
      facts: read({ order: { ...order, paid: false }, customer: { orders: 3, name: 'Ada' } }),
    });
    const { groups } = tested(asks, asksElse, [
      unpaid,
      logged(asks, 30, { facts: unpaid.actions[0]!.inputs.facts }),
      unknown,
    ]);
    expect(groups).toMatchObject([
      { unintended: true, cases: 1, rule: 'paid' },
      { unintended: false, cases: 2, rule: 'paid' },
    ]);
    expect(groups[0]!.id).not.toBe(groups[1]!.id);
  });
});

test('another chain of approval is told, though the effect stays', () => {
  const { groups } = tested(before, load(REFUNDS.replace('role: manager', 'role: clerk')), cases);
  expect(groups).toMatchObject([{ direction: 'other', from: 'approve', to: 'approve', cases: 4 }]);
});

test('a chain that asks for the same steps of a case is no change for it', () => {
  const chain =
    'approve:\n  - {role: clerk, on: shop.refund, when: args.amount > money("100.00 EUR")}\n  - {role: manager,';
  const { groups } = tested(before, load(REFUNDS.replace('approve:\n  - {role: manager,', chain)), cases);
  expect(groups).toMatchObject([{ direction: 'other', cases: 1, examples: [{ case: cases[4]!.case }] }]);
});

test('the quick way to an effect gives what the whole ruling gives', () => {
  const conditions = [
    'order.paid',
    'args.amount > limits.auto_max',
    'customer.orders > 2',
    'untrusted(args.recipient)',
  ];
  const effects = ['allow', 'approve', 'human', 'deny'] as const;
  const facts = [read({ order, customer: { orders: 3, name: 'Ada' } }), read({ order }), {}];
  let held = 0;
  for (let number = 0; number < 4 ** 6; number += 7) {
    const digit = (place: number) => Math.floor(number / 4 ** place) % 4;
    const rules = [0, 1, 2].map(
      (i) =>
        `{id: r${i}, on: shop.refund, effect: ${effects[digit(i)]}, when: '${conditions[digit(i + 3)]}'}`,
    );
    const boundary = load(boundaryOf(rules, number % 2 === 0 ? 'approve' : 'human'));
    for (const amount of [-5, 20, 70]) {
      const input = refund(boundary, { args: { amount: euro(amount) }, facts: facts[number % 3]! });
      const { effect } = rule(input);
      expect(effectOf(boundary, input)).toBe(effect);
      if (effect !== 'allow') held += 1;
    }
  }
  expect(held).toBeGreaterThan(100);
  expect(effectOf(before, { ...refund(before), action: { write: 'shop.nothing', args: {} } })).toBe('deny');
});
