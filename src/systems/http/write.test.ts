import { afterEach, beforeEach, expect, test } from 'vitest';
import { HttpSystem } from './index.ts';
import { json, openTestShop, shopFile, type TestShop } from './story.ts';

const signal = new AbortController().signal;
const amount = { minor: 1250, currency: 'EUR' };
let shop: TestShop;

beforeEach(async () => {
  shop = await openTestShop();
});
afterEach(() => shop.stop());

const refund = (): ReturnType<HttpSystem['write']> =>
  shop.system.write('refund', { order_id: 'A1', amount }, { key: 'k1', signal });

test('a write sends its arguments once, under its key, with money as minor units', async () => {
  shop.answer = (response) => json(response, 201, { id: 'R1' });
  expect(await refund()).toEqual({ ok: true, result: { id: 'R1' }, replayed: false });
  expect(shop.seen).toHaveLength(1);
  expect(shop.seen[0]).toMatchObject({
    method: 'POST',
    url: '/api/orders/A1/refunds',
    body: JSON.stringify({ amount }),
  });
  expect(shop.seen[0]?.headers['idempotency-key']).toBe('k1');
});

test('a write that the system had done before under this key says so', async () => {
  shop.answer = (response) => json(response, 200, { id: 'R1' }, { 'idempotency-replayed': 'true' });
  expect(await refund()).toMatchObject({ ok: true, replayed: true });
});

test.each([
  [400, 'rejected'],
  [403, 'rejected'],
  [409, 'rejected'],
  [422, 'rejected'],
  [308, 'rejected'],
  [429, 'not_sent'],
  [408, 'unknown'],
  [500, 'unknown'],
  [503, 'unknown'],
  [303, 'unknown'],
])('a write answered with %i is %s, and is not sent again', async (status, why) => {
  shop.answer = (response) => json(response, status, { error: { message: 'no' } });
  expect(await refund()).toMatchObject({ ok: false, why, says: expect.stringContaining(`(${status}): no`) });
  expect(shop.seen).toHaveLength(1);
});

test('a write that another sending is still busy with is not known, and surely not refused', async () => {
  shop.answer = (response) => json(response, 409, {}, { 'retry-after': '1' });
  expect(await refund()).toMatchObject({ ok: false, why: 'unknown' });
});

test('a write without an answer, or cut off in the middle of it, may have been done', async () => {
  shop.answer = () => undefined;
  expect(await refund()).toMatchObject({ ok: false, why: 'unknown' });
  shop.answer = (response) => {
    response.writeHead(200, { 'content-length': '500' }).write('{"id":');
    setTimeout(() => response.destroy(), 20);
  };
  expect(await refund()).toMatchObject({
    ok: false,
    why: 'unknown',
    says: expect.stringContaining('middle'),
  });
  shop.answer = (response) => response.destroy();
  expect(await refund()).toMatchObject({ ok: false, why: 'unknown' });
  expect(shop.seen).toHaveLength(3);
});

test('a write that never reached the system is surely not done', async () => {
  const gone = new HttpSystem(shopFile('http://127.0.0.1:1'));
  const options = { key: 'k', signal };
  expect(await gone.write('refund', { order_id: 'A1', amount }, options)).toMatchObject({
    ok: false,
    why: 'not_sent',
  });
  const nowhere = new HttpSystem(shopFile('http://nowhere.invalid'));
  expect(await nowhere.write('refund', { order_id: 'A1', amount }, options)).toMatchObject({
    why: 'not_sent',
  });
});

test('a write that was done stays done when its answer cannot be read', async () => {
  shop.answer = (response) => response.end('thanks!');
  expect(await refund()).toEqual({ ok: true, result: null, replayed: false });
});

test('what became of a key is asked: done, not done, or not known', async () => {
  const ask = (): ReturnType<HttpSystem['confirm']> =>
    shop.system.confirm('refund', { key: 'k1' }, { key: 'k1', signal });
  shop.answer = (response) => json(response, 200, { key: 'k1' });
  expect(await ask()).toEqual({ known: true, done: true });
  shop.answer = (response) => json(response, 404, {});
  expect(await ask()).toEqual({ known: true, done: false });
  shop.answer = (response) => json(response, 500, {});
  expect(await ask()).toMatchObject({ known: false });
  expect(shop.seen[0]?.url).toBe('/api/writes/k1');
});

test('a write that waits too long for its turn was never sent', async () => {
  shop.system = shop.under({ inFlight: 1, timeoutMs: 100 });
  shop.answer = () => undefined;
  const [first, second] = await Promise.all([refund(), refund()]);
  expect(first).toMatchObject({ why: 'unknown' });
  expect(second).toMatchObject({ why: 'not_sent' });
  expect(shop.seen).toHaveLength(1);
});
