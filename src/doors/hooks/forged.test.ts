import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { acme, FILES } from '../../../test/support/acme.ts';
import { withHooks } from '../../../test/support/hooks.ts';

const hooks = withHooks();

const file = 'workflows/refunds/workflow.yaml';
const withSecret = (from: string, secret: string) => () =>
  acme('http://127.0.0.1:1', {
    [file]: `${FILES[file]}triggers:\n  - {name: in, from: ${from}, secret: "\${IN:-${secret}}", fields: {order: "{{payload.order}}", email: "{{payload.email}}", message: "-"}}\n`,
  });

test.each([
  ['standard', 'whsec_'],
  ['standard', 'whsec_????'],
  ['standard', 'c2hvcnQ='],
  ['github', '   '],
  ['shopify', 'x'],
])('a webhook of %s whose secret "%s" anybody could guess is not taken into force', (from, secret) => {
  expect(withSecret(from, secret)).toThrow('secret');
});

test.each(['0000-01-01T00:00:00Z', '-271821-04-20T00:00:00Z', '9999-12-31T23:59:59Z'])(
  'a delivery that says it happened at %s is taken, and dated as far as a date can be believed',
  async (time) => {
    const order = {
      id: 1,
      name: `#${time.length}${time.slice(0, 4)}`,
      email: 'odd@example.org',
      updated_at: time,
    };
    const answer = await hooks.order(order);
    expect(answer.status).toBe(200);
  },
);

test('a time that HubSpot could not mean loses no event of its batch', async () => {
  const secret = 'hush-hush-hush';
  hooks.use(`triggers:
  - name: crm
    from: hubspot
    address: https://hooks.acme.example/hooks/refunds/crm
    secret: \${HOOK_SECRET:-${secret}}
    fields: {order: "{{mapped.object}}", email: "{{mapped.portal}}", message: "-"}
`);
  const event = (objectId: number, occurredAt: number) => ({
    objectId,
    occurredAt,
    eventId: objectId,
    portalId: 62515,
    subscriptionType: 'deal.creation',
  });
  const body = JSON.stringify([event(1, 1e20), event(2, -8.64e15), event(3, Date.now())]);
  const at = String(Date.now());
  const url = 'https://hooks.acme.example/hooks/refunds/crm';
  const answer = await hooks.post('/hooks/refunds/crm', body, {
    'x-hubspot-request-timestamp': at,
    'x-hubspot-signature-v3': createHmac('sha256', secret).update(`POST${url}${body}${at}`).digest('base64'),
  });
  expect(answer.status).toBe(200);
  const { received } = (await answer.json()) as { received: { status: string }[] };
  expect(received.map(({ status }) => status)).toEqual(['opened', 'opened', 'opened']);
});
