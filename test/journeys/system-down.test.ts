import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startShop, type RunningShop } from '../../examples/shop/service/index.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { advance, intake, load } from '../../src/flow/index.ts';
import { wire, type Wired } from '../../src/wire.ts';
import { fromIda, seed, shippedOrder } from '../support/business.ts';
import { freshDatabase, type FreshDatabase } from '../support/database.ts';
import { openFaultProxy, type FaultProxy } from '../support/fault_proxy.ts';
import { loadSample } from '../support/sample.ts';

const CASES = 20;
const SOON = { timeout: 20_000, interval: 100 };

let folder: string;
let shop: RunningShop;
let proxy: FaultProxy;
let database: FreshDatabase;
let remit: Wired;
let other: Wired;
let next = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'remit-down-'));
  shop = await startShop({ port: 0, folder });
  const now = new Date();
  const orders = Array.from({ length: 4 * CASES }, (_, at) => shippedOrder(`WG-${at}`, at % 2 ? 4 : -2, now));
  await shop.plant({ ...seed(), orders });
  proxy = await openFaultProxy({ to: shop.url });
  database = await freshDatabase();
  const workspace = await loadSample(proxy.address, true);
  const options = { pool: database.pool, url: database.url, workspace: () => workspace };
  remit = await wire({ ...options, workers: 16 });
  other = await wire({ ...options, workers: 0 });
});
afterEach(() => proxy.faults(null));
afterAll(async () => {
  await remit.close();
  await other.close();
  await proxy.close();
  await database.drop();
  await shop.stop();
  await rm(folder, { recursive: true, force: true });
});

async function message(): Promise<string> {
  const at = next++;
  const topic = at % 2 ? 'parcel_is_late' : 'where_is_my_order';
  const fields = fromIda(`WG-${at}`, { topic, message: `Case ${at}` });
  const event = { source: 'web', source_id: `m-${at}`, received_at: new Date(), fields };
  return (await intake(remit.world, 'late-delivery', event)).case;
}

const messages = (count: number) => Promise.all(Array.from({ length: count }, message));

async function statuses(): Promise<Record<string, number>> {
  const { rows } = await database.pool.query<{ status: string; n: number }>(
    'select status, count(*)::int as n from cases group by status',
  );
  return Object.fromEntries(rows.map(({ status, n }) => [status, n]));
}

async function held(): Promise<number> {
  const { rows } = await database.pool.query("select 1 from cases where stopped_by = 'down:shop'");
  return rows.length;
}

/** What the shop really did, by key, and how often: each write must stand there once. */
async function writes(): Promise<{ key: string; count: number }[]> {
  const answer = await fetch(`${shop.url}/admin/writes.json`);
  return ((await answer.json()) as { writes: { key: string; count: number }[] }).writes;
}

/** Every case is closed, and the shop has done what each play says, once. */
async function everythingOnce(cases: number): Promise<void> {
  await expect.poll(statuses, SOON).toEqual({ closed: cases });
  const done = await writes();
  expect(new Set(done.map(({ key }) => key)).size).toBe(done.length);
  expect(done).toHaveLength(cases + cases / 2);
  const { rows } = await database.pool.query(
    'select status, count(*)::int as n from actions group by status',
  );
  expect(rows).toEqual([{ status: 'done', n: done.length }]);
}

test('cases wait for a shop that is down, say so, and all go on by themselves when it is back', async () => {
  await proxy.down();
  const ids = await messages(CASES);
  await expect.poll(held, SOON).toBe(CASES);
  const waiting = await load(remit.world, ids[0] ?? '');
  expect(waiting.notes.at(-1)?.says).toMatch(/shop is down, so it waits for it/);
  expect(waiting.tries).toBeLessThan(6);
  // The other process, which has asked the shop nothing, knows it from the log.
  await expect.poll(() => other.world.health?.down('shop'), SOON).toMatchObject({ says: /refuses/ });
  expect(await writes()).toEqual([]);
  await proxy.up();
  await everythingOnce(CASES);
  const { rows } = await database.pool.query<{ kind: string; body: string }>(
    "select kind, body from entries where stream = 'system/shop' order by version",
  );
  expect(rows.map(({ kind }) => kind)).toEqual(['system.down', 'system.up']);
  expect(JSON.parse(rows[1]?.body ?? '{}')).toMatchObject({ held: CASES });
  await expect.poll(() => other.world.health?.down('shop'), SOON).toBeNull();
});

test('a shop that goes down in the middle of its work has done everything once in the end', async () => {
  // Something goes wrong with the first sending of every write, and of some reads: the answer breaks off after it was
  // done, or the line before it, or it arrives twice.
  const sent = new Set<string>();
  const faults = [{ kind: 'cut' }, { kind: 'cut_before' }, { kind: 'twice' }] as const;
  proxy.faults(({ method, path, body }, index) => {
    const name = `${method} ${path} ${body}`;
    if (sent.has(name) || (method === 'GET' && index % 5 > 0)) return undefined;
    sent.add(name);
    return faults[index % faults.length];
  });
  await messages(CASES);
  await expect.poll(async () => (await writes()).length, SOON).toBeGreaterThan(CASES * 1.5 + CASES / 2);
  await proxy.down();
  proxy.faults(null);
  await proxy.up();
  await everythingOnce(2 * CASES);
});

test('a shop that asks for peace gets it, and nobody is asked in its place', async () => {
  const before = proxy.seen.length;
  proxy.faults({ kind: 'status', status: 429, retryAfter: 4 });
  const [id = ''] = await messages(1);
  await expect.poll(held, SOON).toBe(1);
  expect((await load(remit.world, id)).notes.at(-1)?.says).toContain('asked for a pause');
  expect(proxy.seen.length - before).toBeLessThanOrEqual(3);
  proxy.faults(null);
  await expect.poll(async () => (await load(remit.world, id)).status, SOON).toBe('closed');
  await advance(other.world, id);
});
