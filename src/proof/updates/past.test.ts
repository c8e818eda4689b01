import { afterAll, beforeAll, expect, test } from 'vitest';
import { acme, FILES, openShop, openWorld, type Shop } from '../../../test/support/acme.ts';
import { freshDatabase, type FreshDatabase } from '../../../test/support/database.ts';
import { record, type World } from '../../flow/index.ts';
import { publish } from '../../runtime/publish.ts';
import type { Person } from '../../workspace/schema.ts';
import { acceptUpdate, readUpdate, readUpdates } from './index.ts';

const MORE = {
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
const MARA = { type: 'person', id: 'mara', name: 'Mara Holm' } as const;

let database: FreshDatabase;
let shop: Shop;
let world: World;

beforeAll(async () => {
  database = await freshDatabase();
  shop = await openShop();
  world = openWorld(database.pool, acme(shop.address, MORE));
  await publish(world.log, world.workspace(), () => new Date());
  for (let number = 0; number < 90; number++) await before(number);
});
afterAll(async () => {
  await shop.close();
  await database.drop();
});

/** As an old file tells it: anvil's late parcels were answered with words, and nobody had planned anything. */
async function before(number: number): Promise<void> {
  const order = String(20 + ((number * 37) % 401));
  const [late, carrier] = [number % 3 !== 0, number % 4 === 0 ? 'anvil' : 'swift'];
  const event = {
    source: 'import',
    source_id: `${number}`,
    received_at: new Date(Date.UTC(2026, 0, 1, number)),
    fields: { order, email: `${order}@example.org`, message: 'Where is it?' },
  };
  const total = { minor: Number(order) * 100, currency: 'EUR' };
  const facts = { order: { id: order, total, late, carrier } };
  const play = late && carrier !== 'anvil' ? 'give_back' : 'say_sorry';
  const at = new Date(Date.UTC(2026, 0, 1, number, 30));
  const step = { at, by: MARA, kind: 'late', play, inputs: {} };
  await record(world, 'refunds', { event, facts, steps: [step], outcome: 'solved' });
}

const read = (patienceMs?: number) => readUpdates(world, database.pool, ['refunds'], patienceMs);

test('who opens the page on the first day is told that it is looked through, and finds the drafts soon', async () => {
  const first = await read(0);
  expect(first).toMatchObject({ updates: [], looked: [{ looking: 90 }] });
  expect(first.looked[0]?.says).toBe('Looking through 90 decided cases at this moment.');
  expect((await read()).looked).toMatchObject([{ looking: null, decided: 90, changed: 15 }]);
  expect((await read(0)).looked).toMatchObject([{ looking: null }]);
});

test('what people did before the first plan is held against the table, and drafts say so', async () => {
  const { updates, looked } = await read();
  expect(looked[0]?.says).toContain(
    '90 decided cases (all of before, in which the table in force was asked afterwards), of which people changed 15; in 30 no row of the table speaks.',
  );
  expect(updates[0]).toMatchObject({
    says: 'Where order carrier is anvil: “Say sorry”, not “Give it back”',
    proof: { precision: { count: 15, of: 15 }, base: { count: 15, of: 60 } },
    past_says:
      'From 60 cases of before, in which the decision table would have planned “Give it back”; 15 of them are like this. People decided them without a plan, and the table in force was asked afterwards.',
    ways: ['row', 'boundary', 'playbook'],
    widens: true,
  });
});

test('a row that came of the history is in force, and what it settled is suggested no more', async () => {
  const [draft] = (await read()).updates;
  const { workings, cases } = await readUpdate(world, database.pool, draft!.id, mara);
  expect(cases.every(({ fits }) => fits)).toBe(true);
  expect(workings[0]?.widens_says).toMatch(/^In 15 of 15 logged cases the boundary would ask less of people/);
  await acceptUpdate(world, database.pool, mara, draft!.id, {
    way: 'row',
    base: workings[0]!.base,
    ticked: [],
  });
  const text = (await world.log.read('workflow/refunds')).at(-1)!.body['text'] as string;
  const now = acme(shop.address, { ...MORE, 'workflows/refunds/rules.yaml': text });
  world.workspace = () => now;
  const { updates, looked } = await read();
  expect(looked).toMatchObject([{ changed: 0 }]);
  expect(updates.filter(({ state }) => state === 'draft')).toEqual([]);
});
