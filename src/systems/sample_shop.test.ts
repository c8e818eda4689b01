import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startShop, type RunningShop } from '../../examples/shop/service/index.ts';
import { loadWorkspace } from '../workspace/load.ts';
import type { SystemFile } from '../workspace/schema.ts';
import { fillFields } from '../workspace/template.ts';
import { openSystems, type System } from './index.ts';

const NOW = new Date('2026-11-20T10:00:00Z');
const signal = new AbortController().signal;
const address = { name: 'Ida Lund', street: 'Holzweg 4', postcode: '04109', city: 'Leipzig', country: 'DE' };
const person = { id: 'C-1', first_name: 'Ida', last_name: 'Lund', email: 'ida@example.org', country: 'DE' };
const product = { title: 'Wool socks', price: 1900, in_stock: 5, final_sale: false };
const placed = { customer_id: 'C-1', shipping: 490, paid_with: 'Visa 4242', address };
const parcel = {
  id: 'P-1',
  carrier: 'DHL' as const,
  tracking_code: 'JD01',
  expected_at: '2026-11-18T18:00:00Z',
  scans: [{ at: '2026-11-16T08:00:00Z', says: 'In the depot' }],
};
const seed = {
  products: [
    { ...product, sku: 'SOCK-M', variant: 'M' },
    { ...product, sku: 'SOCK-L', variant: 'L' },
  ],
  customers: [
    {
      ...person,
      language: 'de' as const,
      since: '2025-01-01T00:00:00Z',
      standing: 'regular' as const,
      earlier: { orders: 2, spent: 9000, refunds: 0 },
      address,
    },
  ],
  orders: [
    {
      ...placed,
      id: 'WG-1',
      placed_at: '2026-11-20T08:00:00Z',
      items: [{ sku: 'SOCK-M', quantity: 1, price: 1900 }],
    },
    {
      ...placed,
      id: 'WG-2',
      placed_at: '2026-11-14T08:00:00Z',
      packed_at: '2026-11-14T12:00:00Z',
      shipped_at: '2026-11-15T08:00:00Z',
      items: [{ sku: 'SOCK-L', quantity: 1, price: 1900 }],
      parcel,
    },
  ],
};

let folder: string;
let running: RunningShop;
let shop: System;
let file: SystemFile;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shop-'));
  running = await startShop({ port: 0, folder, now: () => NOW });
  await running.plant(seed);
  const sample = new URL('../../examples/shop/workspace', import.meta.url).pathname;
  const loaded = await loadWorkspace(sample, { env: { SHOP_URL: running.url } });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults, null, 2));
  const opened = openSystems(loaded.workspace)['shop'];
  const described = loaded.workspace.systems['shop'];
  if (!opened || !described) throw new Error('The sample has no shop.');
  [shop, file] = [opened, described];
});
afterEach(async () => {
  await shop.close();
  await running.stop();
  await rm(folder, { recursive: true });
});

test('every read of the sample shop gives what its file declares', async () => {
  const key = 'k-read';
  const amount = { minor: 490, currency: 'EUR' };
  const refund = { order_id: 'WG-2', amount, reason: 'late', recipient: 'Visa 4242' };
  expect(await shop.write('refund', refund, { key, signal })).toMatchObject({ ok: true });
  const args = { order_id: 'WG-2', sku: 'SOCK-L', customer_id: 'C-1', key };
  for (const [name, offer] of Object.entries(file.reads)) {
    const wanted = Object.fromEntries(Object.entries(args).filter(([arg]) => arg in offer.args));
    const answer = await shop.read(name, wanted, { signal });
    expect(answer, name).toMatchObject({ ok: true });
  }
});

const euro = { minor: 490, currency: 'EUR' };
const WRITES: Record<string, Record<string, unknown>> = {
  reply: { order_id: 'WG-1', to: 'ida@example.org', text: 'Hello' },
  refund: { order_id: 'WG-1', amount: euro, reason: 'late', recipient: 'Visa 4242' },
  change_address: { order_id: 'WG-1', ...address, street: 'Holzweg 5' },
  change_item: { order_id: 'WG-1', sku: 'SOCK-M', new_sku: 'SOCK-L' },
  cancel_order: { order_id: 'WG-1', reason: 'customer_asked' },
  send_replacement: { order_id: 'WG-2', value: { minor: 1900, currency: 'EUR' } },
  return_label: { order_id: 'WG-2', sku: 'SOCK-L' },
  set_price: { sku: 'SOCK-M', price: { minor: 2100, currency: 'EUR' } },
};

test.each(Object.entries(WRITES))(
  '%s is done once under its key, can be asked about, and can be taken back',
  async (name, args) => {
    const key = `k-${name}`;
    const first = await shop.write(name, args, { key, signal });
    expect(first).toMatchObject({ ok: true, replayed: false });
    const second = await shop.write(name, args, { key, signal });
    expect(second).toEqual({ ...first, replayed: true });
    expect(await shop.confirm(name, { key }, { key, signal })).toMatchObject({ known: true, done: true });
    const undo = file.writes[name]?.undo;
    const values = { args, result: first.ok ? first.result : null };
    const filled = fillFields(undo?.with ?? {}, { values, locale: 'en', timeZone: 'UTC' });
    if (!undo || !filled.ok) throw new Error(`${name} cannot be undone: ${JSON.stringify(filled)}`);
    expect(await shop.write(undo.write, filled.value, { key: `${key}-undo`, signal })).toMatchObject({
      ok: true,
    });
  },
);

test('what the shop refuses was not done, and its own words say why', async () => {
  const args = {
    order_id: 'WG-1',
    amount: { minor: 99_999, currency: 'EUR' },
    reason: 'late',
    recipient: 'Visa 4242',
  };
  const answer = await shop.write('refund', args, { key: 'k-big', signal });
  expect(answer).toMatchObject({ ok: false, why: 'rejected' });
  expect(answer.ok || answer.says).toMatch(/^Wollgras shop refused \(409\): .+/);
  expect(await shop.confirm('refund', { key: 'k-big' }, { key: 'k-big', signal })).toEqual({
    known: true,
    done: false,
  });
});
