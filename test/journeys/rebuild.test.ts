import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit, decide, handle, late, record, recordByHand, undo } from '../../src/flow/index.ts';
import { changeStage } from '../../src/authority/stage/change.ts';
import { releaseSwitch, throwSwitch } from '../../src/authority/brake/switches.ts';
import { planRollback, runRollback } from '../../src/flow/rollback/index.ts';
import { verify } from '../../src/log/index.ts';
import { makeTables, renewTables } from '../../src/tables.ts';
import { fromIda, openBusiness, shippedOrder, type Business } from '../support/business.ts';

const TABLES = {
  cases: 'id',
  log_rows: 'id',
  reviews: 'id',
  actions: 'key',
  decisions: 'id',
  labels: 'id',
  observations: 'id',
  checks: 'id',
  precedents: 'id',
  keys: 'name',
  switches: 'name',
  rollouts: 'workflow',
  notices: 'id',
  rollbacks: 'id',
  changes: 'id',
};
let business: Business;

beforeAll(async () => {
  const now = new Date();
  const days = [-2, 4, 4, -2];
  const orders = days.map((late, at) => shippedOrder(`WG-${at + 1}`, late, now));
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

/** What people decide beside the cases: brakes, a stage, a rollback. */
async function authority(): Promise<void> {
  const { workspace, database } = business;
  const { world } = business.wired;
  const owner = business.person('owner');
  const by = { type: 'person' as const, id: owner.id, name: owner.name };
  const switched = { switch: 'workflow:returns', because: 'a look', how: 'console' as const };
  await throwSwitch(world, by, switched);
  await throwSwitch(world, by, { ...switched, drill: true });
  await throwSwitch(world, by, { ...switched, switch: 'system:shop' });
  await releaseSwitch(world, database.pool, owner, { switch: 'system:shop', because: 'put right' });
  const returns = workspace.workflows['returns'];
  if (!returns) throw new Error('the sample has returns');
  const to = { stage: 'draft' as const, share: 50, kinds: null };
  const { version } = world.rollout(returns);
  await changeStage(world, database.pool, owner, returns, { to, because: 'slowly', version });
  const slice = { workflow: 'late-delivery' };
  const { id } = await planRollback(world, database.pool, owner, { slice, because: 'a try' });
  await runRollback(world, owner, id, { verb: 'cancel', because: 'only a try' });
}

/** What comes later or from elsewhere: an audit, a chargeback, work that a person recorded. */
async function aftermath(): Promise<void> {
  const { world } = business.wired;
  const manager = business.person('manager');
  const alone = await business.advance(await business.message(fromIda('WG-4')));
  expect(alone.rounds.at(-1)?.how).toBe('alone');
  const workflow = business.workspace.workflows['late-delivery'];
  if (!workflow) throw new Error('the sample has late deliveries');
  workflow.auditShare = 100;
  await audit(world, manager, alone.id, { kind: 'late_delivery', play: null });
  const told = { what: 'chargeback', case: alone.id, source: 'bank', source_id: '1' };
  await late(world, told, async () => undefined);
  await business.advance(alone.id);
  await recordByHand(world, manager, 'late-delivery', {
    trigger: 'A call about WG-3',
    kind: 'late_delivery',
    play: 'send_tracking',
    outcome: 'solved',
    minutes: 3,
    source_id: 'form-1',
  });
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
  await aftermath();
  await authority();
  const before = await dump();
  for (const table of ['decisions', 'switches', 'rollouts', 'notices', 'rollbacks'])
    expect(before[table], table).not.toEqual([]);
  expect(before['labels']?.length).toBeGreaterThan(1);
  await makeTables(business.database.pool, () => workspace);
  expect(await dump()).toEqual(before);
  expect((await verify(business.database.pool)).misfit).toBeNull();
});

test('a home of an older version has its tables made anew once, so that its past is counted too', async () => {
  const { database, workspace } = business;
  await makeTables(database.pool, () => workspace);
  const [before, numbers] = [await dump(), await cells()];
  expect(numbers).not.toEqual([]);
  await database.pool.query(
    `update decisions set handling_ms = null, decided_by = null, systems = null; delete from metric_cells;
     update tables_made set version = 1`,
  );
  const said: string[] = [];
  const renew = () =>
    renewTables(
      database.pool,
      () => workspace,
      (line) => said.push(line),
    );
  await renew();
  expect(await dump()).toEqual(before);
  expect(await cells()).toEqual(numbers);
  expect(said[0]).toBe('An older version made the tables for reading. They are made anew from the log.');
  await renew();
  expect(said).toHaveLength(2);
});

async function cells(): Promise<unknown[]> {
  const { rows } = await business.database.pool.query(
    'select * from metric_cells order by level, grain, workflow, at, cohort, kind, play, agent, version, systems',
  );
  return rows;
}
