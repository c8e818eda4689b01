import { afterEach, expect, test } from 'vitest';
import { intake, load, type CaseState } from '../../src/flow/index.ts';
import { accept } from '../../src/systems/mcp/accept.ts';
import { wire, type Wired } from '../../src/wire.ts';
import { acme } from '../support/acme.ts';
import { freshDatabase, type FreshDatabase } from '../support/database.ts';
import { openFaultProxy, type FaultProxy, type HttpFault } from '../support/fault_proxy.ts';
import { mcpShopFile, openMcpRefunds, type McpRefunds } from '../support/mcp_shop.ts';

/** A case waits a second after its first failure, four after its second. */
const SOON = { timeout: 25_000, interval: 50 };
let shop: McpRefunds;
let proxy: FaultProxy;
let database: FreshDatabase;
let remit: Wired;

async function open(protocol: string): Promise<void> {
  shop = await openMcpRefunds();
  proxy = await openFaultProxy({ to: shop.address });
  const { text } = await accept('shop', mcpShopFile(protocol), {
    SHOP_URL: shop.address,
  });
  database = await freshDatabase();
  const workspace = acme(proxy.address, { 'systems/shop.yaml': text });
  remit = await wire({ pool: database.pool, url: database.url, workspace: () => workspace, workers: 8 });
}

afterEach(async () => {
  await remit.close();
  await proxy.close();
  await shop.close();
  await database.drop();
});

async function ask(order: number): Promise<string> {
  const fields = { order: String(order), email: `c${order}@example.org`, message: 'Late.' };
  const event = { source: 'web', source_id: `e${order}`, received_at: new Date(), fields };
  return (await intake(remit.world, 'refunds', event)).case;
}

const closed = (id: string): Promise<CaseState> =>
  expect
    .poll(() => load(remit.world, id), SOON)
    .toMatchObject({ status: 'closed' })
    .then(() => load(remit.world, id));

/** Whether a request calls this tool. */
const calls =
  (tool: string) =>
  ({ body }: { body: string }) =>
    body.includes('"tools/call"') && body.includes(`"name":"${tool}"`);

const FAULTS: [string, HttpFault][] = [
  ['is slow', { kind: 'slow', ms: 1_500 }],
  ['breaks off in the middle of its answer', { kind: 'cut' }],
  ['breaks before anything is heard', { kind: 'cut_before' }],
  ['fails', { kind: 'status', status: 500 }],
  ['asks for patience', { kind: 'status', status: 429, retryAfter: 1 }],
  ['answers nonsense', { kind: 'nonsense' }],
  ['hears it twice', { kind: 'twice' }],
  ['never answers', { kind: 'silence' }],
];

test.each(['2026-07-28', '2025-11-25'])(
  'in %s, a refund is paid once whatever goes wrong with the line, and the log knows it',
  async (protocol) => {
    await open(protocol);
    const isRefund = calls('refund');
    const due = new Map(FAULTS.map(([, fault], index) => [String(index + 1), fault]));
    proxy.faults((passing) => {
      if (!isRefund(passing)) return undefined;
      const order = /"order":"(\d+)"/.exec(passing.body)?.[1] ?? '';
      const fault = due.get(order);
      due.delete(order);
      return fault;
    });
    const ids = await Promise.all(FAULTS.map((_, index) => ask(index + 1)));
    for (const [index, id] of ids.entries()) {
      const state = await closed(id);
      const name = FAULTS[index]?.[0];
      expect(state.outcome, name).toBe('solved');
      expect(
        state.actions.map(({ status }) => status),
        name,
      ).toEqual(['done']);
      expect(
        shop.paid.filter(({ key }) => key.startsWith(`${id}.`)),
        name,
      ).toHaveLength(1);
    }
    expect(due.size).toBe(0);
  },
);

test('a read through a broken line is tried again, and a server that is gone is waited for', async () => {
  await open('2025-11-25');
  const isOrder = calls('order');
  let broken = 2;
  proxy.faults((passing) => (isOrder(passing) && broken-- > 0 ? { kind: 'cut' } : undefined));
  expect(await closed(await ask(7))).toMatchObject({ outcome: 'solved' });
  await proxy.down();
  const id = await ask(8);
  await expect.poll(() => load(remit.world, id).then(({ waitUntil }) => waitUntil !== null), SOON).toBe(true);
  await proxy.up();
  expect(await closed(id)).toMatchObject({ outcome: 'solved' });
});
