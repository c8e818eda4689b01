import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WriteAnswer } from '../../flow/action/schema.ts';
import { openSystems } from '../index.ts';
import { McpSystem } from './index.ts';
import { acceptAll, LIMITS, openMcpShop, shopFile, systemOf, type McpShop } from './story.ts';

const signal = new AbortController().signal;
const amount = { minor: 1250, currency: 'EUR' };
let shop: McpShop;
let system: McpSystem;

beforeEach(async () => {
  shop = await openMcpShop();
  system = systemOf(await shopFile(shop.address, { limits: { ...LIMITS, timeoutMs: 400 } }));
});
afterEach(async () => {
  await system.close();
  await shop.stop();
});

const refund = (key = 'k1'): Promise<WriteAnswer> =>
  system.write('refund', { order_id: 'A1', amount }, { key, signal });

test('a write fills the arguments of its tool by the file, and takes our key along', async () => {
  expect(await refund()).toEqual({ ok: true, result: { id: 'R1' }, replayed: false });
  expect(shop.refunds).toEqual([{ order_id: 'A1', cents: 1250, idempotency_key: 'k1' }]);
});

test('an error of the tool leaves open whether it was done, until the file says that it was not', async () => {
  shop.after = () => ({ isError: true, content: [{ type: 'text', text: 'The ledger is locked.' }] });
  expect(await refund()).toEqual({ ok: false, why: 'unknown', says: 'The shop says: The ledger is locked.' });
  const file = await shopFile(shop.address);
  const offer = file.writes['refund'];
  if (offer) offer.via.onError = 'not_done';
  const sure = new McpSystem(file);
  const answer = await sure.write('refund', { order_id: 'A1', amount }, { key: 'k2', signal });
  expect(answer).toMatchObject({ why: 'rejected' });
  await sure.close();
});

test('an answer that breaks the promise of its schema takes the result away, never the deed', async () => {
  shop.after = () => ({ content: [{ type: 'text', text: 'thanks!' }] });
  // The server of this SDK holds its own answers to its schema; a looser one sends them.
  expect(await refund()).toMatchObject({ ok: expect.any(Boolean) });
  expect(shop.refunds).toHaveLength(1);
});

test('a write without an answer may have been done, and can be asked about', async () => {
  shop.before = () => new Promise((resolve) => setTimeout(resolve, 700));
  expect(await refund()).toEqual({ ok: false, why: 'unknown', says: 'The shop did not answer within 0.4 s' });
  const guarded = openSystems({ systems: { shop: await shopFile(shop.address) } })['shop'];
  const ask = (key: string) => guarded?.confirm('refund', { key }, { key, signal });
  expect(await ask('other')).toEqual({ known: true, done: false });
  shop.before = () => undefined;
  await refund('k2');
  expect(await ask('k2')).toEqual({ known: true, done: true });
  await guarded?.close();
});

test('a write to a server that is not there is surely not done', async () => {
  await shop.stop();
  expect(await refund()).toMatchObject({ ok: false, why: 'not_sent' });
  shop = await openMcpShop();
});

test('a tool that changed since it was accepted is not called, as soon as the server tells of it', async () => {
  expect(await refund()).toMatchObject({ ok: true });
  shop.description = 'Pays back a part of an order, in euros';
  shop.changed();
  await expect.poll(async () => (await refund('k2')).ok, { timeout: 3_000 }).toBe(false);
  const answer = await refund('k3');
  expect(answer).toEqual({
    ok: false,
    why: 'rejected',
    says: 'The shop has changed its tool "refund" since somebody accepted it: look at it and run remit connect mcp shop --accept',
  });
  expect(await system.probe({ signal })).toMatchObject({
    ok: true,
    warnings: [{ says: expect.stringContaining('shop.refund is not called') }],
  });
  expect(shop.refunds.some(({ idempotency_key }) => idempotency_key === 'k3')).toBe(false);
});

test('a tool that is accepted anew is called again', async () => {
  shop.description = 'Pays back a part of an order, in euros';
  const file = await shopFile(shop.address);
  await acceptAll(file);
  const renewed = systemOf(file);
  expect(await renewed.write('refund', { order_id: 'A1', amount }, { key: 'k9', signal })).toMatchObject({
    ok: true,
  });
  await renewed.close();
});
