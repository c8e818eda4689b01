import { expect, test } from 'vitest';
import { acme, FILES } from '../../../test/support/acme.ts';
import { translate } from './translate.ts';

const TRIGGER = `triggers:
  - name: orders
    secret: \${HOOK_SECRET:-a secret of more than sixteen bytes}
    only: {arrival.type: [order.late, order.lost], payload.test: {not: true}}
    fields:
      order: "{{payload.order.number}}"
      email: "{{payload.order.email}}"
      wanted: "{{payload.order.total}} {{payload.order.currency}}"
      message: 'Order {{payload.order.number}}: {{payload.note ?? "no note"}}'
`;
const workflow = acme('http://127.0.0.1:1', {
  'workflows/refunds/workflow.yaml': FILES['workflows/refunds/workflow.yaml'] + TRIGGER,
}).workflows['refunds'];
const trigger = workflow?.triggers[0];
if (!workflow || !trigger) throw new Error('acme has no trigger');

const ORDER = { number: 1042, email: 'ida@example.org', total: '12.50', currency: 'EUR' };
const AT = new Date('2026-11-21T09:00:00Z');
const came = (payload: unknown, type = 'order.late') =>
  translate(workflow, trigger, { id: 'evt_1', type, at: AT, payload });

test('what is sent becomes an event by the templates, with numbers as they are', () => {
  expect(came({ order: ORDER })).toEqual({
    ok: true,
    late: null,
    event: {
      source: 'webhook:orders',
      source_id: 'evt_1',
      received_at: AT,
      fields: {
        order: 1042,
        email: 'ida@example.org',
        wanted: '12.50 EUR',
        message: 'Order 1042: no note',
      },
    },
  });
});

test('what is none of its business is left out, and it says why', () => {
  expect(came({ order: ORDER }, 'order.paid')).toEqual({
    ok: false,
    why: 'left_out',
    says: 'arrival.type is "order.paid", and only order.late, order.lost are taken.',
  });
  expect(came({ order: ORDER, test: true })).toMatchObject({ ok: false, why: 'left_out' });
});

test('an optional field that is not there is left out, and one that is needed is named', () => {
  const { total: _, ...untold } = ORDER;
  const fields = { order: 1042, email: 'ida@example.org', message: 'Order 1042: late' };
  expect(came({ order: untold, note: 'late' })).toMatchObject({ ok: true, event: { fields } });
  expect(came({ order: { number: 1042 } })).toEqual({
    ok: false,
    why: 'unreadable',
    says: 'payload.order.email is not in what came.',
    path: 'payload.order.email',
  });
});
