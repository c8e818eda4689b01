import { describe, expect, test } from 'vitest';
import { rule, statement } from '../index.ts';
import { boundaryOf, load, REFUNDS, refund, vocabulary } from '../story.ts';

const told = (text: string, write?: string): string[] =>
  statement(load(text))
    .filter((sentence) => write === undefined || sentence.write === write)
    .map((sentence) => sentence.text);

describe('the statement of the refunds boundary', () => {
  test('reads as a person would write it', () => {
    expect(told(REFUNDS, 'shop.refund').join('\n')).toBe(
      `Remit may refund by itself up to €50.00 when the order was delivered at most 30 days ago.
Above that, or later, a manager approves within 4 hours, else the owner.
The same holds when this would be more than 20 in the last hour, or when with this the sum today would be above €1,000.00.
When the kind is “chargeback”, a person always does it: the payment provider decides chargebacks.
When the recipient comes from a stranger's text, it is never done: a customer's text may not choose where money goes.
In any other case a manager approves within 4 hours, else the owner.`,
    );
    expect(told(REFUNDS, 'shop.cancel')).toEqual([
      'Before Remit may cancel, a manager approves within 4 hours, else the owner.',
    ]);
    expect(told(REFUNDS, '*')).toEqual(['Nobody approves what they asked for or planned themselves.']);
  });

  test('names the rules that each sentence comes from, and leaves none out', () => {
    const named = statement(load(REFUNDS)).flatMap((sentence) => sentence.rules);
    for (const { id } of load(REFUNDS).rules) expect(named).toContain(id);
  });

  test('uses the labels of the business', () => {
    const words = {
      ...vocabulary,
      writes: {
        ...vocabulary.writes,
        'shop.refund': { ...vocabulary.writes['shop.refund']!, label: 'Refund an order' },
      },
    };
    const text = boundaryOf([
      '{id: a, on: shop.refund, effect: deny, when: \'contains_any(event.text, ["court"])\'}',
    ]);
    expect(statement(load(text, words))[0]?.text).toBe(
      "When the customer's note mentions “court”, it is never done.",
    );
    expect(statement(load(REFUNDS, words), words)[0]?.text).toMatch(
      /^Remit may refund an order by itself up to €50.00/,
    );
  });

  test('changes with the limits that it tells of', () => {
    expect(
      told(REFUNDS.replace('money: 50.00 EUR', 'money: 80.00 EUR').replace('days: 30', 'days: 1'))[0],
    ).toBe('Remit may refund by itself up to €80.00 when the order was delivered at most 1 day ago.');
  });
});

/** What a condition says in a statement, and in a ruling that it is met in. */
function clauses(condition: string): { told: string; ruled: string } {
  const boundary = load(
    boundaryOf([`id: asked\n    on: shop.refund\n    effect: human\n    when: ${JSON.stringify(condition)}`]),
  );
  const text = statement(boundary)[0]!.text;
  return {
    told: text.replace(/^When /, '').replace(/, a person always does it\.$/, ''),
    ruled: rule(refund(boundary)).reasons[0]!.says,
  };
}

