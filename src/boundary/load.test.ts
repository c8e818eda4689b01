import { describe, expect, test } from 'vitest';
import { loadBoundary, usedFacts } from './index.ts';
import { boundaryOf, faultsOf, load, REFUNDS, vocabulary } from './story.ts';

/** The faults of the refunds boundary with one thing replaced, as `line word: says (suggestion)`. */
function faults(from: string | RegExp, to: string): string[] {
  const text = REFUNDS.replace(from, to);
  expect(text).not.toBe(REFUNDS);
  const lines = text.split('\n');
  return faultsOf(text).map(({ line = 0, column = 0, says, suggestion }) => {
    const word = /^['"]?[\w.]*['"]?/.exec(lines[line - 1]?.slice(column - 1) ?? '')?.[0];
    return `${line} ${word}: ${says}${suggestion ? ` (${suggestion})` : ''}`;
  });
}

/** The faults of one condition in a rule of the given effect: `says (suggestion)`. */
function conditionFaults(when: string, effect = 'deny', on = 'shop.refund'): string[] {
  const text = boundaryOf([
    `id: asked\n    on: "${on}"\n    effect: ${effect}\n    when: ${JSON.stringify(when)}`,
  ]);
  return faultsOf(text).map(({ says, suggestion }) => (suggestion ? `${says} (${suggestion})` : says));
}

describe('a boundary that loads', () => {
  test('gives its limits, rules and chain, without a warning', () => {
    const loaded = loadBoundary(REFUNDS, 'boundary.yaml', vocabulary);
    expect(loaded).toMatchObject({ ok: true, warnings: [] });
    const boundary = load(REFUNDS);
    expect(boundary.limits['auto_max']).toEqual({
      name: 'auto_max',
      unit: 'money',
      value: { minor: 5000, currency: 'EUR' },
      ceiling: { minor: 20_000, currency: 'EUR' },
      line: 3,
    });
    expect(boundary.rules[0]).toEqual({
      id: 'chargeback',
      on: 'shop.refund',
      effect: 'human',
      when: 'args.kind == "chargeback"',
      because: 'the payment provider decides chargebacks',
      line: 8,
    });
    expect(boundary).toMatchObject({ name: 'refunds', otherwise: 'approve', usesBudgets: true });
    expect(boundary.approve).toEqual([
      // oxlint-disable-next-line unicorn/no-thenable -- the file's own word for who is asked next
      { role: 'manager', not: ['requester', 'planner'], withinMs: 14_400_000, then: 'owner' },
    ]);
  });

  test('keeps its version when rules change places or lines, and changes it with what they say', () => {
    const lines = REFUNDS.split('\n');
    const moved = [
      ...lines.slice(0, 7),
      '  # the strict ones first',
      ...lines.slice(7, 15).toReversed(),
      ...lines.slice(15),
    ].join('\n');
    expect(load(moved).version).toBe(load(REFUNDS).version);
    for (const [from, to] of [
      ['50.00 EUR', '49.00 EUR'],
      ['effect: human', 'effect: deny'],
      ['4h', '5h'],
    ] as const) {
      expect(load(REFUNDS.replace(from, to)).version).not.toBe(load(REFUNDS).version);
    }
  });

  test('says which facts its rules on a write read', () => {
    expect(usedFacts(load(REFUNDS), 'shop.refund')).toEqual(['order']);
    expect(usedFacts(load(REFUNDS), 'helpdesk.reply')).toEqual([]);
    expect(
      usedFacts(
        load(boundaryOf(["{id: any, on: '*', effect: deny, when: 'customer.orders > 3'}"])),
        'shop.cancel',
      ),
    ).toEqual(['customer']);
  });
});

describe('a misspelt name is told with its line, its place and the nearest name', () => {
  test.each<[what: string, from: string, to: string, fault: string]>([
    [
      'a key of the file',
      'boundary: refunds',
      'boundary: refunds\nlimit: 3',
      '2 limit: there is no key limit here (did you mean "limits"?)',
    ],
    [
      'a key of a rule',
      'because: the payment',
      'becuase: the payment',
      '8 becuase: there is no key becuase here (did you mean "because"?)',
    ],
    ['an effect', 'effect: human', 'effect: humn', '8 humn: there is no effect humn (did you mean "human"?)'],
    [
      'a write',
      'on: helpdesk.reply',
      'on: helpdesk.replay',
      '15 helpdesk.replay: the write helpdesk.replay is not on the map, so the rule could never apply (did you mean "helpdesk.reply"?)',
    ],
    [
      'a role',
      'role: manager',
      'role: manger',
      '18 manger: nobody has the role manger (did you mean "manager"?)',
    ],
    [
      'the role after',
      'then: owner',
      'then: ower',
      '18 ower: nobody has the role ower (did you mean "owner"?)',
    ],
    [
      'who may not',
      '[requester, planner]',
      '[requestor, planner]',
      '18 requestor: expected requester, planner or earlier (did you mean "requester"?)',
    ],
    [
      'a limit',
      'limits.auto_max}',
      'limits.auto_mx}',
      '9 auto_mx: there is no limit auto_mx (did you mean "auto_max"?)',
    ],
    [
      'an argument',
      'args.recipient',
      'args.recipent',
      '13 recipent: there is no argument recipent that every write of this rule takes (did you mean "recipient"?)',
    ],
    [
      'a fact',
      'order.delivered_at) >',
      'ordr.delivered_at) >',
      '10 ordr.delivered_at: there is no fact ordr (did you mean order?)',
    ],
    [
      'a field',
      'order.delivered_at) >',
      'order.deliverd_at) >',
      '10 deliverd_at: order has no field deliverd_at (did you mean "delivered_at"?)',
    ],
    [
      'a play',
      '"send_tracking"',
      '"send_traking"',
      '15 "send_traking": plan.play is never "send_traking" (did you mean "send_tracking"?)',
    ],
    [
      'a kind',
      'args.kind ==',
      'plan.kind ==',
      '8 "chargeback": plan.kind is never "chargeback" (there are late_delivery, damaged_item and unclear)',
    ],
    [
      'a choice',
      '"chargeback"',
      '"charge_back"',
      '8 "charge_back": args.kind is never "charge_back" (did you mean "chargeback"?)',
    ],
    [
      'a function',
      'days_since(order.delivered_at) >',
      'day_since(order.delivered_at) >',
      '10 day_since: there is no function day_since (did you mean days_since(time)?)',
    ],
  ])('%s', (_, from, to, fault) => {
    expect(faults(from, to)).toEqual([fault]);
  });

  test('all faults of a file are told at once, in its order', () => {
    const text = REFUNDS.replace('effect: human', 'effect: humn')
      .replace('limits.auto_max}', 'limits.auto_mx}')
      .replace('role: manager', 'role: manger');
    expect(faultsOf(text).map((fault) => fault.line)).toEqual([8, 9, 18]);
  });

  test('all faults of one condition are told at once', () => {
    expect(conditionFaults('args.amont > limits.auto_mx || ordr.paid')).toEqual([
      'there is no argument amont that every write of this rule takes (did you mean "amount"?)',
      'there is no limit auto_mx (did you mean "auto_max"?)',
      'there is no fact ordr (did you mean order?)',
    ]);
  });

  test('a condition over several lines is told by its own line', () => {
    const text = boundaryOf([
      'id: long\n    on: shop.refund\n    effect: deny\n    when: >-\n      args.amount > limits.auto_max &&\n      ordr.paid',
    ]);
    expect(faultsOf(text)).toMatchObject([{ line: 13, column: 7, says: 'there is no fact ordr' }]);
  });
});

describe('limits, ids and chains that cannot be right', () => {
  test.each<[what: string, from: string, to: string, fault: string]>([
    [
      'a limit above its ceiling',
      '{days: 30',
      '{days: 90',
      '4 90: the limit window is above its ceiling (only an owner may raise a ceiling)',
    ],
    [
      'an amount above its ceiling',
      'money: 50.00',
      'money: 250.00',
      '3 250.00: the limit auto_max is above its ceiling (only an owner may raise a ceiling)',
    ],
    [
      'an amount without a currency',
      'money: 50.00 EUR',
      'money: 50.00',
      '3 50.00: expected an amount with its currency (write it like 50.00 EUR)',
    ],
    [
      'a ceiling in another currency',
      'ceiling: 200.00 EUR',
      'ceiling: 200.00 USD',
      '3 200.00: the ceiling is in USD, the limit in EUR',
    ],
    [
      'half a refund an hour',
      'count: 20',
      'count: 20.5',
      '6 20.5: expected a whole number that is not negative',
    ],
    [
      'an id used twice',
      'id: too-late',
      'id: above-limit',
      '10 : the id above-limit is already used in line 9 (give each rule its own id)',
    ],
    [
      'what no rule speaks of allowed',
      'otherwise: approve',
      'otherwise: allow',
      '16 allow: what no rule speaks of cannot be allowed (write an allow rule, and otherwise: approve)',
    ],
    [
      'no otherwise',
      'otherwise: approve',
      '',
      '1 boundary: expected what holds where no rule allows: approve, human, deny (add otherwise: approve)',
    ],
    [
      'a time to answer without a unit',
      'within: 4h',
      'within: 4',
      '18 4: expected a time to answer in (such as 30m, 4h or 2d)',
    ],
    [
      'a limit with two units',
      '{days: 30',
      '{days: 30, hours: 2',
      '4 : expected one unit for the limit window, found days and hours (there are money, days, hours, minutes, count, percent and number)',
    ],
    [
      'an alias',
      'ceiling: 200.00 EUR',
      'ceiling: &top 200.00 EUR}\n  other: {money: *top',
      '4 : anchors and aliases are not used in a boundary (write the value out)',
    ],
  ])('%s', (_, from, to, fault) => {
    expect(faults(from, to)[0]).toBe(fault);
  });

  test('a faulty limit does not make the conditions that use it faulty as well', () => {
    expect(faults('{days: 30', '{dyas: 30').map((fault) => fault.split(' ')[0])).toEqual(['4', '4']);
  });
});

describe('what is not YAML', () => {
  test('an unquoted list in a condition is told with what to do', () => {
    expect(
      faults(`'plan.play in ["send_tracking", "return_steps"]'`, 'plan.play in ["send_tracking"]'),
    ).toEqual([
      expect.stringMatching(/^15 .*this is not YAML: .*\(put the condition in quotes: when: '…'\)$/),
    ]);
  });

  test('a key that is no name', () => {
    expect(faults('otherwise: approve', '[otherwise]: approve').join()).toContain(
      '16 : expected a name here',
    );
  });

  test('a key that is given twice', () => {
    expect(faults('otherwise: approve', 'otherwise: approve\notherwise: deny')).toEqual([
      '17 otherwise: this key is given twice',
    ]);
  });

  test.each([
    ['', 'expected a group with boundary'],
    ['- a', 'expected a group with boundary'],
    ['{', 'this is not YAML'],
  ])('%j', (text, says) => {
    expect(faultsOf(text)[0]?.says).toContain(says);
  });
});

describe('the fences around conditions', () => {
  test.each([
    ['has(order.shipped_at) && order.paid', 'has is not allowed in a rule that restricts'],
    ['args.order.matches("(a+)+$")', 'use matches_re2(text, "pattern")'],
    ['dyn(args.order) == 1', 'dyn switches the type check off'],
    ['order.items.exists(i, order.items.exists(j, j.sku == i.sku))', 'not a list within a list'],
    ['order.items.map(i, i.sku) == order.tags', 'use exists, all or filter'],
    ['order.items == order.items', 'cannot be compared whole'],
    ['order.total == null', 'there is no null'],
    ['order.?total == order.total', 'this is not a condition'],
    ['{"a": 1}["a"] == 1', 'maps are not part'],
    ['args.amount', 'expected a condition that is true or false'],
    ['args.amount > 50', 'write the amount as a limit or as money("50.00 EUR")'],
    ['order.delivered_at > 30', 'use days_since'],
    ['args.kind', 'expected a condition that is true or false'],
    ['order.total > money("50.00 USD") + limits.auto_max', 'USD cannot be held against EUR'],
    ['limits.auto_max > money("1.00 USD")', 'EUR cannot be held against USD'],
    ['order.total > money("50 euros")', 'expected an amount with its currency'],
    ['order.delivered_at > timestamp("yesterday")', 'expected a time such as'],
    ['now - order.delivered_at > duration("3 days")', 'expected a duration such as'],
    ['matches_re2(args.order, "(")', 'the pattern is not one that RE2 takes'],
    ['matches_re2(args.order, args.order)', 'expects this written out'],
    ['untrusted("text")', 'expects a path'],
    ['order.items.exists(i, untrusted(i.sku))', 'expects a path from its beginning'],
    ['weekday() == "saterday"', 'did you mean "saturday"?'],
    ['args.kind = "chargeback"', 'equality is written =='],
    ['order.paid and args.amount > limits.auto_max', 'write && for and'],
    ['(args.amount > limits.auto_max', 'this is not a condition: expected ), found the end of the condition'],
    ['auto_max > args.amount', 'did you mean limits.auto_max?'],
    ['amount > limits.auto_max', 'did you mean args.amount?'],
    ['days_since(args.amount) > 1', 'days_since cannot take an amount of money'],
    ['order.items.exists(order, order.sku == "x")', 'order already means something else'],
    [`args.order == "${'x'.repeat(2_000)}"`, 'a condition may have 2000 characters'],
    [Array.from({ length: 120 }, (_, i) => `${i} == 1`).join(' || '), 'the condition is too large'],
    [`${'('.repeat(40)}order.paid${')'.repeat(40)}`, 'the condition is too large'],
    [`${'!'.repeat(300)}order.paid`, 'the condition is too large'],
    [`args.order in [${Array.from({ length: 101 }, () => '"a"').join(',')}]`, 'at most 100 items in a list'],
  ])('%s', (when, says) => {
    expect(conditionFaults(when).join('; ')).toContain(says);
  });

  test('an allow may ask whether something is there, but not rest on its absence', () => {
    load(boundaryOf(["{id: asked, on: shop.refund, effect: allow, when: 'has(order.shipped_at)'}"]));
    for (const when of [
      '!has(order.shipped_at)',
      'has(order.shipped_at) == false',
      'has(order.shipped_at) ? false : true',
    ]) {
      expect(conditionFaults(when, 'allow')).toEqual([
        expect.stringContaining('must not rest on something being missing'),
      ]);
    }
  });

  test('a rule for several writes may only use the arguments that all of them take', () => {
    load(boundaryOf(["{id: asked, on: 'shop.*', effect: deny, when: 'args.order == \"1\"'}"]));
    expect(conditionFaults('args.amount > limits.auto_max', 'deny', 'shop.*')[0]).toContain(
      'there is no argument amount',
    );
    expect(conditionFaults('args.order == "1"', 'deny', '*')[0]).toContain('there is no argument order');
  });
});
