import { afterAll, beforeAll, expect, test } from 'vitest';
import { MARA, problemIn, serveAcme } from '../../../test/support/acme_server.ts';
import { openReceiver, type Receiver } from '../../../test/support/receiver.ts';
import { receive } from '../../flow/receive.ts';
import { arrivalShelf } from '../../runtime/arrivals.ts';
import { checkOutgoing, OutgoingForm } from '../../workspace/forms/outgoing.ts';
import { readTriggers } from '../../workspace/triggers/index.ts';
import type { AnswerOf } from './contract.ts';

const acme = serveAcme();
let receiver: Receiver;

beforeAll(async () => {
  receiver = await openReceiver();
  const workspace = acme.world.workspace();
  const refunds = workspace.workflows['refunds'];
  if (!refunds) throw new Error('acme has no refunds');
  const env = { HOOK: receiver.secret, URL: receiver.url };
  const fields = { order: '{{payload.order}}', email: '{{payload.email}}', message: 'Late' };
  const raw = [{ name: 'shop', secret: '${HOOK}', fields }];
  refunds.triggers = readTriggers(raw, { event: refunds.event.fields, env }, (_, says) => expect.fail(says));
  const form = OutgoingForm.parse([{ name: 'warehouse', url: '${URL}', secret: '${HOOK}' }]);
  workspace.hooks = checkOutgoing(form, env, ['refunds'], (_, says) => expect.fail(says));
});
afterAll(() => receiver.close());

const arrive = (id: string, payload: unknown) =>
  receive(acme.world, arrivalShelf(acme.database.pool), {
    workflow: 'refunds',
    trigger: 'shop',
    arrival: { id, type: 'order.late', at: new Date(), payload },
  });

test('what could not be read is listed with its reason, shown as it was sent, and tried again', async () => {
  await arrive('evt_1', { order: '7' });
  const { items, waiting } = await acme.get<AnswerOf<'arrivals'>>('/api/arrivals');
  expect(waiting).toBe(1);
  const [item] = items;
  expect(item).toMatchObject({
    workflow_label: 'Refunds',
    trigger: 'shop',
    source_id: 'evt_1',
    says: 'payload.email is not in what came.',
    state: 'waiting',
  });
  const shown = await acme.get<AnswerOf<'arrival'>>(`/api/arrivals/${item?.id}`);
  expect(shown.payload).toBe('{\n  "order": "7"\n}');
  const again = await acme.post(`/api/arrivals/${item?.id}/again`, {}, MARA);
  expect(await again.json()).toMatchObject({ status: 'undelivered', case: null });
  const { triggers } = await acme.get<AnswerOf<'triggers'>>('/api/triggers');
  expect(triggers).toMatchObject([
    { name: 'shop', from: 'Standard Webhooks', path: '/hooks/refunds/shop', waiting: 1 },
  ]);
});

test('to drop one takes a person and a reason, and what was sent is gone', async () => {
  const kept = await arrive('evt_2', { order: '8' });
  const id = kept.status === 'undelivered' ? kept.id : '';
  const nobody = await acme.post(`/api/arrivals/${id}/drop`, { because: 'A test of the shop.' });
  expect((await problemIn(nobody)).status).toBe(403);
  expect((await acme.post(`/api/arrivals/${id}/drop`, {}, MARA)).status).toBe(400);
  await acme.post(`/api/arrivals/${id}/drop`, { because: 'A test of the shop.' }, MARA);
  expect(await acme.get(`/api/arrivals/${id}`)).toMatchObject({
    state: 'dropped',
    payload: null,
    by: 'Mara Holm',
    because: 'A test of the shop.',
  });
  const twice = await acme.post(`/api/arrivals/${id}/drop`, { because: 'Again.' }, MARA);
  expect((await problemIn(twice)).status).toBe(409);
});

test('a long list is read page by page, each arrival once', async () => {
  for (let number = 0; number < 5; number++) await arrive(`page_${number}`, {});
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const query = cursor === '' ? '' : `&cursor=${cursor}`;
    const page: AnswerOf<'arrivals'> = await acme.get(`/api/arrivals?limit=2&state=all${query}`);
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.next;
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.length).toBeGreaterThanOrEqual(5);
});

test('a webhook that goes out is shown without its address and secret, and can be tried', async () => {
  const answer = await acme.get<AnswerOf<'outgoing'>>('/api/outgoing');
  expect(answer.hooks).toMatchObject([
    { name: 'warehouse', state: 'new', origin: new URL(receiver.url).origin },
  ]);
  expect(JSON.stringify(answer)).not.toContain('only-we-know');
  expect(JSON.stringify(answer)).not.toContain(receiver.secret);
  const tried = await acme.post('/api/outgoing/warehouse/test', {}, MARA);
  expect(await tried.json()).toMatchObject({ ok: true });
  expect(receiver.taken[0]?.event).toMatchObject({ type: 'remit.test', subject: 'warehouse' });
  receiver.answer = () => ({ status: 404, body: 'no such path' });
  const refused = await acme.post('/api/outgoing/warehouse/test', {}, MARA);
  expect(await refused.json()).toEqual({ ok: false, says: 'It answered 404: no such path.' });
});
