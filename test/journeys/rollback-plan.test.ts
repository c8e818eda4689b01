import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RollbackItem, Slice } from '../../src/authority/schema.ts';
import { advance, intake, type World } from '../../src/flow/index.ts';
import { countsOf, loadRollback, planRollback } from '../../src/flow/rollback/index.ts';
import type { Person, Workspace } from '../../src/workspace/schema.ts';
import { acme, FILES, openShop, openWorld, type Shop } from '../support/acme.ts';
import { freshDatabase, type FreshDatabase } from '../support/database.ts';

const DAY_MS = 86_400_000;

let database: FreshDatabase;
let shop: Shop;
let world: World;
let workspace: Workspace;
let shift = 0;

beforeEach(async () => {
  database = await freshDatabase();
  shop = await openShop();
  shift = 0;
  open();
});
afterEach(async () => {
  await shop.close();
  await database.drop();
});

/** The small business with some of its files changed. */
function open(changed: Record<string, string> = {}): void {
  workspace = acme(shop.address, changed);
  const now = () => new Date(Date.now() + shift);
  world = { ...openWorld(database.pool, workspace), now };
}

/** An order of so many euros is late: its money goes back by itself up to ten. */
async function refunded(order: string): Promise<string> {
  const fields = { order, email: `c${order}@example.org`, message: 'It is late.' };
  const event = { source: 'web', source_id: order, received_at: world.now(), fields };
  const { case: id } = await intake(world, 'refunds', event);
  await advance(world, id);
  return id;
}

async function items(slice: Slice): Promise<RollbackItem[]> {
  const [mara] = workspace.people as [Person];
  const { id } = await planRollback(world, database.pool, mara, { slice, because: 'a mistake' });
  return (await loadRollback(world, id)).items;
}
const says = async (slice: Slice) => (await items(slice)).map((item) => [item.state, item.says]);

test('what the boundary forbids to take back stands in the plan with its reason', async () => {
  await refunded('5');
  const rule = `  - {id: paid, on: shop.void_refund, effect: deny, because: what was paid stays paid}\notherwise:`;
  const path = 'workflows/refunds/boundary.yaml';
  open({ [path]: (FILES[path] ?? '').replace('otherwise:', rule) });
  expect(await says({ workflow: 'refunds' })).toEqual([
    ['cannot', expect.stringContaining('what was paid stays paid')],
  ]);
});

test('what has no undo, or whose time is over, or whose fate nobody knows, cannot be taken back', async () => {
  const first = await refunded('5');
  const second = await refunded('6');
  await database.pool.query("update actions set status = 'unknown' where case_id = $1", [second]);
  shift = DAY_MS;
  expect(await says({ case: first })).toEqual([
    ['cannot', 'The time in which it could be taken back is over.'],
  ]);
  const path = 'systems/shop.yaml';
  open({ [path]: (FILES[path] ?? '').replace(/ {4}undo: .*\n/, '') });
  expect(await says({ case: first })).toEqual([['cannot', 'Refund cannot be taken back.']]);
});

test('a slice is narrowed by workflow, write, kind, agent, version, case and time, and by all of them together', async () => {
  const from = world.now();
  const first = await refunded('5');
  shift = 60_000;
  const middle = world.now().toISOString();
  const second = await refunded('6');
  const version = workspace.workflows['refunds']?.version ?? '';
  const cases = async (slice: Slice) => (await items(slice)).map((item) => item.case);
  const whole = { workflow: 'refunds', write: 'shop.refund', kind: 'late', agent: 'rules', version };
  expect(await cases(whole)).toEqual([second, first]);
  expect(await cases({ ...whole, from: middle })).toEqual([second]);
  expect(await cases({ ...whole, from: from.toISOString(), to: middle })).toEqual([first]);
  expect(await cases({ case: first, kind: '' })).toEqual([first]);
  for (const [part, value] of Object.entries({
    workflow: 'returns',
    write: 'shop.mail',
    kind: 'unclear',
    agent: 'memory',
    version: 'v0',
  })) {
    await expect(items({ ...whole, [part]: value }), part).rejects.toMatchObject({ code: 'not_found' });
  }
});

test('where nothing is read back, a thing can be taken back and the plan does not claim to know', async () => {
  await refunded('5');
  const [one] = await items({ workflow: 'refunds' });
  expect(one).toMatchObject({ state: 'can', says: 'Void a refund: Refund ID r1', money: { minor: 500 } });
  expect(one).not.toHaveProperty('target');
});

test('a slice with more actions than a person can review is refused with the advice to narrow it', async () => {
  const id = await refunded('5');
  await database.pool.query(
    `insert into actions select 'k' || n, case_id, workflow, write, digest, status, money_minor, money_currency,
       intended_at, done_at, undoes, agent, customer, ref
     from actions cross join generate_series(1, 5000) n where case_id = $1`,
    [id],
  );
  await expect(items({ workflow: 'refunds' })).rejects.toMatchObject({
    code: 'too_large',
    message: 'More than 5,000 actions are in this slice.',
  });
});

test('a plan counts what can be taken back in each currency', async () => {
  for (const order of ['5', '6', '7']) await refunded(order);
  const [mara] = workspace.people as [Person];
  const given = { slice: { workflow: 'refunds' }, because: 'x' };
  const { id } = await planRollback(world, database.pool, mara, given);
  const { money, items: planned } = await loadRollback(world, id);
  expect(countsOf(planned)).toEqual({ can: 3 });
  expect(money).toEqual([{ minor: 1_800, currency: 'EUR' }]);
});
