import { afterAll, beforeAll, expect, test } from 'vitest';
import { acme, FILES, openShop, openWorld, type Shop } from '../../../test/support/acme.ts';
import { freshDatabase, type FreshDatabase } from '../../../test/support/database.ts';
import { advance, decide, intake, load, type World } from '../../flow/index.ts';
import { publish } from '../../runtime/publish.ts';
import type { Person } from '../../workspace/schema.ts';
import { readExceptions } from './index.ts';

const MORE = {
  'remit.yaml': `${FILES['remit.yaml']}cost_per_hour: {support: 30.00 EUR, manager: 60.00 EUR}\n`,
  'systems/shop.yaml': FILES['systems/shop.yaml']!.replace(
    'late: boolean}',
    'late: boolean, carrier: {choices: [swift, anvil]}}',
  ),
  'workflows/refunds/workflow.yaml': FILES['workflows/refunds/workflow.yaml']!.replace(
    'agents:',
    '  say_sorry: {label: Say sorry, actions: []}\nagents:',
  ),
};
const mara: Person = { id: 'mara', name: 'Mara Holm', roles: ['owner', 'manager', 'support'] };
const MINUTE_MS = 60_000;

let database: FreshDatabase;
let shop: Shop;
let world: World;
let orders = 0;

beforeAll(async () => {
  database = await freshDatabase();
  shop = await openShop();
  world = openWorld(database.pool, acme(shop.address, MORE));
  await publish(world.log, world.workspace(), () => new Date());
});
afterAll(async () => {
  await shop.close();
  await database.drop();
});

/** A late order by this carrier, decided by a person who looked at it for so many minutes. */
async function order(carrier: string, minutes: number, given: object): Promise<string> {
  const number = String(next());
  orders += 1;
  shop.changed.set(number, { carrier });
  const fields = { order: number, email: `${number}@example.org`, message: 'Late!' };
  const event = { source: 'test', source_id: number, received_at: new Date(), fields };
  const { case: id } = await intake(world, 'refunds', event);
  await advance(world, id);
  const { plan, review } = await load(world, id);
  await decide(world, mara, review!.id, {
    plan: plan!.digest,
    took_ms: minutes * MINUTE_MS,
    decision: 'approve',
    ...given,
  });
  await advance(world, id);
  return id;
}
/** The number of the next order, which is what it costs in euros. */
const next = () => 20 + (((orders + 1) * 37) % 401);
const SORRY = { decision: 'edit', kind: 'late', play: 'say_sorry', inputs: {} };

const week = (more: object = {}) =>
  readExceptions(world, database.pool, {
    from: new Date(Date.now() - 7 * 86_400_000),
    to: new Date(Date.now() + MINUTE_MS),
    ...more,
  });

test('an empty week says so kindly', async () => {
  expect(await week()).toMatchObject({ says: 'Nothing was planned in this time.', decided: 0, groups: [] });
  await order('swift', 1, {});
  expect(await week()).toMatchObject({
    says: 'Nothing went wrong in 1 case. Nobody had to step in.',
    decided: 1,
    groups: [],
  });
});

test('edits fall into groups by what they share, the dearest first, each with the rule that would spare it', async () => {
  for (let number = 0; number < 30; number++) await order('swift', 1, {});
  for (let number = 0; number < 6; number++) await order('anvil', 10, SORRY);
  const less = money(100 * next() - 100);
  await order('swift', 2, { ...SORRY, play: 'give_back', inputs: { amount: less } });
  const { groups, counts, cost, says, cost_says: how } = await week();
  expect(counts).toMatchObject({ edited: 7, failed: 0, reworked: 0 });
  expect(groups[0]).toMatchObject({
    cause: 'edited',
    says: '“Give it back” changed to “Say sorry”',
    shares: [{ says: 'order carrier is anvil' }],
    rate: { count: 6, of: 38 },
    within: { count: 6, of: 6 },
    minutes: 60,
    update: { says: 'Where order carrier is anvil: “Say sorry”, not “Give it back”' },
  });
  expect(groups[0]?.cases).toHaveLength(6);
  expect(groups[1]).toMatchObject({
    says: '“Give it back” with another amount',
    shares: [],
    minutes: 2,
    update: null,
    advice: 'They are too few, or have too little in common, for a rule: read them one by one.',
  });
  // An hour of the two roles' mean, and what the edit moved.
  expect(groups[0]!.cost.minor).toBeGreaterThanOrEqual(4_500);
  expect(cost.minor).toBe(groups[0]!.cost.minor + groups[1]!.cost.minor);
  expect(says).toMatch(/^7 cases of 38 went otherwise than planned, in 2 groups: €/);
  expect(how).toContain('€45.00 an hour');
});

test('one cause alone can be looked at', async () => {
  expect((await week({ cause: 'failed' })).groups).toEqual([]);
  expect((await week({ workflow: 'refunds', cause: 'edited' })).groups).toHaveLength(2);
});

function money(minor: number) {
  return { minor, currency: 'EUR' };
}
