import { expect, test } from 'vitest';
import { loadSample } from '../../../test/support/sample.ts';
import { gather } from './gather.ts';
import type { Reader } from './schema.ts';

const NOW = new Date('2026-11-21T12:00:00Z');

/** Why each fact of a late delivery is missing, where the shop's reads answer with `order` alone. */
async function missing(event: Record<string, unknown>, order: unknown): Promise<Record<string, unknown>> {
  const workspace = await loadSample('http://127.0.0.1:1', false);
  const workflow = workspace.workflows['late-delivery'];
  if (!workflow) throw new Error('The sample has no late deliveries.');
  const shop: Reader = {
    read: (name) =>
      Promise.resolve(
        name === 'order'
          ? { ok: true, value: order, at: NOW }
          : { ok: false, why: 'unreachable', says: 'The shop did not answer.', retry: true },
      ),
  };
  const { body } = await gather(workspace, workflow, event, {
    systems: { shop },
    now: () => NOW,
    readMs: 1_000,
    contextMs: 1_000,
  });
  return Object.fromEntries(body.facts.map(({ name, missing }) => [name, missing]));
}

test('what a fact lacks is said in the words of the shapes, not with the names of fields', async () => {
  const facts = await missing({ email: 'ida@example.org' }, null);
  expect(facts['order']).toBe('it needs the order number, which the message does not have');
  expect(facts['customer']).toBe('it needs the order, which is not known either');
});

test('a fact that was read and lacks one field is not called unknown', async () => {
  const facts = await missing({ order_number: 'WG-1' }, { id: 'WG-1' });
  expect(facts['order']).toBeUndefined();
  expect(facts['customer']).toBe('it needs the customer id of the order, which is not known');
  expect(facts['refunds']).toBe('The shop did not answer.');
});
