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

describe('another chain of approval', () => {
  const changed = (from: string, to: string) => tested(before, load(REFUNDS.replace(from, to)), cases).groups;

  test('that asks for less widens: of what is asked, and of what runs alone until a person looks', () => {
    expect(changed('role: manager', 'role: clerk')).toMatchObject([
      {
        direction: 'wider',
        unintended: false,
        rule: 'approve',
        chain: { from: expect.stringContaining('a manager'), to: expect.stringContaining('a clerk') },
        from: 'approve',
        to: 'approve',
        cases: 4,
      },
      { direction: 'wider', from: 'allow', to: 'allow', cases: 1 },
    ]);
    expect(changed('within: 4h', 'within: 9h')).toMatchObject([
      { direction: 'wider' },
      { direction: 'wider' },
    ]);
    expect(changed('[requester, planner]', '[planner]')[0]).toMatchObject({ direction: 'wider', cases: 4 });
  });

  test('that asks for more narrows, and in other words it is neither', () => {
    expect(changed('role: manager', 'count: 2, role: manager')).toMatchObject([
      { direction: 'narrower', from: 'approve' },
      { direction: 'narrower', from: 'allow' },
    ]);
    expect(changed('approve:\n', 'approve:\n  - {role: clerk}\n')).toMatchObject([
      { direction: 'narrower', from: 'approve', cases: 4 },
      { direction: 'narrower', from: 'allow', cases: 1 },
    ]);
    expect(changed('within: 4h', 'remind: 1h, within: 4h')[0]).toMatchObject({ direction: 'other' });
  });

  test('is no change for a case of which the same steps are asked', () => {
    const more = '  - {role: clerk, on: shop.refund, when: args.amount > money("100.00 EUR")}\n';
    expect(changed('approve:\n', `approve:\n${more}`)).toMatchObject([
      { direction: 'narrower', cases: 1, examples: [{ case: cases[4]!.case }] },
    ]);
  });

  test('that comes of a limit which a step reads is perhaps not meant, and stands first', () => {
    const step = '  - {role: clerk, on: shop.refund, when: args.amount > limits.auto_max}\n';
    const text = REFUNDS.replace('approve:\n', `approve:\n${step}`);
    const raised = load(text.replace('money: 50.00 EUR', 'money: 65.00 EUR'));
    const lowered = load(text.replace('money: 50.00 EUR', 'money: 15.00 EUR'));
    const asked = [60, 70].map((amount) =>
      logged(load(text), amount, {
        facts: read({ order: { ...order, delivered_at: '2025-11-01T00:00:00Z' } }),
      }),
    );
    expect(tested(load(text), raised, asked).groups).toMatchObject([
      { direction: 'wider', unintended: true, rule: 'approve', from: 'approve', to: 'approve', cases: 1 },
    ]);
    expect(tested(load(text), lowered, [logged(load(text), 20)]).groups).toMatchObject([
      { direction: 'narrower', from: 'allow', to: 'approve' },
    ]);
  });

  test('that is weaker is told also where more would be asked for it', () => {
    const both = REFUNDS.replace('money: 50.00 EUR', 'money: 10.00 EUR').replace(
      'role: manager',
      'role: clerk',
    );
    expect(tested(before, load(both), [logged(before, 20)]).groups).toMatchObject([
      { direction: 'wider', rule: 'approve', from: 'allow', to: 'approve' },
      { direction: 'narrower', rule: 'above-limit' },
    ]);
  });
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
