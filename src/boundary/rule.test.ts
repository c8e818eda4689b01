import { describe, expect, test } from 'vitest';
import { rule } from './index.ts';
import { boundaryOf, euro, load, NOW, order, read, REFUNDS, refund } from './story.ts';

const refunds = load(REFUNDS);

describe('a ruling on the refunds boundary', () => {
  test('a small refund for a fresh delivery is allowed', () => {
    const ruling = rule(refund(refunds));
    expect(ruling.effect).toBe('allow');
    expect(ruling.reasons).toEqual([
      {
        source: 'boundary',
        rule: 'small',
        effect: 'allow',
        met: true,
        says: '€20.00 is within the limit “auto max” of €50.00 and the order was delivered 9 days ago, within the limit “window” of 30 days',
        line: 14,
      },
    ]);
    expect(ruling.quiet).toEqual(['above-limit', 'chargeback', 'daily', 'hourly', 'recipient', 'too-late']);
    expect(ruling.boundary).toBe(refunds.version);
  });

  test('a large one is approved by a manager, and the sentence says why', () => {
    const ruling = rule(refund(refunds, { args: { amount: euro(72) } }));
    expect(ruling.effect).toBe('approve');
    expect(ruling.reasons.map(({ says }) => says)).toEqual([
      '€72.00 is above the limit “auto max” of €50.00',
    ]);
    expect(ruling.approve).toEqual([
      // oxlint-disable-next-line unicorn/no-thenable -- the file's own word for who is asked next
      { role: 'manager', not: ['requester', 'planner'], withinMs: 14_400_000, then: 'owner' },
    ]);
  });

  test('the strictest of several reasons wins and comes first', () => {
    const ruling = rule(
      refund(refunds, { args: { amount: euro(72), kind: 'chargeback' }, tainted: new Set(['recipient']) }),
    );
    expect(ruling.effect).toBe('deny');
    expect(ruling.reasons.map((reason) => [reason.rule, reason.effect])).toEqual([
      ['recipient', 'deny'],
      ['chargeback', 'human'],
      ['above-limit', 'approve'],
    ]);
    expect(ruling.reasons[0]?.says).toBe(
      "The recipient comes from a stranger's text: a customer's text may not choose where money goes",
    );
  });

  test('what has been spent today counts with what is asked for now', () => {
    const budgets = { count_last_hour: 20, count_today: 20, sum_last_hour: euro(990), sum_today: euro(990) };
    const says = rule(refund(refunds, { budgets })).reasons.map((reason) => reason.says);
    expect(says).toEqual([
      'With this the sum today would be €1,010.00, above the limit “per day” of €1,000.00',
      'This would be number 21 in the last hour, above the limit “per hour” of 20',
      expect.stringContaining('€20.00 is within'),
    ]);
  });

  test('a write that is not on the map is denied', () => {
    const ruling = rule(refund(refunds, { action: { write: 'bank.transfer', args: {} } }));
    expect(ruling).toMatchObject({ effect: 'deny', reasons: [{ source: 'map', effect: 'deny' }] });
  });

  test('a write on the map that no rule speaks of is what otherwise says', () => {
    const ruling = rule(refund(refunds, { action: { write: 'shop.cancel', args: {} } }));
    expect(ruling).toMatchObject({
      effect: 'approve',
      reasons: [{ rule: 'otherwise', effect: 'approve' }],
      quiet: [],
    });
  });
});

