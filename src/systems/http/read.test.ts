import { afterEach, beforeEach, expect, test } from 'vitest';
import { HttpSystem } from './index.ts';
import { json, openTestShop, shopFile, TOKEN, type TestShop } from './story.ts';

const signal = new AbortController().signal;
const amount = { minor: 1250, currency: 'EUR' };
let shop: TestShop;

beforeEach(async () => {
  shop = await openTestShop();
});
afterEach(() => shop.stop());

const ORDER = { id: 'A/1', total: amount };
const order = (): ReturnType<HttpSystem['read']> =>
  shop.system.read('shop.order', { order_id: 'A1' }, { signal: new AbortController().signal });

const refund = (): ReturnType<HttpSystem['write']> =>
  shop.system.write('refund', { order_id: 'A1', amount }, { key: 'k1', signal });

test('a read asks at its address, with arguments encoded, and gives only what is declared', async () => {
  shop.answer = (response) => json(response, 200, { ...ORDER, internal_note: 'not for agents' });
  const read = await shop.system.read('order', { order_id: 'A/1 ä', since: amount }, { signal });
  expect(read).toMatchObject({ ok: true, value: ORDER });
  expect(shop.seen[0]).toMatchObject({ method: 'GET', url: '/api/orders/A%2F1%20%C3%A4?from=12.50+EUR' });
  expect(shop.seen[0]?.headers).toMatchObject({ authorization: TOKEN, accept: 'application/json' });
});

test('an argument cannot climb out of its address, and an empty one asks for nothing', async () => {
  for (const order_id of ['..', '.', '', undefined]) {
    expect(await shop.system.read('order', { order_id }, { signal })).toMatchObject({
      ok: false,
      why: 'refused',
    });
    expect(await shop.system.write('refund', { order_id, amount }, { key: 'k', signal })).toMatchObject({
      why: 'rejected',
    });
  }
  expect(shop.seen).toHaveLength(0);
});

test('an order that is not there is told from a shop that is not there', async () => {
  shop.answer = (response) => json(response, 404, { error: 'no order A1' });
  expect(await order()).toEqual({
    ok: false,
    why: 'not_found',
    says: 'The shop has none: no order A1',
    retry: false,
  });
  expect(shop.seen).toHaveLength(1);
  const gone = new HttpSystem(shopFile('http://127.0.0.1:1', { retries: 0 }));
  expect(await gone.read('order', { order_id: 'A1' }, { signal })).toMatchObject({
    why: 'unreachable',
    retry: true,
  });
});

test('a read is tried again after a failure, and waits as long as it is asked to', async () => {
  let tries = 0;
  shop.answer = (response) => {
    tries++;
    if (tries === 1) json(response, 500, {});
    else if (tries === 2) json(response, 429, {}, { 'retry-after': '1' });
    else json(response, 200, ORDER);
  };
  const started = performance.now();
  expect(await order()).toMatchObject({ ok: true });
  expect(shop.seen).toHaveLength(3);
  expect(performance.now() - started).toBeGreaterThan(1_000);
});

test('a shop that asks for a long pause is not waited for', async () => {
  shop.answer = (response) => json(response, 503, { message: 'closed' }, { 'retry-after': '3600' });
  expect(await order()).toMatchObject({
    ok: false,
    why: 'unreachable',
    says: 'The shop failed (503): closed',
    retry: true,
  });
  expect(shop.seen).toHaveLength(1);
});

test('a read that gets no answer in time is given up, tried again, and said to be a time-out', async () => {
  shop.answer = () => undefined;
  expect(await order()).toMatchObject({ ok: false, why: 'timeout', retry: true });
  expect(shop.seen).toHaveLength(3);
});

test('a read stops at once when it is no longer wanted', async () => {
  shop.answer = () => undefined;
  const started = performance.now();
  const read = await shop.system.read('order', { order_id: 'A1' }, { signal: AbortSignal.timeout(30) });
  expect(read).toMatchObject({ ok: false, why: 'timeout' });
  expect(performance.now() - started).toBeLessThan(250);
});

test('an answer that is half a JSON, or the page of something in between, is asked for again', async () => {
  const odd = ['{"id":"A1","tot', '<h1>One moment</h1>', JSON.stringify(ORDER)];
  shop.answer = (response) => response.end(odd[shop.seen.length - 1]);
  expect(await order()).toMatchObject({ ok: true, value: ORDER });
  expect(shop.seen).toHaveLength(3);
  shop.answer = (response) => response.end('oops');
  // The system is there and answers, so it is not down; but the case looks again before it asks a person.
  const read = await order();
  expect(read).toMatchObject({ ok: false, why: 'bad_answer', retry: true });
  expect(read.ok || read.says).toContain('not JSON');
});

test.each([
  ['a wrong amount', '{"id":"A1","total":"a lot"}', 'total should be an amount'],
  ['a missing field', '{"total":{"minor":1,"currency":"EUR"}}', 'id is missing'],
])('an answer with %s does not come in', async (_, text, says) => {
  shop.answer = (response) => response.end(text);
  const read = await order();
  expect(read).toMatchObject({ ok: false, why: 'bad_answer', retry: false });
  expect(read.ok || read.says).toContain(says);
});

test('a huge answer is cut off instead of filling the memory', async () => {
  shop.answer = (response) => {
    const chunk = Buffer.alloc(64_000, 'x');
    const pour = (): void => {
      while (!response.destroyed) if (!response.write(chunk)) return void response.once('drain', pour);
    };
    pour();
  };
  expect(await order()).toMatchObject({
    why: 'bad_answer',
    says: expect.stringContaining('2000000 bytes'),
  });
});

test('how much of an answer is taken is what the file says', async () => {
  shop.answer = (response) => json(response, 200, { ...ORDER, note: 'x'.repeat(2_100_000) });
  const read = (answerBytes: number) =>
    shop.under({ answerBytes }).read('order', { order_id: 'A1' }, { signal });
  expect(await read(3_000_000)).toMatchObject({ ok: true, value: ORDER });
  expect(await read(50_000)).toMatchObject({ ok: false, says: expect.stringContaining('50000 bytes') });
});

test('a redirect is not followed: it could lead anywhere', async () => {
  shop.answer = (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
  expect(await order()).toMatchObject({ ok: false, why: 'bad_answer' });
  expect(shop.seen).toHaveLength(1);
});

test('no more requests are under way at once than the system allows', async () => {
  let now = 0;
  let most = 0;
  shop.answer = (response) => {
    most = Math.max(most, ++now);
    setTimeout(() => {
      now--;
      json(response, 200, ORDER);
    }, 20);
  };
  const reads = await Promise.all(Array.from({ length: 12 }, order));
  expect(reads.every((read) => read.ok)).toBe(true);
  expect(most).toBe(4);
});

test('connections are kept for the next request', async () => {
  shop.answer = (response) => json(response, 200, ORDER);
  for (let index = 0; index < 5; index++) await order();
  expect(shop.ports.size).toBe(1);
});

test('a system that repeats our token in its complaint does not bring it into the log', async () => {
  shop.answer = (response) => json(response, 401, { error: `bad token: ${TOKEN}` });
  const read = await order();
  expect(read.ok || read.says).toBe('The shop refused (401): bad token: …');
  expect(JSON.stringify(await refund())).not.toContain('s3cret');
});
