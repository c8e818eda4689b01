import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startShop, type RunningShop } from './index.ts';
import type { ShopSeed } from './model.ts';

const NOW = new Date('2026-11-20T10:00:00Z');
const address = { name: 'Ida Lund', street: 'Holzweg 4', postcode: '04109', city: 'Leipzig', country: 'DE' };
const seed: ShopSeed = {
  products: [
    { sku: 'SOCK-M', title: 'Wool socks', variant: 'M', price: 1900, in_stock: 5, final_sale: false },
    { sku: 'SOCK-L', title: 'Wool socks', variant: 'L', price: 1900, in_stock: 1, final_sale: false },
  ],
  customers: [
    {
      id: 'C-1',
      first_name: 'Ida',
      last_name: 'Lund',
      email: 'ida@example.org',
      country: 'DE',
      language: 'de',
      since: '2025-01-01T00:00:00Z',
      standing: 'regular',
      earlier: { orders: 2, spent: 9000, refunds: 0 },
      address,
    },
  ],
  orders: [
    {
      id: 'WG-1',
      customer_id: 'C-1',
      placed_at: '2026-11-20T08:00:00Z',
      shipping: 490,
      paid_with: 'Visa ···· 4242',
      items: [{ sku: 'SOCK-M', quantity: 1, price: 1900 }],
      address,
    },
  ],
  refunds: [],
  replacements: [],
};

let folder: string;
let shop: RunningShop;
let clock = NOW;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shop-'));
  clock = NOW;
  shop = await startShop({ port: 0, folder, now: () => clock });
  await shop.plant(seed);
});
afterEach(async () => {
  await shop.stop();
  await rm(folder, { recursive: true });
});

const ask = async (
  path: string,
  options: { method?: string; key?: string; body?: unknown; url?: string } = {},
) => {
  const answer = await fetch((options.url ?? shop.url) + path, {
    method: options.method ?? (options.body === undefined ? 'GET' : 'POST'),
    headers: options.key ? { 'Idempotency-Key': options.key } : {},
    ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
  });
  const json = (await answer.json()) as Record<string, never>;
  return { status: answer.status, replayed: answer.headers.get('idempotency-replayed'), json };
};
const euro = (minor: number) => ({ minor, currency: 'EUR' });
const refund = (minor: number) => ({
  order_id: 'WG-1',
  amount: euro(minor),
  reason: 'late',
  recipient: 'Visa ···· 4242',
});

test('a refund asked for twenty times at once under one key is paid once', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => ask('/refunds', { key: 'k1', body: refund(490) })),
  );
  expect(answers.filter((answer) => answer.replayed === null)).toHaveLength(1);
  expect(new Set(answers.map((answer) => answer.json.id)).size).toBe(1);
  expect((await ask('/orders/WG-1/refunds')).json).toMatchObject({ count: 1, total: euro(490) });
});

test('the same key with another body does nothing and says so', async () => {
  await ask('/refunds', { key: 'k1', body: refund(490) });
  expect((await ask('/refunds', { key: 'k1', body: refund(500) })).status).toBe(422);
  expect((await ask('/orders/WG-1/refunds')).json).toMatchObject({ count: 1 });
});

test('the books of the shop show who changed a price, when and under which key', async () => {
  const set = await ask('/products/SOCK-M/price', { method: 'PUT', key: 'k1', body: { price: euro(2100) } });
  expect(set.json).toEqual({ sku: 'SOCK-M', price: euro(2100), previous: euro(1900) });
  await ask('/products/SOCK-M/price', { method: 'PUT', key: 'k1', body: { price: euro(2100) } });
  const byHand = { price: euro(2050), by: 'Hanne' };
  await ask('/admin/products/SOCK-M/price', { method: 'PUT', body: byHand });
  expect((await ask('/products/SOCK-M')).json).toMatchObject({ price: euro(2050) });
  const { changes } = (await ask('/products/SOCK-M/prices')).json as unknown as { changes: object[] };
  expect(changes).toMatchObject([
    { key: 'k1', before: euro(1900), after: euro(2100), at: NOW.toISOString() },
    { by: 'Hanne', before: euro(2100), after: euro(2050) },
  ]);
  expect(changes).toHaveLength(2);
});

