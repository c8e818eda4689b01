import { afterAll, beforeAll, expect, test } from 'vitest';
import { BOT, Proposals, withGateway } from '../../../test/support/proposing.ts';
import { intake, propose, statusOf } from '../index.ts';

/** Acme, where all orders of one customer are one case, and no refund is more than the order that it is for. */
const bySender = withGateway();
const acme = new Proposals();
beforeAll(() =>
  acme.open({
    ...bySender,
    'workflows/refunds/workflow.yaml': (bySender['workflows/refunds/workflow.yaml'] ?? '').replace(
      'subject: "Order {{event.order}}"',
      'subject: "{{event.email}}"',
    ),
    'workflows/refunds/boundary.yaml': acme
      .text('workflows/refunds/boundary.yaml')
      .replace(
        'rules:\n',
        'rules:\n  - {id: too-much, on: shop.refund, effect: deny, when: args.amount > order.total}\n',
      ),
  }),
);
afterAll(() => acme.close());

const from = (email: string) => ({ fields: { email } });

test('an agent cannot have the facts of one order read and another one paid', async () => {
  const paid = acme.shop.refunds.size;
  const asked = acme.refund('2', 9, { fields: { order: '900', email: 'a@example.org' } });
  await expect(propose(acme.world, asked)).rejects.toThrow('about another order than');
  expect(acme.shop.refunds.size).toBe(paid);
});

test('a call on another order of a customer is not ruled by the facts of the first', async () => {
  const first = await propose(acme.world, acme.refund('901', 50, from('b@example.org')));
  expect(first.status).toBe('waiting');
  const paid = acme.shop.refunds.size;
  await expect(propose(acme.world, acme.refund('3', 9, from('b@example.org')))).rejects.toThrow(
    'about another order than the case',
  );
  expect(acme.shop.refunds.size).toBe(paid);
});

test('a call on another order of a customer whose case is over is a case of its own', async () => {
  const first = await propose(acme.world, acme.refund('902', 5, from('c@example.org')));
  expect(first.status).toBe('done');
  await expect.poll(async () => (await acme.read(first.case)).status).toBe('closed');
  const second = await propose(acme.world, acme.refund('4', 9, from('c@example.org')));
  expect(second.status).toBe('denied');
  expect(second.reasons.map(({ rule }) => rule)).toEqual(['too-much']);
  expect(second.case).not.toBe(first.case);
});

test('fields that an agent gives must be fields of the event, and of their shape', async () => {
  const given = (fields: Record<string, unknown>) => propose(acme.world, acme.refund('903', 50, { fields }));
  await expect(given({ email: 'd@example.org', wanted: 'all of it' })).rejects.toMatchObject({
    code: 'invalid',
    path: 'fields.wanted',
  });
  await expect(given({ email: 'd@example.org', vip: true })).rejects.toMatchObject({ path: 'fields.vip' });
});

test('an agent writes nothing into the event of a case that somebody else brought', async () => {
  const event = { source: 'web', source_id: '904', received_at: acme.world.now() };
  const brought = { order: '904', email: 'e@example.org', message: 'It is late.' };
  const { case: arrived } = await intake(acme.world, 'refunds', { ...event, fields: brought });
  const fields = { email: 'e@example.org', wanted: { minor: 100, currency: 'EUR' } };
  const answer = await propose(acme.world, acme.refund('904', 50, { case: arrived, fields }));
  expect(answer.case).toBe(arrived);
  expect((await acme.read(arrived)).event).not.toHaveProperty('wanted');
});

test('a handle of another workflow is none', async () => {
  const { handle } = await propose(acme.world, acme.refund('905', 50, from('f@example.org')));
  const asked = { handle, agent: BOT.name };
  expect(await statusOf(acme.world, { ...asked, workflow: 'refunds' })).toMatchObject({ handle });
  await expect(statusOf(acme.world, { ...asked, workflow: 'returns' })).rejects.toThrow('no proposal');
});
