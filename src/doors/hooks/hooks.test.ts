import { expect, test } from 'vitest';
import { Webhook } from 'standardwebhooks';
import { orderOf, TRIGGERS, withHooks } from '../../../test/support/hooks.ts';
import { advance, load } from '../../flow/index.ts';
import { tryAgain, tryAllAgain } from '../../flow/receive.ts';
import { arrivalShelf, ENDED_KEPT_MS } from '../../runtime/arrivals.ts';

const hooks = withHooks();

interface Answer {
  received: { status: string; case?: string; id?: string; says?: string }[];
}
const read = async (response: Response): Promise<Answer['received']> => {
  expect(response.status, await response.clone().text()).toBe(200);
  return ((await response.json()) as Answer).received;
};

test('what the shop sends opens a case, and what it sends twice opens nothing twice', async () => {
  const [first] = await read(await hooks.order(orderOf(1)));
  expect(first?.status).toBe('opened');
  const [second] = await read(await hooks.order(orderOf(1)));
  expect(second).toEqual({ status: 'duplicate', case: first?.case });
  const state = await load(hooks.world, first?.case ?? '');
  expect(state.event).toMatchObject({ order: '1', email: 'buyer1@example.org', message: 'Where is it?' });
});

test('a hundred copies at once open one case', async () => {
  const answers = await Promise.all(Array.from({ length: 100 }, () => hooks.order(orderOf(2))));
  const received = (await Promise.all(answers.map(read))).flat();
  expect(received.filter(({ status }) => status === 'opened')).toHaveLength(1);
  expect(new Set(received.map((one) => one.case)).size).toBe(1);
});

test('deliveries out of order leave the case as the newest says', async () => {
  const late = orderOf(3, { note: 'It came broken.', updated_at: '2026-11-10T12:00:00Z' });
  const early = orderOf(3, { note: 'Where is it?', updated_at: '2026-11-10T11:00:00Z' });
  const [first] = await read(await hooks.order(late));
  const [second] = await read(await hooks.order(early));
  expect(second).toEqual({ status: 'joined', case: first?.case });
  const state = await load(hooks.world, first?.case ?? '');
  expect(state.event['message']).toBe('It came broken.');
  expect(state.messages).toHaveLength(2);
});

test('a recorded delivery under another id or time is still the same', async () => {
  const [first] = await read(await hooks.order(orderOf(4)));
  const [again] = await read(await hooks.order(orderOf(4), 'orders/updated'));
  expect(again).toEqual({ status: 'duplicate', case: first?.case });
});

test('whoever does not know the secret is turned away, and it is said where, once, and without the secret', async () => {
  const response = await hooks.order(orderOf(5), 'orders/updated', 'guess');
  expect(response.status).toBe(401);
  await hooks.order(orderOf(5), 'orders/updated', 'guess');
  expect(hooks.door.turnedAway('refunds', 'shop')).toMatchObject({ times: 2 });
  expect(hooks.logged.filter((line) => line.includes('refunds/shop'))).toHaveLength(1);
  expect(hooks.logged.join()).not.toContain('hush');
  expect(hooks.logged.join()).not.toContain('guess');
});

test('nothing answers where no webhook is expected', async () => {
  expect((await hooks.post('/hooks/refunds/none', '{}', {})).status).toBe(404);
  expect((await hooks.post('/hooks/nothing/shop', '{}', {})).status).toBe(404);
  expect((await hooks.post('/hooks/constructor/shop', '{}', {})).status).toBe(404);
});

test('what is none of the workflow’s business is taken and left', async () => {
  expect(await read(await hooks.order(orderOf(6), 'orders/paid'))).toMatchObject([{ status: 'left_out' }]);
});

test('what cannot be read waits, and becomes a case once the mapping is mended', async () => {
  const { order_number: _, name: __, id: ___, ...nameless } = orderOf(7);
  const [kept] = await read(await hooks.order({ ...nameless, reference: '7' }));
  expect(kept).toMatchObject({ status: 'undelivered', says: 'mapped.order is not in what came.' });
  await hooks.order({ ...nameless, reference: '7' });
  const id = kept?.id ?? '';
  expect(await tryAgain(hooks.world, hooks.shelf, id)).toMatchObject({ status: 'undelivered', id });
  hooks.use(TRIGGERS.replace('fields: {message', 'fields: {order: "{{payload.reference}}", message'));
  const done = await tryAllAgain(hooks.world, hooks.shelf, {
    workflow: 'refunds',
    trigger: 'shop',
    limit: 10,
  });
  expect(done).toEqual({ tried: 1, delivered: 1, waiting: 0 });
  const found = await hooks.shelf.read(id);
  expect(found).toMatchObject({ state: 'delivered', arrival: { payload: null } });
  const state = await load(hooks.world, found?.caseId ?? '');
  expect(state.event).toMatchObject({ order: '7' });
  await expect(tryAgain(hooks.world, hooks.shelf, id)).rejects.toThrow('it was delivered');
  hooks.use(TRIGGERS);
});

