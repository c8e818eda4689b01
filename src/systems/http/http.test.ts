import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SystemFile } from '../../workspace/schema.ts';
import { HttpSystem } from './index.ts';
import { ANSWER_BYTES_MAX } from './send.ts';

type Answer = (request: Seen, response: ServerResponse) => void;
interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

const TOKEN = 'Bearer s3cret-token';
const signal = new AbortController().signal;
let seen: Seen[] = [];
let answer: Answer = (_, response) => response.end('{}');
let server: ReturnType<typeof createServer>;
let system: HttpSystem;

beforeEach(async () => {
  seen = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const one = { method, url, headers, body: Buffer.concat(chunks).toString() };
      seen.push(one);
      answer(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  system = new HttpSystem(shop());
});
afterEach(async () => {
  system.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function shop(limits: Partial<SystemFile['limits']> = {}, address = local()): SystemFile {
  return {
    name: 'shop',
    label: 'The shop',
    kind: 'http',
    address,
    headers: { authorization: TOKEN },
    limits: { timeoutMs: 300, retries: 2, inFlight: 4, ...limits },
    reads: {
      order: {
        name: 'order',
        label: 'Order',
        route: { method: 'GET', path: '/orders/{order_id}', query: { since: 'from' } },
        args: { order_id: { type: 'string' }, since: { type: 'money', optional: true } },
        gives: { type: 'object', fields: { id: { type: 'string' }, total: { type: 'money' } } },
      },
      write: {
        name: 'write',
        label: 'What became of it',
        route: { method: 'GET', path: '/writes/{key}' },
        args: { key: { type: 'string' } },
        gives: { type: 'object', fields: { key: { type: 'string' } } },
      },
    },
    writes: {
      refund: {
        name: 'refund',
        label: 'Refund',
        route: { method: 'POST', path: '/orders/{order_id}/refunds' },
        args: { order_id: { type: 'string' }, amount: { type: 'money' } },
        gives: { type: 'object', fields: { id: { type: 'string' } } },
        idempotencyHeader: 'idempotency-key',
        confirm: { read: 'write', with: { key: '{{key}}' } },
      },
    },
  };
}

function local(): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
}

function json(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
}

const ORDER = { id: 'A/1', total: { minor: 1250, currency: 'EUR' } };
const amount = { minor: 1250, currency: 'EUR' };
const refund = (): ReturnType<HttpSystem['write']> =>
  system.write('refund', { order_id: 'A1', amount }, { key: 'k1', signal });
const order = (): ReturnType<HttpSystem['read']> => system.read('shop.order', { order_id: 'A1' }, { signal });

test('a read asks at its address, with arguments encoded, and gives only what is declared', async () => {
  answer = (_, response) => json(response, 200, { ...ORDER, internal_note: 'not for agents' });
  const read = await system.read('order', { order_id: 'A/1 ä', since: amount }, { signal });
  expect(read).toMatchObject({ ok: true, value: ORDER });
  expect(seen[0]).toMatchObject({ method: 'GET', url: '/api/orders/A%2F1%20%C3%A4?from=12.50+EUR' });
  expect(seen[0]?.headers).toMatchObject({ authorization: TOKEN, accept: 'application/json' });
});

test('an argument cannot climb out of its address, and an empty one asks for nothing', async () => {
  for (const order_id of ['..', '.', '', undefined]) {
    expect(await system.read('order', { order_id }, { signal })).toMatchObject({ ok: false, why: 'refused' });
    expect(await system.write('refund', { order_id, amount }, { key: 'k', signal })).toMatchObject({
      why: 'rejected',
    });
  }
  expect(seen).toHaveLength(0);
});

test('an order that is not there is told from a shop that is not there', async () => {
  answer = (_, response) => json(response, 404, { error: 'no order A1' });
  expect(await order()).toEqual({
    ok: false,
    why: 'not_found',
    says: 'The shop has none: no order A1',
    retry: false,
  });
  expect(seen).toHaveLength(1);
  const gone = new HttpSystem(shop({ retries: 0 }, 'http://127.0.0.1:1'));
  expect(await gone.read('order', { order_id: 'A1' }, { signal })).toMatchObject({
    why: 'unreachable',
    retry: true,
  });
});

test('a read is tried again after a failure, and waits as long as it is asked to', async () => {
  let tries = 0;
  answer = (_, response) => {
    tries++;
    if (tries === 1) json(response, 500, {});
    else if (tries === 2) json(response, 429, {}, { 'retry-after': '1' });
    else json(response, 200, ORDER);
  };
  const started = performance.now();
  expect(await order()).toMatchObject({ ok: true });
  expect(seen).toHaveLength(3);
  expect(performance.now() - started).toBeGreaterThan(1_000);
});

test('a shop that asks for a long pause is not waited for', async () => {
  answer = (_, response) => json(response, 503, { message: 'closed' }, { 'retry-after': '3600' });
  expect(await order()).toMatchObject({
    ok: false,
    why: 'unreachable',
    says: 'The shop failed (503): closed',
    retry: true,
  });
  expect(seen).toHaveLength(1);
});

test('a read that gets no answer in time is given up, tried again, and said to be a time-out', async () => {
  answer = () => undefined;
  expect(await order()).toMatchObject({ ok: false, why: 'timeout', retry: true });
  expect(seen).toHaveLength(3);
});

test('a read stops at once when it is no longer wanted', async () => {
  answer = () => undefined;
  const started = performance.now();
  const read = await system.read('order', { order_id: 'A1' }, { signal: AbortSignal.timeout(30) });
  expect(read).toMatchObject({ ok: false, why: 'timeout' });
  expect(performance.now() - started).toBeLessThan(250);
});

test.each([
  ['text that is not JSON', 'oops', 'not JSON'],
  ['a wrong amount', '{"id":"A1","total":"a lot"}', 'total should be an amount'],
  ['a missing field', '{"total":{"minor":1,"currency":"EUR"}}', 'id is missing'],
])('an answer with %s does not come in', async (_, text, says) => {
  answer = (_, response) => response.end(text);
  const read = await order();
  expect(read).toMatchObject({ ok: false, why: 'bad_answer', retry: false });
  expect(read.ok || read.says).toContain(says);
});

test('a huge answer is cut off instead of filling the memory', async () => {
  answer = (_, response) => {
    const chunk = Buffer.alloc(64_000, 'x');
    const pour = (): void => {
      while (!response.destroyed) if (!response.write(chunk)) return void response.once('drain', pour);
    };
    pour();
  };
  expect(await order()).toMatchObject({
    why: 'bad_answer',
    says: expect.stringContaining(String(ANSWER_BYTES_MAX)),
  });
});

test('a redirect is not followed: it could lead anywhere', async () => {
  answer = (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
  expect(await order()).toMatchObject({ ok: false, why: 'bad_answer' });
  expect(seen).toHaveLength(1);
});

test('a write sends its arguments once, under its key, with money as minor units', async () => {
  answer = (_, response) => json(response, 201, { id: 'R1' });
  expect(await refund()).toEqual({ ok: true, result: { id: 'R1' }, replayed: false });
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({
    method: 'POST',
    url: '/api/orders/A1/refunds',
    body: JSON.stringify({ amount }),
  });
  expect(seen[0]?.headers['idempotency-key']).toBe('k1');
});

test('a write that the system had done before under this key says so', async () => {
  answer = (_, response) => json(response, 200, { id: 'R1' }, { 'idempotency-replayed': 'true' });
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
  answer = (_, response) => json(response, status, { error: { message: 'no' } });
  expect(await refund()).toMatchObject({ ok: false, why, says: expect.stringContaining(`(${status}): no`) });
  expect(seen).toHaveLength(1);
});

test('a write that another sending is still busy with is not known, and surely not refused', async () => {
  answer = (_, response) => json(response, 409, {}, { 'retry-after': '1' });
  expect(await refund()).toMatchObject({ ok: false, why: 'unknown' });
});

test('a write without an answer, or cut off in the middle of it, may have been done', async () => {
  answer = () => undefined;
  expect(await refund()).toMatchObject({ ok: false, why: 'unknown' });
  answer = (_, response) => {
    response.writeHead(200, { 'content-length': '500' }).write('{"id":');
    setTimeout(() => response.destroy(), 20);
  };
  expect(await refund()).toMatchObject({
    ok: false,
    why: 'unknown',
    says: expect.stringContaining('middle'),
  });
  answer = (_, response) => response.destroy();
  expect(await refund()).toMatchObject({ ok: false, why: 'unknown' });
  expect(seen).toHaveLength(3);
});

test('a write that never reached the system is surely not done', async () => {
  const gone = new HttpSystem(shop({}, 'http://127.0.0.1:1'));
  const options = { key: 'k', signal };
  expect(await gone.write('refund', { order_id: 'A1', amount }, options)).toMatchObject({
    ok: false,
    why: 'not_sent',
  });
  const nowhere = new HttpSystem(shop({}, 'http://nowhere.invalid'));
  expect(await nowhere.write('refund', { order_id: 'A1', amount }, options)).toMatchObject({
    why: 'not_sent',
  });
});

test('a write that was done stays done when its answer cannot be read', async () => {
  answer = (_, response) => response.end('thanks!');
  expect(await refund()).toEqual({ ok: true, result: null, replayed: false });
});

test('what became of a key is asked: done, not done, or not known', async () => {
  const ask = (): ReturnType<HttpSystem['confirm']> =>
    system.confirm('refund', { key: 'k1' }, { key: 'k1', signal });
  answer = (_, response) => json(response, 200, { key: 'k1' });
  expect(await ask()).toEqual({ known: true, done: true });
  answer = (_, response) => json(response, 404, {});
  expect(await ask()).toEqual({ known: true, done: false });
  answer = (_, response) => json(response, 500, {});
  expect(await ask()).toMatchObject({ known: false });
  expect(seen[0]?.url).toBe('/api/writes/k1');
});

test('no more requests are under way at once than the system allows', async () => {
  let now = 0;
  let most = 0;
  answer = (_, response) => {
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

test('a write that waits too long for its turn was never sent', async () => {
  system = new HttpSystem(shop({ inFlight: 1, timeoutMs: 100 }));
  answer = () => undefined;
  const [first, second] = await Promise.all([refund(), refund()]);
  expect(first).toMatchObject({ why: 'unknown' });
  expect(second).toMatchObject({ why: 'not_sent' });
  expect(seen).toHaveLength(1);
});

test('connections are kept for the next request', async () => {
  const ports = new Set<number | undefined>();
  server.on('connection', (socket) => ports.add(socket.remotePort));
  answer = (_, response) => json(response, 200, ORDER);
  for (let index = 0; index < 5; index++) await order();
  expect(ports.size).toBe(1);
});

test('a system that repeats our token in its complaint does not bring it into the log', async () => {
  answer = (_, response) => json(response, 401, { error: `bad token: ${TOKEN}` });
  const read = await order();
  expect(read.ok || read.says).toBe('The shop refused (401): bad token: …');
  expect(JSON.stringify(await refund())).not.toContain('s3cret');
});