test('the office changes a price with the form on the page of a product', async () => {
  const form = new URLSearchParams({ euros: '18,50', by: 'Pia' });
  const sent = await fetch(`${shop.url}/admin/products/SOCK-M/price`, { method: 'POST', body: form });
  const page = await sent.text();
  expect(page).toContain('€18.50');
  expect(page).toContain('Pia');
  const nothing = new URLSearchParams({ euros: 'cheap', by: 'Pia' });
  expect(
    (await fetch(`${shop.url}/admin/products/SOCK-M/price`, { method: 'POST', body: nothing })).status,
  ).toBe(400);
});

test('prices that were changed outlive a restart', async () => {
  await ask('/products/SOCK-M/price', { method: 'PUT', key: 'k1', body: { price: euro(2100) } });
  await shop.stop();
  shop = await startShop({ port: 0, folder, now: () => clock });
  expect((await ask('/products/SOCK-M/prices')).json).toMatchObject({
    price: euro(2100),
    changes: [{ key: 'k1' }],
  });
});

test('one can ask what became of a key', async () => {
  expect((await ask('/writes/k1')).status).toBe(404);
  await ask('/refunds', { key: 'k1', body: refund(490) });
  expect((await ask('/writes/k1')).json).toMatchObject({ key: 'k1', path: 'POST /refunds' });
  await ask('/refunds', { key: 'case/7:2', body: refund(100) });
  expect((await ask('/writes/case%2F7%3A2')).json).toMatchObject({ key: 'case/7:2' });
});

test('what was refused left no trace, so the key may be used again', async () => {
  expect((await ask('/refunds', { key: 'k1', body: refund(99_999) })).status).toBe(409);
  expect((await ask('/writes/k1')).status).toBe(404);
  expect((await ask('/refunds', { key: 'k1', body: refund(490) })).status).toBe(201);
});

test('a refund can be voided until it settles, and the money may then go out again', async () => {
  const paid = await ask('/refunds', { key: 'k1', body: refund(2390) });
  expect((await ask(`/refunds/${paid.json.id}/void`, { key: 'k2', body: {} })).status).toBe(201);
  expect((await ask('/orders/WG-1/refund-options')).json).toMatchObject({ open: euro(2390) });
  const again = await ask('/refunds', { key: 'k3', body: refund(2390) });
  clock = new Date(NOW.getTime() + 25 * 3_600_000);
  expect((await ask(`/refunds/${again.json.id}/void`, { key: 'k4', body: {} })).status).toBe(409);
});

test('a reply can be withdrawn within five minutes and not later', async () => {
  const body = { order_id: 'WG-1', to: 'ida@example.org', text: 'Hello' };
  const first = await ask('/replies', { key: 'k1', body });
  const second = await ask('/replies', { key: 'k2', body });
  expect((await ask(`/replies/${first.json.id}/withdraw`, { key: 'k3', body: {} })).status).toBe(201);
  clock = new Date(NOW.getTime() + 5 * 60_000);
  expect((await ask(`/replies/${second.json.id}/withdraw`, { key: 'k4', body: {} })).status).toBe(409);
});