test('what became a case late or was dropped is forgotten after ninety days, and what waits never is', async () => {
  const shelf = arrivalShelf(hooks.database.pool);
  const kept = (id: string) => {
    const arrival = { id, at: new Date(), payload: {} };
    const lost = { workflow: 'refunds', trigger: 'shop', arrival, says: 'It has no order.' };
    return shelf.keep(`kept-${id}`, lost, new Date());
  };
  const [dropped, waiting] = [await kept('old-1'), await kept('old-2')];
  await shelf.drop(dropped, 'mara', 'A test.', new Date());
  const soon = new Date(Date.now() + ENDED_KEPT_MS - 60_000);
  await arrivalShelf(hooks.database.pool).delivered('refunds', 'shop', 'another', null, soon);
  expect(await shelf.read(dropped)).toBeDefined();
  const later = new Date(Date.now() + ENDED_KEPT_MS + 60_000);
  await arrivalShelf(hooks.database.pool).delivered('refunds', 'shop', 'another', null, later);
  expect(await shelf.read(dropped)).toBeUndefined();
  expect(await shelf.read(waiting)).toMatchObject({ state: 'waiting' });
});

test('a signed body that is no JSON is kept and not asked for again', async () => {
  for (const body of ['not json', '{"order": 8', '"\\u0000"', `${'['.repeat(5_000)}${']'.repeat(5_000)}`])
    expect(await read(await hooks.order(body))).toMatchObject([{ status: 'undelivered' }]);
});

test('what is larger than anybody sends is refused before it is read', async () => {
  expect((await hooks.order('x'.repeat(5 * 1_024 * 1_024 + 1))).status).toBe(413);
});

test('while the database is away the sender is told to send it again, and nothing is lost or doubled', async () => {
  const append = hooks.world.log.append.bind(hooks.world.log);
  hooks.world.log.append = () => Promise.reject(new Error('connection terminated'));
  const response = await hooks.order(orderOf(9));
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('10');
  hooks.world.log.append = append;
  expect(await read(await hooks.order(orderOf(9)))).toMatchObject([{ status: 'opened' }]);
});

test('Standard Webhooks come in as their own library signs them, with either of two secrets', async () => {
  const body = JSON.stringify({ type: 'parcel.late', order: '10', email: 'ida@example.org', says: 'Late.' });
  const send = (secret: string, id: string) => {
    const now = new Date();
    const headers = {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
      'webhook-signature': new Webhook(secret).sign(id, now, body),
    };
    return hooks.post('/hooks/refunds/own', body, headers);
  };
  const [first] = await read(await send('whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD', 'msg_1'));
  expect(first?.status).toBe('opened');
  expect(await read(await send('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'msg_1'))).toMatchObject([
    { status: 'duplicate' },
  ]);
  expect(await read(await send('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'msg_2'))).toMatchObject([
    { status: 'joined', case: first?.case },
  ]);
});

test('a chargeback is laid at the door of the action that caused it, and of nothing else', async () => {
  const [opened] = await read(await hooks.order(orderOf(8)));
  const id = opened?.case ?? '';
  await advance(hooks.world, id);
  expect(await load(hooks.world, id)).toMatchObject({ closedAt: expect.any(Date) });
  const { id: payment } = [...hooks.shop.refunds.values()].at(-1) as { id: string };
  const [came] = await read(await hooks.dispute('evt_1', payment, '8'));
  expect(came).toEqual({ status: 'reopened', case: id });
  const [again] = await read(await hooks.dispute('evt_1', payment, '8'));
  expect(again).toEqual({ status: 'duplicate', case: id });
  const [other] = await read(await hooks.dispute('evt_2', 'pi_of_somebody', '77'));
  expect(other).toMatchObject({ status: 'opened' });
  expect(other?.case).not.toBe(id);
});
