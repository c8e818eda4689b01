import { afterEach, beforeEach, expect, test } from 'vitest';
import type { McpFile } from '../../workspace/systems/mcp.ts';
import { openMcpShop, shopFile, systemOf, type McpShop } from './story.ts';
import type { McpSystem } from './index.ts';

const signal = new AbortController().signal;
let shop: McpShop;
const opened: McpSystem[] = [];

async function open(more: Parameters<typeof shopFile>[1] = {}): Promise<McpSystem> {
  return keep(await shopFile(shop.address, more));
}

function keep(file: McpFile): McpSystem {
  const system = systemOf(file);
  opened.push(system);
  return system;
}

beforeEach(async () => {
  shop = await openMcpShop();
});
afterEach(async () => {
  for (const system of opened.splice(0)) await system.close();
  await shop.stop();
});

test.each([
  ['auto', 'modern', '2026-07-28'],
  ['2026-07-28', 'modern', '2026-07-28'],
  ['2025-11-25', 'legacy', '2025-11-25'],
] as const)('a read in %s comes as facts, with only what is declared', async (protocol, era, version) => {
  const system = await open({ protocol });
  shop.eras.length = 0;
  const answer = await system.read('order', { order_id: 'A1' }, { signal });
  expect(answer).toMatchObject({ ok: true, value: { id: 'A1', total: 31 } });
  expect(answer.ok && answer.value).not.toHaveProperty('note');
  expect(new Set(shop.eras)).toEqual(new Set([era]));
  expect(await system.probe({ signal })).toEqual({
    ok: true,
    says: `The shop answers in MCP ${version} and offers 3 tools. It is shop 1.`,
  });
});

test('our token goes along with every call, and into nothing that is said', async () => {
  const system = await open();
  await system.read('order', { order_id: 'A1' }, { signal });
  expect(shop.headers.every((headers) => headers['x-token'] === 's3cret-token')).toBe(true);
  expect(JSON.stringify(await shopFile(shop.address))).toContain('getOrder');
});

test('what a read does not find is told from what goes wrong', async () => {
  const system = await open();
  expect(await system.read('order', { order_id: 'none' }, { signal })).toMatchObject({
    why: 'not_found',
    retry: false,
  });
  expect(await system.read('refunds', { key: 'k1' }, { signal })).toMatchObject({ why: 'not_found' });
  const file = await shopFile(shop.address);
  const order = file.reads['order'];
  if (order) delete order.via.noneWhen;
  const answer = await keep(file).read('order', { order_id: 'none' }, { signal });
  expect(answer).toMatchObject({ why: 'refused', says: 'The shop says: Order not found: none' });
});

test('arguments that the tool does not take are never sent', async () => {
  const system = await open();
  const before = shop.headers.length;
  expect(await system.read('order', {}, { signal })).toMatchObject({
    why: 'refused',
    says: 'The shop lacks args.order_id for its tool "getOrder"',
  });
  const file = await shopFile(shop.address);
  const order = file.reads['order'];
  if (order) order.via.with = { orderId: 7 };
  expect(await keep(file).read('order', { order_id: 'A1' }, { signal })).toMatchObject({
    why: 'refused',
    says: expect.stringMatching(/^The shop does not take these arguments for its tool "getOrder": .*string/),
  });
  expect(shop.headers.length).toBeGreaterThan(before);
});

test('an answer that is too large is not read to its end', async () => {
  const system = await open();
  expect(await system.read('order', { order_id: 'big' }, { signal })).toMatchObject({
    why: 'bad_answer',
    says: 'The shop answered with more than 2000000 bytes',
    retry: false,
  });
  expect(await system.read('order', { order_id: 'A1' }, { signal })).toMatchObject({ ok: true });
});

test('a server that is gone is waited for, and found again when it is back', async () => {
  const system = await open();
  expect(await system.read('order', { order_id: 'A1' }, { signal })).toMatchObject({ ok: true });
  const { port } = new URL(shop.address);
  await shop.stop();
  expect(await system.read('order', { order_id: 'A1' }, { signal })).toMatchObject({
    why: 'unreachable',
    retry: true,
  });
  shop = await openMcpShop(Number(port));
  expect(await system.read('order', { order_id: 'A1' }, { signal })).toMatchObject({ ok: true });
});

test.each([
  [401, 'refused', 'The shop does not accept how we sign in (401)'],
  [429, 'unreachable', 'The shop is busy (429)'],
  [503, 'bad_answer', 'The shop failed (503)'],
])('a status of %i instead of an answer is %s', async (status, why, says) => {
  const system = await open();
  await system.read('order', { order_id: 'A1' }, { signal });
  shop.status = status;
  expect(await system.read('order', { order_id: 'A1' }, { signal })).toMatchObject({ why, says });
});
