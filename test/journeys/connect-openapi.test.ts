import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { serve, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { run } from '../../src/doors/cli/index.ts';
import { openSystems } from '../../src/systems/index.ts';
import { sayFor } from '../../src/workspace/forms/form.ts';
import type { Fault } from '../../src/workspace/shape.ts';
import { readSystem } from '../../src/workspace/systems/index.ts';
import { readYaml } from '../../src/workspace/yaml.ts';
import { fillFields } from '../../src/workspace/template.ts';
import { openFaultProxy, type FaultProxy } from '../support/fault_proxy.ts';

const signal = new AbortController().signal;
const Refund = z.object({ id: z.string(), amount: z.int(), currency: z.string(), order: z.string() });
const NewRefund = Refund.omit({ id: true });
const Order = z.object({ id: z.string(), placed_at: z.iso.datetime(), total: z.int(), currency: z.string() });

/** A shop whose description is made from the very schemas that it checks with. */
function openShop(): { app: Hono; refunds: Map<string, z.infer<typeof Refund>>; tokens: () => number } {
  const refunds = new Map<string, z.infer<typeof Refund>>();
  const byKey = new Map<string, z.infer<typeof Refund>>();
  let tokens = 0;
  const app = new Hono();
  app.get('/openapi.json', (context) => context.json(DESCRIPTION));
  app.post('/token', (context) => context.json({ access_token: `token-${++tokens}`, token_type: 'bearer' }));
  app.use('/v1/*', async (context, next) => {
    if (context.req.header('authorization') !== `Bearer token-${tokens}`) return context.json({}, 401);
    return next();
  });
  app.get('/v1/orders', (context) => {
    const page = Number(context.req.query('page') ?? 1);
    const made = (id: string) => ({ id, placed_at: '2026-11-20T08:00:00Z', total: 1250, currency: 'eur' });
    return context.json({
      data: page === 1 ? [made('A1'), made('A2')] : page === 2 ? [made('A3')] : [],
      page,
    });
  });
  app.post('/v1/refunds', async (context) => {
    const key = context.req.header('idempotency-key') ?? '';
    const known = byKey.get(key);
    if (known) return context.json(known, 200, { 'idempotency-replayed': 'true' });
    const refund = { id: `r${refunds.size + 1}`, ...NewRefund.parse(await context.req.json()) };
    refunds.set(refund.id, refund);
    byKey.set(key, refund);
    return context.json(refund, 201);
  });
  app.delete('/v1/refunds/:id', (context) => {
    refunds.delete(context.req.param('id'));
    return context.body(null, 204);
  });
  return { app, refunds, tokens: () => tokens };
}

const answer = (schema: z.ZodType, status = 200) => ({
  responses: {
    [status]: { description: 'ok', content: { 'application/json': { schema: z.toJSONSchema(schema) } } },
  },
});
const DESCRIPTION = {
  openapi: '3.1.0',
  info: { title: 'Wool Shop API', version: '2' },
  servers: [{ url: '/v1' }],
  security: [{ login: [] }],
  paths: {
    '/orders': {
      get: {
        operationId: 'listOrders',
        tags: ['orders'],
        parameters: [{ name: 'page', in: 'query', schema: { type: 'integer' } }],
        ...answer(z.object({ data: z.array(Order), page: z.int() })),
      },
    },
    '/refunds': {
      post: {
        operationId: 'createRefund',
        summary: 'Pay an amount back',
        parameters: [{ name: 'Idempotency-Key', in: 'header', schema: { type: 'string' } }],
        requestBody: { content: { 'application/json': { schema: z.toJSONSchema(NewRefund) } } },
        ...answer(Refund, 201),
      },
    },
    '/refunds/{id}': {
      delete: {
        operationId: 'voidRefund',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        responses: { 204: { description: 'gone' } },
      },
    },
  },
  components: {
    securitySchemes: {
      login: {
        type: 'oauth2',
        flows: { clientCredentials: { tokenUrl: '/token', scopes: { shop: 'all' } } },
      },
    },
  },
};

let shop: ReturnType<typeof openShop>;
let server: ServerType;
let proxy: FaultProxy;
let folder: string;

beforeEach(async () => {
  shop = openShop();
  folder = await mkdtemp(join(tmpdir(), 'connect-'));
  server = await new Promise<ServerType>((resolve) => {
    const made = serve({ fetch: shop.app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(made));
  });
  proxy = await openFaultProxy({ to: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
afterEach(async () => {
  await proxy.close();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

async function remit(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const never = () => {
    throw new Error('this command needs a folder only');
  };
  const code = await run(argv, {
    version: '0.0.0',
    env: {},
    stdout,
    stderr,
    workspaceFolder: () => folder,
    settingRows: never,
    openWorld: never,
    startAll: never,
    startWorker: never,
  });
  const text = (stream: PassThrough): string => String((stream.read() as Buffer | null) ?? '');
  return { code, out: text(stdout), err: text(stderr) };
}

/** The shop's system, opened from the file that the command wrote. */
async function opened() {
  const read = readYaml(
    'systems/wool_shop.yaml',
    await readFile(join(folder, 'systems/wool_shop.yaml'), 'utf8'),
  );
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  const faults: Fault[] = [];
  const env = {
    WOOL_SHOP_CLIENT_ID: 'remit',
    WOOL_SHOP_CLIENT_SECRET: 's',
    WOOL_SHOP_TOKEN_URL: `${proxy.address}/token`,
  };
  const file = readSystem('wool_shop', read.yaml, env, sayFor(read.yaml, faults));
  const system = file && openSystems({ systems: { wool_shop: file } })['wool_shop'];
  if (!file || !system) throw new Error(JSON.stringify(faults));
  return { file, system };
}

test('a service that describes itself is connected, read to its last page, paid at once and taken back', async () => {
  const connected = await remit('connect', 'openapi', `${proxy.address}/openapi.json`);
  expect(connected).toMatchObject({ code: 0, err: '' });
  expect(connected.out).toContain('1 read: list_orders');
  expect(connected.out).toContain('2 writes: create_refund and void_refund');
  expect(connected.out).toContain('WOOL_SHOP_CLIENT_SECRET');
  const { file, system } = await opened();

  const orders = await system.read('list_orders', {}, { signal });
  expect(orders).toMatchObject({ ok: true, value: [{ id: 'A1' }, { id: 'A2' }, { id: 'A3' }] });
  expect(orders).toMatchObject({ value: [{ total: { minor: 1250, currency: 'EUR' } }, {}, {}] });

  const args = { amount: { minor: 500, currency: 'EUR' }, order: 'A1' };
  proxy.next({ kind: 'cut' });
  expect(await system.write('create_refund', args, { key: 'k1', signal })).toMatchObject({ why: 'unknown' });
  const again = await system.write('create_refund', args, { key: 'k1', signal });
  expect(again).toMatchObject({ ok: true, replayed: true, result: { id: 'r1' } });
  expect([...shop.refunds.values()]).toEqual([{ id: 'r1', amount: 500, currency: 'EUR', order: 'A1' }]);

  const undo = file.writes['create_refund']?.undo;
  const values = { args, result: again.ok ? again.result : {} };
  const filled = fillFields(undo?.with ?? {}, { values, locale: 'en', timeZone: 'UTC' });
  expect(undo?.write).toBe('wool_shop.void_refund');
  expect(
    await system.write('void_refund', filled.ok ? filled.value : {}, { key: 'k2', signal }),
  ).toMatchObject({ ok: true });
  expect(shop.refunds.size).toBe(0);
  expect(shop.tokens()).toBe(1);
  await system.close();
});

test('a service that is slow, busy, failing or talking nonsense is told apart, and nothing is done twice', async () => {
  await remit('connect', 'openapi', `${proxy.address}/openapi.json`);
  const { system } = await opened();
  const read = () => system.read('list_orders', {}, { signal });
  const args = { amount: { minor: 500, currency: 'EUR' }, order: 'A1' };
  const write = (key: string) => system.write('create_refund', args, { key, signal });
  expect(await read()).toMatchObject({ ok: true });
  proxy.next({ kind: 'status', status: 500 }, { kind: 'slow', ms: 50 });
  expect(await read()).toMatchObject({ ok: true });
  proxy.next({ kind: 'nonsense' });
  expect(await read()).toMatchObject({ ok: true });
  proxy.next({ kind: 'nonsense', text: '{"orders": "none"}' });
  expect(await read()).toMatchObject({ ok: false, why: 'bad_answer' });
  proxy.next({ kind: 'status', status: 429, retryAfter: 30 });
  expect(await write('k1')).toMatchObject({ why: 'not_sent', retryAfterMs: 30_000 });
  expect(shop.refunds.size).toBe(0);
  await system.close();
});

test('a file that is there is never written over, and operations can be listed, chosen and looked at first', async () => {
  const description = `${proxy.address}/openapi.json`;
  const listed = await remit('connect', 'openapi', description, '--list');
  expect(listed.out).toMatch(/POST\s+\/refunds\s+createRefund\s+Pay an amount back/);
  const printed = await remit(
    'connect',
    'openapi',
    description,
    '--only',
    'orders',
    '--print',
    '--name',
    'wool',
  );
  expect(printed.out).toContain('list_orders:');
  expect(printed.out).not.toContain('create_refund:');
  await remit('connect', 'openapi', description);
  await writeFile(join(folder, 'systems/wool_shop.yaml'), 'mine');
  const second = await remit('connect', 'openapi', description);
  expect(second).toMatchObject({ code: 2, err: expect.stringContaining('--force') });
  expect(await readFile(join(folder, 'systems/wool_shop.yaml'), 'utf8')).toBe('mine');
  expect(await remit('connect', 'openapi', description, '--only', 'createRefnd')).toMatchObject({
    code: 2,
    err: expect.stringContaining('did you mean "createRefund"?'),
  });
  expect(await remit('connect', 'openapi', join(folder, 'none.yaml'))).toMatchObject({ code: 2 });
});
