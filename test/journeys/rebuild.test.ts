import { afterAll, beforeAll, expect, test } from 'vitest';
import { decide, handle, record, undo } from '../../src/flow/index.ts';
import { remakeKeys, remakeRows } from '../../src/flow/case/remake.ts';
import { rebuild, verify } from '../../src/log/index.ts';
import { fromIda, openBusiness, shippedOrder, type Business } from '../support/business.ts';

const TABLES = { cases: 'id', log_rows: 'id', reviews: 'id', actions: 'key', labels: 'id', keys: 'name' };
let business: Business;

beforeAll(async () => {
  const now = new Date();
  const orders = [shippedOrder('WG-1', -2, now), shippedOrder('WG-2', 4, now), shippedOrder('WG-3', 4, now)];
  business = await openBusiness({ seed: { orders } });
});
afterAll(() => business.stop());

async function dump(): Promise<Record<string, unknown[]>> {
  const tables: Record<string, unknown[]> = {};
  for (const [table, key] of Object.entries(TABLES)) {
    const { rows } = await business.database.pool.query(`select * from ${table} order by ${key}`);
    tables[table] = rows;
  }
  return tables;
}

test('the tables made from the log are remade from it exactly as they were', async () => {
  const { wired, workspace } = business;
  const { world } = wired;
  const manager = business.person('manager');
  // One that ran alone, one that came back, one that was edited and undone, one that people did before Remit.
  await business.advance(await business.message(fromIda('WG-1')));
  const late = await business.advance(await business.message(fromIda('WG-2', { topic: 'parcel_is_late' })));
  await business.advance(await business.message(fromIda('WG-2', { topic: 'other', message: 'Thanks!' })));
  await handle(world, manager, late.id, {
    kind: 'late_delivery',
    play: null,
    outcome: 'solved',
    note: 'Just a thank-you',
  });
  const odd = await business.advance(
    await business.message(fromIda('WG-3', { topic: 'other', message: 'Hm' })),
  );
  const edit = {
    plan: odd.plan?.digest ?? '',
    decision: 'edit' as const,
    kind: 'late_delivery',
    play: 'refund_shipping',
    inputs: {},
  };
  await decide(world, manager, odd.review?.id ?? '', edit);
  const done = await business.advance(odd.id);
  await undo(world, manager, odd.id, done.actions[0]?.key ?? '');
  await business.advance(odd.id);
  await record(world, 'late-delivery', {
    event: {
      source: 'file',
      source_id: '1',
      received_at: new Date('2025-03-01T09:00:00Z'),
      fields: fromIda('WG-9'),
    },
    steps: [
      {
        by: { id: 'pia' },
        at: new Date('2025-03-01T10:00:00Z'),
        kind: 'where_is_it',
        play: 'send_tracking',
        minutes: 4,
      },
    ],
    outcome: 'solved',
  });
  const before = await dump();
  expect(before['labels']?.length).toBeGreaterThan(1);
  await rebuild(business.database.pool, {
    rowsOf: (stream, entries) => remakeRows(workspace, stream, entries),
    keysOf: remakeKeys,
  });
  expect(await dump()).toEqual(before);
  expect((await verify(business.database.pool)).misfit).toBeNull();
});