test('an address, an item and a cancellation can be put back', async () => {
  const moved = { ...address, street: 'Am Ring 9' };
  const first = await ask('/orders/WG-1/address', { method: 'PUT', key: 'k1', body: moved });
  expect((await ask('/orders/WG-1')).json).toMatchObject({ address: moved });
  const second = await ask('/orders/WG-1/items/SOCK-M', {
    method: 'PUT',
    key: 'k2',
    body: { new_sku: 'SOCK-L' },
  });
  expect((await ask('/products/SOCK-L')).json).toMatchObject({ in_stock: 0 });
  for (const change of [first, second]) {
    expect(
      (await ask(`/changes/${change.json.id}/revert`, { key: `r${change.json.id}`, body: {} })).status,
    ).toBe(201);
  }
  await ask('/orders/WG-1/cancel', { key: 'k3', body: { reason: 'customer_asked' } });
  expect((await ask('/orders/WG-1')).json).toMatchObject({ status: 'cancelled' });
  await ask('/orders/WG-1/uncancel', { key: 'k4', body: {} });
  expect((await ask('/orders/WG-1')).json).toMatchObject({
    status: 'placed',
    address,
    items: [{ sku: 'SOCK-M' }],
  });
});

test('a shop that hangs up after the write has done it, and says so under the key', async () => {
  await ask('/admin/faults', { body: { path: '/refunds', drop_after_write: true } });
  await expect(ask('/refunds', { key: 'k1', body: refund(490) })).rejects.toThrow();
  expect((await ask('/writes/k1')).status).toBe(200);
  expect(await ask('/refunds', { key: 'k1', body: refund(490) })).toMatchObject({
    status: 200,
    replayed: 'true',
  });
});

test('the page shows what was done, escaped and without scripts', async () => {
  await ask('/replies', {
    key: '<b>k</b>',
    body: { order_id: 'WG-1', to: 'x@y.z', text: '<script>alert(1)</script>' },
  });
  const pages = await Promise.all(
    ['/admin', '/admin/orders/WG-1'].map(async (path) => (await fetch(shop.url + path)).text()),
  );
  expect(pages.join('')).not.toMatch(/<script|<b>k/);
  expect(pages[0]).toContain('POST /replies');
});

test('nothing that was answered is lost when the process is killed, and nothing runs twice', async () => {
  const own = await mkdtemp(join(tmpdir(), 'shop-kill-'));
  let child = await spawned(own);
  await ask('/admin/seed', { url: child.url, body: seed });
  const acknowledged = new Set<string>();
  const send = async (i: number) => {
    const body = { order_id: 'WG-1', to: 'ida@example.org', text: `Message ${i}` };
    const { status } = await ask('/replies', { url: child.url, key: `m${i}`, body });
    if (status < 300) acknowledged.add(`m${i}`);
  };
  const sending = Promise.allSettled(Array.from({ length: 300 }, (_, i) => send(i)));
  while (acknowledged.size < 40) await new Promise((resolve) => setTimeout(resolve, 2));
  child.kill();
  await sending;
  child = await spawned(own);
  const found = (await ask('/admin/writes.json', { url: child.url })).json as unknown as {
    writes: { key: string }[];
  };
  const kept = new Set(found.writes.map((write) => write.key));
  expect([...acknowledged].filter((key) => !kept.has(key))).toEqual([]);
  await Promise.all(Array.from({ length: 300 }, (_, i) => send(i)));
  expect((await ask('/admin/writes.json', { url: child.url })).json).toMatchObject({
    count: 300,
    effects: { replies: 300 },
  });
  child.kill();
  await rm(own, { recursive: true });
}, 30_000);

test('after an orderly stop the shop opens from its snapshot with the same books', async () => {
  await ask('/refunds', { key: 'k1', body: refund(490) });
  const before = await ask('/orders/WG-1');
  await shop.stop();
  shop = await startShop({ port: 0, folder, now: () => clock });
  expect(shop.fresh).toBe(false);
  expect(await ask('/orders/WG-1')).toEqual(before);
  expect((await ask('/refunds', { key: 'k1', body: refund(490) })).replayed).toBe('true');
});

async function spawned(own: string): Promise<{ url: string; kill(): void }> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'run.ts'), own]);
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (data: Buffer) => resolve(data.toString().trim()));
    child.once('exit', (code) => reject(new Error(`the shop ended with ${code}`)));
  });
  return { url, kill: () => void child.kill('SIGKILL') };
}
