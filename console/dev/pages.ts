import { readFileSync } from 'node:fs';
import type { LogRow, WorkflowView } from '../src/live/answers.ts';
import { ago, labels, makeInputs, workflowLabel } from './data.ts';

const text = (path: string) => {
  try {
    return readFileSync(
      new URL(`../../examples/shop/workspace/workflows/late-delivery/${path}`, import.meta.url),
      'utf8',
    );
  } catch {
    return '';
  }
};

export function logRows(): LogRow[] {
  const names = Object.entries(labels.kinds);
  return Array.from({ length: 312 }, (_, n): LogRow => {
    const [kind, label] = names[n % names.length] as [string, string];
    return {
      id: `row-${n}`,
      case: `cs-${1000 + (n % 34)}`,
      workflow: ['late-delivery', 'returns', 'order-changes'][n % 3] as string,
      at: ago(n * 27 * 60_000 + 5000),
      actor: ['Marek Dudek', 'memory 2f91ac0d', 'rules 3', 'Pia Vollmer'][n % 4] as string,
      kind,
      play: 'refund_shipping',
      effect: ['approve', 'allow', 'human', 'deny'][n % 4] as string,
      trigger: `${label}: web form message from Greta Okafor, order ${10_340 + n}`,
      context: 'Order, parcel and customer read from the shop; nothing missing',
      action: n % 4 === 3 ? 'Nothing was done' : 'Refunded €4.90 for order 10342 and replied to the customer',
      boundary:
        n % 2
          ? 'Allowed: the amount €4.90 is at most €15.00 (small)'
          : 'Approved by Marek Dudek: something was refunded for this order before (second-refund)',
      outcome: n % 5 ? 'Solved; end state checked' : 'Reworked after 2 days',
      rule_update: n % 9 ? '' : 'Proposed: auto_max to €20.00',
    };
  });
}

export function workflow(name: string): WorkflowView {
  const boundary = text('boundary.yaml');
  return {
    name,
    label: workflowLabel(name),
    purpose:
      'Every customer who asks where an order is knows it within the hour, and a late parcel is put right before they have to ask twice.',
    pressure:
      'Half of all messages ask where a parcel is. They take four to nine minutes each, and most need nothing but a look at the tracking.',
    version: 'a81f0c2d99e1',
    stage: 'act',
    kinds: Object.entries(labels.kinds).map(([id, label], n) => ({ name: id, label, cases: (n * 37) % 211 })),
    map: {
      reads: [
        {
          fact: 'order',
          label: 'Order',
          read: 'shop.order',
          system: 'Wollgras shop',
          optional: false,
          fresh_ms: 600_000,
          with: { order_id: '{{event.order_number}}' },
        },
        {
          fact: 'customer',
          label: 'Customer',
          read: 'shop.customer',
          system: 'Wollgras shop',
          optional: false,
          fresh_ms: 3_600_000,
          with: { customer_id: '{{order.customer_id}}' },
        },
        {
          fact: 'parcel',
          label: 'Parcel',
          read: 'shop.parcel',
          system: 'Wollgras shop',
          optional: true,
          fresh_ms: 600_000,
          with: { order_id: '{{order.id}}' },
        },
      ],
      writes: [
        {
          write: 'shop.refund',
          label: 'Refund',
          system: 'Wollgras shop',
          money: 'amount',
          undo: 'Void a refund, within 24 hours',
          irreversible: false,
          exactly_once: 'The shop takes an idempotency key, and can be asked what became of it',
        },
        {
          write: 'shop.reply',
          label: 'Reply to the customer',
          system: 'Wollgras shop',
          money: null,
          undo: 'Withdraw a reply, within 5 minutes',
          irreversible: false,
          exactly_once: 'The shop takes an idempotency key',
        },
        {
          write: 'shop.trace_parcel',
          label: 'Ask the carrier to look for the parcel',
          system: 'Wollgras shop',
          money: null,
          undo: null,
          irreversible: true,
          exactly_once: 'The shop takes an idempotency key',
        },
      ],
      never: ['shop.change_address', 'shop.change_item', 'shop.cancel_order'],
    },
    plays: Object.entries(labels.plays).map(([id, label], n) => ({
      name: id,
      label,
      writes: n % 2 ? ['shop.reply'] : ['shop.refund', 'shop.reply'],
      inputs: makeInputs(id, null, 'Greta'),
      cases: (n * 53) % 301,
      ends: n % 2 ? null : 'refunds.count > 0',
    })),
    agents: [
      {
        name: 'rules',
        kind: 'rules',
        version: '3',
        says: 'The first row whose condition is true decides; when none is, the next agent is asked.',
        rows: [
          {
            id: 'not-yet-sent',
            when: 'event.channel == "web_form" && event.topic == "where_is_my_order" && order.status in ["placed", "packed"]',
            play: 'not_sent_yet',
            because: 'The order has not left us yet, so there is no tracking to send.',
          },
          {
            id: 'invoice',
            when: 'event.topic == "invoice"',
            play: 'send_invoice',
            because: 'The customer chose “Invoice” in the form.',
          },
        ],
      },
      {
        name: 'memory',
        kind: 'memory',
        version: '2f91ac0de1',
        says: 'Learns from what people decided; 2,031 decided cases so far.',
        rows: [],
      },
    ],
    boundary: {
      version: '7f3a9bb0c1d2e3f4',
      file: 'workflows/late-delivery/boundary.yaml',
      text: boundary,
      otherwise: 'approve',
      statement: [
        {
          write: 'shop.refund',
          text: 'Remit may refund by itself up to €15.00. Above that a person in support approves within 4 hours, else a manager.',
          rules: ['small', 'above-limit'],
        },
        {
          write: 'shop.refund',
          text: 'While a payment is disputed a person decides: the payment provider decides while a payment is disputed.',
          rules: ['disputed', 'chargeback'],
        },
        {
          write: 'shop.refund',
          text: 'Never where the recipient comes from a customer’s text.',
          rules: ['recipient'],
        },
        {
          write: 'shop.reply',
          text: 'Remit may send the usual replies by itself, at most 120 an hour.',
          rules: ['usual-replies', 'many-replies'],
        },
      ],
      limits: [
        { name: 'auto_max', value: '€15.00', ceiling: '€50.00' },
        { name: 'refunds_hour', value: '15', ceiling: '40' },
        { name: 'refunds_day', value: '€300.00', ceiling: '€1,000.00' },
        { name: 'window', value: '30 days', ceiling: null },
      ],
    },
    playbook:
      text('playbook.md') ||
      '# Late deliveries\n\nA parcel is **late** when the promised day has passed.\n\n1. Look at the last scan.\n2. Up to two days: say sorry and send the link.\n   - keep it short\n3. Three to seven days: give the `shipping` back.\n\n> Never promise a day that the carrier has not promised.\n\nSee [the policy](https://example.com/policy).\n\n| days late | what |\n|---|---|\n| 1–2 | apologise |\n| 3–7 | shipping back |\n',
    counts: { open: 12, held: 7, closed: 1_931, alone: 1_204, by_people: 727, reworked: 31 },
    faults:
      name === 'returns'
        ? [
            {
              file: 'workflows/returns/boundary.yaml',
              line: 12,
              says: '“orders.total” is not known',
              suggestion: 'Did you mean “order.total”?',
            },
          ]
        : [],
  };
}
