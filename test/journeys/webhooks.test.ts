import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HOOKS_PATH } from '../../src/doors/hooks/index.ts';
import { openHttp, type HttpServer } from '../../src/doors/http/index.ts';
import { load } from '../../src/flow/index.ts';
import { listen } from '../../src/runtime/listen.ts';
import { chance as chanceOf } from '../support/chance.ts';
import { openFaultProxy, type FaultProxy, type HttpFault } from '../support/fault_proxy.ts';
import { orderOf, SECRET, withHooks } from '../support/hooks.ts';

const ORDERS = 40;
const UPDATES = 3;
const IN_FLIGHT = 8;
const TRIES_MAX = 100;
/** A sender gives up waiting after so long, and tries again. */
const PATIENCE_MS = 400;

const hooks = withHooks();
let server: HttpServer;
let proxy: FaultProxy;

beforeAll(async () => {
  const { world, door, database } = hooks;
  server = await openHttp({
    world,
    hooks: door,
    mounts: [{ path: HOOKS_PATH, isOpen: true, answer: (asked) => door.answer(asked) }],
    pool: database.pool,
    version: 'test',
    secret: 'a secret that only tests know, of 32 characters or more',
    sample: null,
    faults: () => [],
    checksAnswers: true,
    host: '127.0.0.1',
    port: 0,
    consoleFolder: '/nowhere',
    hear: (onNotice) => listen(database.url, 'remit', onNotice),
    log: () => undefined,
  });
  proxy = await openFaultProxy({ to: server.url });
});
afterAll(async () => {
  await proxy.close();
  await server.close();
});

/** Posts as a shop does: signed, again and again until it is taken. */
async function deliver(body: string): Promise<void> {
  const headers = {
    'content-type': 'application/json',
    'x-shopify-topic': 'orders/updated',
    'x-shopify-hmac-sha256': createHmac('sha256', SECRET).update(body).digest('base64'),
  };
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const response = await fetch(`${proxy.address}/hooks/refunds/shop`, {
      method: 'POST',
      headers,
      body,
      signal: AbortSignal.timeout(PATIENCE_MS),
    }).catch(() => undefined);
    // Whoever sends reads the answer: one that breaks off counts for none.
    const isWhole = await response?.text().then(
      () => true,
      () => false,
    );
    if (response?.ok && isWhole) return;
  }
  throw new Error(`not taken in ${TRIES_MAX} tries`);
}

test('through a line that cuts, doubles, reorders and stalls, each order has one case that says what is newest', async () => {
  const { draw, pick } = chanceOf(20_261_121);
  const kinds: HttpFault[] = [
    { kind: 'cut' },
    { kind: 'cut_before' },
    { kind: 'status', status: 500 },
    { kind: 'status', status: 429, retryAfter: 0 },
    { kind: 'twice' },
    { kind: 'after_next' },
    { kind: 'slow', ms: 20 },
    { kind: 'silence' },
    { kind: 'nonsense' },
  ];
  proxy.faults(() => (draw() < 0.4 ? pick(kinds) : undefined));
  const bodies = Array.from({ length: ORDERS * UPDATES }, (_, index) => {
    const [number, update] = [(index % ORDERS) + 100, Math.floor(index / ORDERS)];
    const at = `2026-11-10T1${update}:00:00Z`;
    return JSON.stringify(orderOf(number, { note: `update ${update}`, updated_at: at }));
  });
  const queue = [...bodies];
  const send = async () => {
    for (let body = queue.shift(); body !== undefined; body = queue.shift()) await deliver(body);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, send));
  proxy.faults(null);
  const { rows } = await hooks.database.pool.query<{ id: string; subject: string }>(
    'select id, subject from cases',
  );
  expect(new Set(rows.map(({ subject }) => subject)).size).toBe(ORDERS);
  expect(rows).toHaveLength(ORDERS);
  for (const { id } of rows) {
    const { event, messages } = await load(hooks.world, id);
    expect(event['message']).toBe(`update ${UPDATES - 1}`);
    expect(messages.map(({ text }) => text).sort()).toEqual(['update 0', 'update 1', 'update 2']);
  }
  expect(proxy.seen.length).toBeGreaterThan(bodies.length);
}, 20_000);

test('webhooks come in under any name and through any proxy, and nothing else does', async () => {
  const ask = (path: string, method = 'POST'): Promise<number> =>
    new Promise((done, failed) => {
      const { hostname, port } = new URL(server.url);
      const headers = { host: 'hooks.example.org', 'x-forwarded-for': '203.0.113.7', 'content-length': '2' };
      const asked = request({ hostname, port, path, method, headers }, (response) => {
        response.resume();
        done(response.statusCode ?? 0);
      });
      asked.on('error', failed);
      asked.end(method === 'POST' ? '{}' : undefined);
    });
  expect(await ask('/hooks/refunds/shop')).toBe(401);
  expect(hooks.door.turnedAway('refunds', 'shop')?.says).toContain('x-shopify-hmac-sha256');
  expect([401, 403]).toContain(await ask('/events/refunds'));
  expect([401, 403]).toContain(await ask('/api/arrivals', 'GET'));
  expect([400, 401, 403]).toContain(await ask('/hooks/../api/arrivals', 'GET'));
});