describe('any condition in English', () => {
  test.each([
    [
      'args.amount < limits.auto_max',
      'the amount is below €50.00',
      '€20.00 is below the limit “auto max” of €50.00',
    ],
    [
      'limits.auto_max > args.amount',
      'the amount is below €50.00',
      '€20.00 is below the limit “auto max” of €50.00',
    ],
    [
      'order.total > args.amount',
      "the order's total is above the amount",
      "The order's total is €80.00, above the amount of €20.00",
    ],
    [
      'args.amount <= percent_of(50, order.total)',
      "the amount is at most 50% of the order's total",
      "€20.00 is at most 50% of the order's total of €40.00",
    ],
    [
      'order.total >= money("10.00 EUR")',
      "the order's total is at least €10.00",
      "The order's total is €80.00, at least €10.00",
    ],
    ['args.kind != "chargeback"', 'the kind is not “chargeback”', 'The kind is “goodwill”, not “chargeback”'],
    [
      'plan.play in ["refund", "return_steps"]',
      'the play is “refund” or “return steps”',
      'The play is “refund”',
    ],
    [
      '!(plan.play in ["send_tracking", "return_steps"])',
      'the play is neither “send tracking” nor “return steps”',
      'The play is “refund”, none of “send tracking” and “return steps”',
    ],
    ['order.paid', 'the order is paid', 'The order is paid'],
    ['!order.is_gift', 'the order is not gift', 'The order is not gift'],
    ['order.weight > 2', "the order's weight is above 2", "The order's weight is 2.5, above 2"],
    [
      'hours_since(order.delivered_at) > 48',
      'the order was delivered more than 48 hours ago',
      'The order was delivered 218 hours ago, more than 48 hours',
    ],
    [
      'order.paid && (args.kind == "goodwill" || order.weight > 20.0)',
      "the order is paid and either the kind is “goodwill” or the order's weight is above 20",
      'The order is paid and either the kind is “goodwill”',
    ],
    [
      '!(order.weight > 20.0 || args.kind == "chargeback")',
      "the order's weight is at most 20 and the kind is not “chargeback”",
      "The order's weight is 2.5, at most 20, and the kind is “goodwill”, not “chargeback”",
    ],
    [
      'order.items.exists(i, i.quantity > 5)',
      "for at least one of the order's items, its quantity is above 5",
      "For at least one of the order's items, its quantity is above 5",
    ],
    [
      '!order.items.exists(i, i.quantity > 50)',
      "for none of the order's items, its quantity is above 50",
      "For none of the order's items, its quantity is above 50",
    ],
    [
      'order.items.all(i, i.price < order.total)',
      "for every one of the order's items, its price is below the order's total",
      "For every one of the order's items, its price is below the order's total",
    ],
    [
      'size(order.items) < 3',
      "the number of the order's items is below 3",
      "The number of the order's items is 2, below 3",
    ],
    ['"fragile" in order.tags', "“fragile” is among the order's tags", "“fragile” is among the order's tags"],
    [
      'plan.kind == "late_delivery"',
      'the kind of case is “late delivery”',
      'The kind of case is “late delivery”',
    ],
    ['plan.confidence > 0.5', 'the confidence is above 0.5', 'The confidence is 0.95, above 0.5'],
    [
      'weekday() in ["saturday", "sunday"]',
      'the day of the week is “saturday” or “sunday”',
      'The day of the week is “sunday”',
    ],
    ['hour() >= 8', 'the hour of the day is at least 8', 'The hour of the day is 13, at least 8'],
    [
      'matches_re2(args.order, "[0-9]+")',
      'the order matches the pattern `[0-9]+`',
      'The order matches the pattern `[0-9]+`',
    ],
    ['args.order.startsWith("10")', 'the order starts with “10”', 'The order starts with “10”'],
    [
      'untrusted(event.text)',
      "the customer's note comes from a stranger's text",
      "The customer's note comes from a stranger's text",
    ],
    ['budget.count_today < 100', 'the count of today is below 100', 'The count of today is 0, below 100'],
    [
      'now - order.delivered_at > duration("36h")',
      'the order was delivered more than 36 hours ago',
      'The order was delivered 218 hours ago, more than 36 hours',
    ],
    [
      'order.paid ? order.weight > 1.0 : order.weight > 2.0',
      'the condition `order.paid ? order.weight > 1.0 : order.weight > 2.0` holds',
      'The condition `order.paid ? order.weight > 1.0 : order.weight > 2.0` holds',
    ],
  ])('%s', (condition, told, ruled) => {
    expect(clauses(condition)).toEqual({ told, ruled });
  });
});

describe('statements of other shapes', () => {
  test.each([
    [
      ['{id: all, on: shop.refund, effect: allow}'],
      'approve',
      ['Remit may always refund by itself.', 'In any other case a manager approves.'],
    ],
    [
      ['{id: never, on: shop.refund, effect: deny, because: money is not ours}'],
      'deny',
      ['It is never done: money is not ours.', 'Anything else is never done.'],
    ],
    [
      [
        "{id: check, on: shop.refund, effect: approve, when: 'order.weight > 20.0', because: Couriers charge extra.}",
      ],
      'human',
      [
        "When the order's weight is above 20, a manager approves: Couriers charge extra.",
        'Anything else is done by a person.',
      ],
    ],
    [
      [
        "{id: low, on: shop.refund, effect: allow, when: 'args.amount <= limits.auto_max'}",
        "{id: paid, on: shop.refund, effect: allow, when: 'order.weight < 1.0'}",
      ],
      'approve',
      [
        "Remit may refund by itself up to €50.00, or when the order's weight is below 1.",
        'In any other case a manager approves.',
      ],
    ],
  ])('%j', (rules, otherwise, expected) => {
    expect(told(boundaryOf(rules, otherwise), 'shop.refund')).toEqual(expected);
  });
});
