import { afterEach, beforeEach, expect, test } from 'vitest';
import { json, openTestShop, shopFile, type TestShop } from './http/story.ts';
import { openSystems, renewSystems } from './index.ts';

const signal = new AbortController().signal;
let shop: TestShop;

beforeEach(async () => {
  shop = await openTestShop();
});
afterEach(() => shop.stop());

test('a system whose file did not change stays as it is when the workspace is loaded again', () => {
  const systems = openSystems({ systems: { shop: shopFile(shop.address) } });
  const before = systems['shop'];
  renewSystems(systems, { systems: { shop: shopFile(shop.address) } });
  expect(systems['shop']).toBe(before);
});

test('a new token, a new limit or a new system is in force at once', async () => {
  const systems = openSystems({ systems: { shop: shopFile(shop.address) } });
  const file = { ...shopFile(shop.address), headers: { authorization: 'Bearer another' } };
  renewSystems(systems, { systems: { shop: file, second: { ...file, name: 'second' } } });
  shop.answer = (response) => json(response, 404, {});
  for (const system of Object.values(systems)) await system.read('order', { order_id: 'A1' }, { signal });
  expect(shop.seen.map((seen) => seen.headers['authorization'])).toEqual([
    'Bearer another',
    'Bearer another',
  ]);
  renewSystems(systems, { systems: { second: { ...file, name: 'second' } } });
  expect(Object.keys(systems)).toEqual(['second']);
});

test('what is under way while a system changes ends as it would have', async () => {
  const systems = openSystems({ systems: { shop: shopFile(shop.address) } });
  shop.answer = (response) => setTimeout(() => json(response, 201, { id: 'R1' }), 50);
  const args = { order_id: 'A1', amount: { minor: 1, currency: 'EUR' } };
  const refund = systems['shop']?.write('refund', args, { key: 'k1', signal });
  renewSystems(systems, { systems: { shop: shopFile(shop.address, { timeoutMs: 10 }) } });
  expect(await refund).toMatchObject({ ok: true });
});
