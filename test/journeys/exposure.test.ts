import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runBacktest } from '../../src/authority/changes/index.ts';
import { loadChanged } from '../../src/authority/changes/past.ts';
import { exposureOf } from '../../src/authority/exposure.ts';
import { advance, intake } from '../../src/flow/index.ts';
import { inPackage } from '../../src/runtime/places.ts';
import { wire, type Wired } from '../../src/wire.ts';
import { loadWorkspace } from '../../src/workspace/load.ts';
import type { Workspace } from '../../src/workspace/schema.ts';
import { fromIda, openBusiness, shippedOrder, type Business } from '../support/business.ts';

const HALF_HOUR_MS = 1_800_000;
const HOURS = 27;
const MESSAGES_EACH = 3;

let business: Business;
let workspace: Workspace;
let wired: Wired;

beforeAll(async () => {
  const orders = Array.from({ length: HOURS * 2 * MESSAGES_EACH }, (_, at) =>
    shippedOrder(`LATE-${at}`, 4, new Date()),
  );
  business = await openBusiness({ seed: { orders } });
  workspace = await tightSample(business.shop.url);
  const { pool, url } = business.database;
  wired = await wire({ pool, url, workspace: () => workspace, workers: 0, now: business.now });
});
afterAll(async () => {
  await wired.close();
  await business.stop();
});

/** The sample with so little room that a day of late parcels uses it up, and without the watch for what is unusual. */
async function tightSample(shopUrl: string): Promise<Workspace> {
  const folder = inPackage('examples', 'shop', 'workspace');
  const [boundary, workflow] = ['boundary', 'workflow'].map((name) => `workflows/late-delivery/${name}.yaml`);
  const text = await readFile(join(folder, boundary!), 'utf8');
  const drafts = {
    [boundary!]: text
      .replace(/refunds_hour: +\{.*\}/, 'refunds_hour: {count: 4}')
      .replace(/refunds_day: +\{.*\}/, 'refunds_day: {money: 160.00 EUR}'),
    [workflow!]: `${await readFile(join(folder, workflow!), 'utf8')}\nanomalies: off\n`,
  };
  const loaded = await loadWorkspace(folder, { env: { SHOP_URL: shopUrl }, drafts });
  if (loaded.ok) return loaded.workspace;
  throw new Error(loaded.faults.map(({ file, says }) => `${file} ${says}`).join('\n'));
}

/** Refunds that ran without a person, by hour of the clock and by day, as the workspace's time zone has them. */
async function refunds(unit: 'hour' | 'day'): Promise<{ count: number; money: number }[]> {
  const { rows } = await business.database.pool.query<{ count: number; money: number }>(
    `select count(*) as count, sum(money_minor)::float8 as money from actions
      where write = 'shop.refund' and status = 'done'
      group by date_trunc($1, intended_at at time zone $2)`,
    [unit, workspace.timeZone],
  );
  return rows;
}

test('more than a day of late parcels never takes out more than the page says, and takes out all that it says', async () => {
  const workflow = workspace.workflows['late-delivery']!;
  const page = exposureOf(workflow, workspace, wired.world.rollout(workflow), await wired.world.switches());
  const said = page.writes.find(({ write }) => write === 'shop.refund')!;
  expect(said).toMatchObject({ alone: true, hour: { count: 4 }, day: { money: { minor: 16_000 } } });

  let order = 0;
  for (let half = 0; half < HOURS * 2; half++) {
    for (let each = 0; each < MESSAGES_EACH; each++) {
      const fields = fromIda(`LATE-${order++}`, { topic: 'parcel_is_late' });
      const event = { source: 'web', source_id: `m-${order}`, received_at: business.now(), fields };
      await advance(wired.world, (await intake(wired.world, 'late-delivery', event)).case);
    }
    business.wait(HALF_HOUR_MS);
  }
  const [hours, days] = [await refunds('hour'), await refunds('day')];
  const most = (rows: { count: number; money: number }[], of: 'count' | 'money') =>
    Math.max(...rows.map((row) => row[of]));
  expect(most(hours, 'count')).toBe(said.hour.count);
  expect(most(hours, 'money')).toBeLessThanOrEqual(said.hour.money!.minor);
  expect(most(days, 'count')).toBeLessThanOrEqual(said.day.count!);
  expect(most(days, 'money')).toBeLessThanOrEqual(said.day.money!.minor);
  // One more refund of €4.90 would not have gone into the day.
  expect(most(days, 'money')).toBeGreaterThan(said.day.money!.minor - 490);
  // Nobody else refunded anything: what the shop did in full is what ran alone.
  const done = (await business.writes()).filter(({ path }) => path === 'POST /refunds').length;
  expect(done).toBe(hours.reduce((sum, { count }) => sum + count, 0));
});

test('of the same day a back-test tells what a wider limit would have let through, budgets as they stood', async () => {
  const workflow = workspace.workflows['late-delivery']!;
  const text = workflow.boundary.text.replace('refunds_hour: {count: 4}', 'refunds_hour: {count: 5}');
  const changed = loadChanged(text, workspace, workflow);
  if (!changed.ok) throw new Error(JSON.stringify(changed.faults));
  const { pool } = business.database;
  const tested = await runBacktest(wired.world, pool, workflow, changed.boundary, 500);
  expect(tested).toMatchObject({ cases: HOURS * 2 * MESSAGES_EACH, leftOut: 0 });
  const [wider, ...others] = tested.groups;
  expect(others).toEqual([]);
  // Each was held when four had run within the hour before it: with five, it would have run.
  expect(wider).toMatchObject({
    direction: 'wider',
    unintended: false,
    rule: 'hourly',
    from: 'approve',
    to: 'allow',
  });
  expect(wider!.cases).toBeGreaterThan(5);
});