describe('what is not known', () => {
  const when = (condition: string, effect: string) =>
    load(
      boundaryOf([
        `{id: asked, on: shop.refund, effect: ${effect}, when: '${condition}', because: so it is}`,
      ]),
    );

  test('counts as met in a rule that restricts, and the ruling names the missing fact', () => {
    const ruling = rule(refund(refunds, { facts: {} }));
    expect(ruling.effect).toBe('approve');
    expect(ruling.missing).toEqual(['order']);
    expect(ruling.reasons[0]).toMatchObject({
      rule: 'too-late',
      met: 'unknown',
      missing: ['order'],
      says: 'It is not known whether the order was delivered more than 30 days ago, since order was not read',
    });
    expect(ruling.quiet).toContain('small');
  });

  test.each([
    ['the fact was never read', {}, 'order was not read'],
    [
      'the shop did not answer',
      { order: { missing: 'the shop did not answer' } },
      'order is missing: the shop did not answer',
    ],
    ['it is null', { order: { value: null } }, 'order is missing'],
    ['the field is missing', { order: { value: {} } }, 'order.delivered_at is missing'],
    [
      'it is no time',
      { order: { value: { delivered_at: 'yesterday' } } },
      'order.delivered_at is not a time with its zone',
    ],
    [
      'it is a time without a zone',
      { order: { value: { delivered_at: '2026-02-20T10:00:00' } } },
      'is not a time with its zone',
    ],
    [
      'it is a day that does not exist',
      { order: { value: { delivered_at: '2026-02-30T10:00:00Z' } } },
      'is not a time with its zone',
    ],
    [
      'it is an invalid Date',
      { order: { value: { delivered_at: new Date('x') } } },
      'is not a time with its zone',
    ],
    [
      'it is stale',
      { order: { value: order, at: '2026-03-01T09:00:00Z', freshMs: 3_600_000 } },
      'order is stale: it was read 3 hours ago and stays fresh for 1 hour',
    ],
    [
      'nobody knows when it was read',
      { order: { value: order, at: 'once', freshMs: 3_600_000 } },
      'order is stale: it was read at a time that is not known',
    ],
  ])('a refund waits for approval when %s', (_, given, why) => {
    const base = { name: 'order', source: 'shop.order', at: NOW.toISOString(), trust: 'trusted' as const };
    const facts = Object.fromEntries(
      Object.entries(given).map(([name, fact]) => [name, { ...base, ...fact }]),
    );
    const ruling = rule(refund(refunds, { facts }));
    expect(ruling.effect).toBe('approve');
    expect(ruling.reasons[0]?.says).toContain(why);
  });

  test.each([
    [
      'an amount in another currency',
      'args.amount > limits.auto_max',
      { amount: { minor: 100, currency: 'USD' } },
    ],
    ['an amount that is a plain number', 'args.amount > limits.auto_max', { amount: 20 }],
    [
      'an amount of half a cent',
      'args.amount > limits.auto_max',
      { amount: { minor: 0.5, currency: 'EUR' } },
    ],
    [
      'an amount that is not a number',
      'args.amount > limits.auto_max',
      { amount: { minor: Number.NaN, currency: 'EUR' } },
    ],
    ['a kind that was never declared', 'args.kind == "chargeback"', { kind: 'CHARGEBACK' }],
    ['a text where another kind of thing stands', 'args.kind == "chargeback"', { kind: ['chargeback'] }],
    ['a division by zero', '10 / (customer.orders - 3) > 1', {}],
  ])('%s is unknown: it restricts and does not allow', (_, condition, args) => {
    for (const effect of ['approve', 'human', 'deny']) {
      const ruling = rule(refund(when(condition, effect), { args }));
      expect(ruling.reasons).toMatchObject([{ rule: 'asked', effect, met: 'unknown' }]);
    }
    expect(rule(refund(when(condition, 'allow'), { args })).reasons).toMatchObject([{ rule: 'otherwise' }]);
    expect(rule(refund(when(`!(${condition})`, 'allow'), { args })).reasons).toMatchObject([
      { rule: 'otherwise' },
    ]);
  });

  test('a clock that is not set makes everything about time unknown', () => {
    const ruling = rule(refund(refunds, { now: new Date(Number.NaN) }));
    expect(ruling).toMatchObject({ effect: 'approve', missing: ['now'] });
  });

  test('a field that every object has by birth is not a fact', () => {
    const facts = read({ order: Object.create({ delivered_at: order.delivered_at }) as object });
    expect(rule(refund(refunds, { facts })).missing).toEqual(['order.delivered_at']);
  });
});

describe('otherwise holds wherever no rule allows', () => {
  test('an approve rule does not soften otherwise: deny', () => {
    const strict = load(boundaryOf(['{id: any, on: shop.refund, effect: approve}'], 'deny'));
    const ruling = rule(refund(strict));
    expect(ruling.effect).toBe('deny');
    expect(ruling.reasons.map((reason) => reason.rule)).toEqual(['otherwise', 'any']);
  });

  test('a milder otherwise does not show beside a stricter rule', () => {
    const strict = load(boundaryOf(['{id: any, on: shop.refund, effect: human}']));
    expect(rule(refund(strict)).reasons.map((reason) => reason.rule)).toEqual(['any']);
  });
});

describe('a text from outside', () => {
  const taints = (condition: string) =>
    load(
      boundaryOf([
        `{id: asked, on: '*', effect: deny, when: '${condition}'}`,
        '{id: go, on: shop.refund, effect: allow}',
      ]),
    );

  test.each([
    ['untrusted(event.text)', true],
    ['untrusted(event.channel)', false],
    ['untrusted(event)', true],
    ['untrusted(customer.orders)', false],
    ['untrusted(customer.name)', true],
    ['untrusted(order.tags)', false],
  ])('%s is %s', (condition, expected) => {
    expect(rule(refund(taints(condition))).effect === 'deny').toBe(expected);
  });

  test('taints what it touches, above and below', () => {
    const boundary = load(
      boundaryOf(["{id: asked, on: shop.refund, effect: deny, when: 'untrusted(args.recipient)'}"]),
    );
    const denied = (path: string) => rule(refund(boundary, { tainted: new Set([path]) })).effect === 'deny';
    expect(denied('')).toBe(true);
    expect([denied('recipient'), denied('recipient.iban'), denied('recipients'), denied('amount')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test('makes a fact that was read from outside untrusted, and a missing fact unknown', () => {
    const boundary = taints('untrusted(customer.orders)');
    const [fact] = Object.values(read({ customer: { orders: 3 } }));
    expect(rule(refund(boundary, { facts: { customer: { ...fact!, trust: 'outside' } } })).effect).toBe(
      'deny',
    );
    expect(rule(refund(boundary, { facts: {} })).reasons[0]).toMatchObject({
      met: 'unknown',
      missing: ['customer'],
    });
  });
});

test('a rule for a whole system speaks of each of its writes, one for * of all', () => {
  const boundary = load(
    boundaryOf([
      "{id: shop, on: 'shop.*', effect: human, when: 'args.order == \"1042\"'}",
      "{id: all, on: '*', effect: approve, when: 'plan.confidence < 0.5'}",
    ]),
  );
  expect(rule(refund(boundary)).reasons.map((reason) => reason.rule)).toEqual(['shop']);
  expect(
    rule(refund(boundary, { action: { write: 'helpdesk.reply', args: { text: 'Hello' } } })).quiet,
  ).toEqual(['all']);
});

test('the same input gives the same ruling, to the byte', () => {
  const text = () => JSON.stringify(rule(refund(load(REFUNDS), { facts: {}, args: { amount: euro(72) } })));
  expect(text()).toBe(text());
});
