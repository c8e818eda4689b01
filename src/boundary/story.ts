import assert from 'node:assert/strict';
import type { Fault, Shape } from '../workspace/shape.ts';
import { loadBoundary } from './load.ts';
import type { Boundary, Facts, RulingInput, Vocabulary } from './schema.ts';

// The small business that the tests of this folder tell their stories with.

export const NOW = new Date('2026-03-01T12:00:00Z');

/** The refunds boundary, as the language reference shows it. */
export const REFUNDS = `boundary: refunds
limits:
  auto_max: {money: 50.00 EUR, ceiling: 200.00 EUR}
  window:   {days: 30, ceiling: 60}
  per_day:  {money: 1000.00 EUR, ceiling: 5000.00 EUR}
  per_hour: {count: 20, ceiling: 60}
rules:
  - {id: chargeback,  on: shop.refund, effect: human,   when: 'args.kind == "chargeback"', because: the payment provider decides chargebacks}
  - {id: above-limit, on: shop.refund, effect: approve, when: args.amount > limits.auto_max}
  - {id: too-late,    on: shop.refund, effect: approve, when: days_since(order.delivered_at) > limits.window}
  - {id: hourly,      on: shop.refund, effect: approve, when: budget.count_last_hour + 1 > limits.per_hour}
  - {id: daily,       on: shop.refund, effect: approve, when: budget.sum_today + args.amount > limits.per_day}
  - {id: recipient,   on: shop.refund, effect: deny,    when: untrusted(args.recipient), because: a customer's text may not choose where money goes}
  - {id: small,       on: shop.refund, effect: allow,   when: args.amount <= limits.auto_max && days_since(order.delivered_at) <= limits.window}
  - {id: reply,       on: helpdesk.reply, effect: allow, when: 'plan.play in ["send_tracking", "return_steps"]'}
otherwise: approve
approve:
  - {role: manager, not: [requester, planner], within: 4h, then: owner}
`;

const item: Shape = {
  type: 'object',
  fields: { sku: { type: 'string' }, quantity: { type: 'integer' }, price: { type: 'money' } },
};

export const vocabulary: Vocabulary = {
  workflow: 'refunds',
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  roles: ['clerk', 'manager', 'owner'],
  kinds: ['late_delivery', 'damaged_item'],
  plays: ['send_tracking', 'return_steps', 'refund'],
  agents: ['memory', 'house-rules'],
  event: {
    text: { type: 'text', outside: true, label: "Customer's note" },
    channel: { type: 'string', choices: ['mail', 'web'] },
  },
  facts: {
    order: {
      type: 'object',
      fields: {
        delivered_at: { type: 'time' },
        shipped_at: { type: 'time', optional: true },
        total: { type: 'money' },
        weight: { type: 'number' },
        paid: { type: 'boolean' },
        is_gift: { type: 'boolean' },
        status: { type: 'string', choices: ['open', 'sent', 'delivered'] },
        tags: { type: 'list', of: { type: 'string' } },
        items: { type: 'list', of: item },
      },
    },
    customer: {
      type: 'object',
      fields: { orders: { type: 'integer' }, name: { type: 'string', outside: true } },
    },
  },
  writes: {
    'shop.refund': {
      args: {
        amount: { type: 'money' },
        kind: { type: 'string', choices: ['chargeback', 'goodwill'] },
        recipient: { type: 'string', optional: true },
        order: { type: 'string' },
      },
      money: 'amount',
    },
    'shop.cancel': { args: { order: { type: 'string' } } },
    'helpdesk.reply': { args: { text: { type: 'text' } } },
  },
};

export const euro = (amount: number) => ({ minor: Math.round(amount * 100), currency: 'EUR' });

export const order = {
  delivered_at: '2026-02-20T10:00:00Z',
  total: euro(80),
  weight: 2.5,
  paid: true,
  is_gift: false,
  status: 'delivered',
  tags: ['fragile'],
  items: [
    { sku: 'mug', quantity: 2, price: euro(20) },
    { sku: 'pen', quantity: 8, price: euro(5) },
  ],
};

/** Facts that were just read. */
export function read(values: Record<string, unknown>): Facts {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      { name, source: `shop.${name}`, at: NOW.toISOString(), trust: 'trusted' as const, value },
    ]),
  );
}

/** A boundary that must load. */
export function load(text: string, words: Vocabulary = vocabulary): Boundary {
  const loaded = loadBoundary(text, 'boundary.yaml', words);
  assert.ok(loaded.ok, loaded.ok ? '' : JSON.stringify(loaded.faults, null, 1));
  return loaded.boundary;
}

/** A boundary out of the lines of its rules, with the limits of the refunds. */
export function boundaryOf(rules: string[], otherwise = 'approve'): string {
  const limits = REFUNDS.slice(REFUNDS.indexOf('limits:'), REFUNDS.indexOf('rules:'));
  const lines = rules.map((rule) => `  - ${rule}`).join('\n');
  return `boundary: test\n${limits}rules:\n${lines}\notherwise: ${otherwise}\napprove: [{role: manager}]\n`;
}

/** The faults of a boundary that must not load. */
export function faultsOf(text: string): Fault[] {
  const loaded = loadBoundary(text, 'boundary.yaml', vocabulary);
  assert.ok(!loaded.ok, 'it loaded');
  return loaded.faults;
}

/** A refund of €20.00 for an order that was delivered nine days ago; `change` says what is different. */
export function refund(
  boundary: Boundary,
  change: Partial<RulingInput> & { args?: Record<string, unknown> } = {},
): RulingInput {
  const { args, ...rest } = change;
  return {
    boundary,
    action: { write: 'shop.refund', args: { amount: euro(20), kind: 'goodwill', order: '1042', ...args } },
    plan: { play: 'refund', kind: 'late_delivery', agent: 'memory', confidence: 0.95 },
    event: { text: 'Where is my parcel?', channel: 'mail' },
    facts: read({ order, customer: { orders: 3, name: 'Ada' } }),
    tainted: new Set(),
    budgets: { count_last_hour: 0, count_today: 0, sum_last_hour: euro(0), sum_today: euro(0) },
    now: NOW,
    timeZone: 'Europe/Berlin',
    ...rest,
  };
}
