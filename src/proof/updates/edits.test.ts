import { afterAll, beforeAll, expect, test } from 'vitest';
import { acme, FILES, openShop, openWorld, type Shop } from '../../../test/support/acme.ts';
import { freshDatabase, type FreshDatabase } from '../../../test/support/database.ts';
import { advance, decide, intake, load, type World } from '../../flow/index.ts';
import { publish } from '../../runtime/publish.ts';
import type { Person } from '../../workspace/schema.ts';
import { acceptUpdate, readUpdate, readUpdates } from './index.ts';

const MORE = {
  'systems/shop.yaml': FILES['systems/shop.yaml']!.replace(
    'late: boolean}',
    'late: boolean, shipping: money, carrier: {choices: [swift, anvil]}}',
  ),
};
const mara: Person = { id: 'mara', name: 'Mara Holm', roles: ['owner', 'manager', 'support'] };

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

/** A late order by this carrier, and what somebody makes of the plan to give all of it back. */
async function order(carrier: string, given: object): Promise<void> {
  // Amounts rise and fall, so that they say nothing.
  const number = String(100 + (((orders += 1) * 37) % 401));
  shop.changed.set(number, { carrier, shipping: eur(300 + (orders % 5) * 100) });
  const fields = { order: number, email: `${number}@example.org`, message: 'Late!' };
  const event = { source: 'test', source_id: number, received_at: new Date(), fields };
  const { case: id } = await intake(world, 'refunds', event);
  await advance(world, id);
  const { plan, review } = await load(world, id);
  await decide(world, mara, review!.id, { plan: plan!.digest, decision: 'approve', ...given });
  await advance(world, id);
}

const eur = (minor: number) => ({ minor, currency: 'EUR' });
const drafts = async () =>
  (await readUpdates(world, database.pool, ['refunds'])).updates.filter(({ state }) => state === 'draft');

test('a value that people set again and again becomes the default of the play', async () => {
  for (let number = 0; number < 15; number++) {
    const amount = eur(300 + ((orders + 1) % 5) * 100);
    await order('swift', { decision: 'edit', kind: 'late', play: 'give_back', inputs: { amount } });
  }
  const found = (await drafts()).find(({ ways }) => ways.includes('default'));
  expect(found).toMatchObject({
    says: '“Give it back” begins with order shipping as its amount',
    proof: { precision: { count: 15, of: 15 }, base: { count: 0, of: 15 } },
  });
  const { workings } = await readUpdate(world, database.pool, found!.id, mara);
  const [working] = workings;
  expect(working).toMatchObject({ way: 'default', file: 'workflow.yaml' });
  const given = { way: 'default' as const, base: working!.base, ticked: [] };
  await acceptUpdate(world, database.pool, mara, found!.id, given);
  const text = (await world.log.read('workflow/refunds')).at(-1)!.body['text'] as string;
  expect(text).toContain('default: "{{order.shipping}}"');
  const now = acme(shop.address, { ...MORE, 'workflows/refunds/workflow.yaml': text });
  expect(now.workflows['refunds']?.plays['give_back']?.inputs['amount']?.default).toBe('{{order.shipping}}');
});

test('plans that are rejected, where nobody chose a play, make a rule that gives the work to a person', async () => {
  for (let number = 0; number < 40; number++) {
    if (number % 4 === 0) await order('anvil', { decision: 'reject', note: 'No.' });
    else await order('swift', {});
  }
  // A look rests between decisions; an hour later it is due.
  world.now = () => new Date(Date.now() + 3_600_000);
  const [draft] = await drafts();
  expect(draft).toMatchObject({
    says: 'Where order carrier is anvil: A person does it, not “Give it back”',
    proof: { precision: { count: 10, of: 10 }, base: { count: 10, of: 40 } },
    ways: ['boundary', 'playbook'],
    widens: false,
  });
  const { workings, cases } = await readUpdate(world, database.pool, draft!.id, mara);
  expect(cases).toHaveLength(10);
  expect(cases[0]?.decided).toBe('Taken over by a person');
  expect(
    workings[0]?.lines.filter(({ change }) => change === 'added').map(({ text }) => text.trim()),
  ).toEqual([
    '- id: learned-person-not-give-back',
    'on: shop.refund',
    'effect: human',
    'when: plan.play == "give_back" && order.carrier == "anvil"',
    'because: in 10 of 10 such cases (100 %) people took it over instead of “Give it back”',
  ]);
});
