import { afterAll, beforeAll, expect, test } from 'vitest';
import { acme, FILES, openShop, openWorld, type Shop } from '../../../test/support/acme.ts';
import { freshDatabase, type FreshDatabase } from '../../../test/support/database.ts';
import { changeBoundary } from '../../authority/changes/index.ts';
import { load, record, type World } from '../../flow/index.ts';
import { publish } from '../../runtime/publish.ts';
import type { Person } from '../../workspace/schema.ts';
import { judgePrecedent, lookForPrecedents, readPrecedents } from './index.ts';

const BOUNDARY = FILES['workflows/refunds/boundary.yaml']!;
const NEVER =
  '  - {id: too-dear, on: shop.refund, effect: deny, when: args.amount > money("90.00 EUR"), because: nothing above 90}\n';
const mara: Person = { id: 'mara', name: 'Mara Holm', roles: ['owner', 'manager', 'support'] };

const MARA = { type: 'person', id: 'mara', name: 'Mara Holm' } as const;

let database: FreshDatabase;
let shop: Shop;
let world: World;
const refunds = () => world.workspace().workflows['refunds']!;

beforeAll(async () => {
  database = await freshDatabase();
  shop = await openShop();
  const strict = BOUNDARY.replace('otherwise:', `${NEVER}otherwise:`);
  world = openWorld(database.pool, acme(shop.address, { 'workflows/refunds/boundary.yaml': strict }));
  await publish(world.log, world.workspace(), () => new Date());
});
afterAll(async () => {
  await shop.close();
  await database.drop();
});

/** A person gave so much back, as an old file tells it. */
async function gaveBack(
  order: string,
  { late, at = '2026-01-10T12:30:00Z' }: { late?: boolean | undefined; at?: string } = { late: true },
): Promise<string> {
  const event = {
    source: 'import',
    source_id: order,
    received_at: new Date('2026-01-10T12:00:00Z'),
    fields: { order, email: `${order}@example.org`, message: 'Late!' },
  };
  const facts = { order: { id: order, total: { minor: Number(order) * 100, currency: 'EUR' }, late } };
  const step = {
    at: new Date(at),
    by: MARA,
    kind: 'late',
    play: 'give_back',
    inputs: {},
  };
  const { case: id } = await record(world, 'refunds', { event, facts, steps: [step], outcome: 'solved' });
  return id;
}

const look = () => lookForPrecedents(world, database.pool, refunds());
const flagged = () => readPrecedents(world, database.pool, undefined);

test('a decision that a rule of its day denies is flagged once, and one that it allows is not', async () => {
  await gaveBack('80');
  const dear = await gaveBack('95');
  expect(await look()).toEqual({ looked: 2, flagged: 1, leftOut: 0 });
  expect(await look()).toMatchObject({ looked: 0 });
  expect(await flagged()).toMatchObject({
    looked: 2,
    left_out: 0,
    precedents: [
      {
        case: dear,
        decided: 'Give it back · Later than promised',
        rules: ['too-dear'],
        says: expect.stringContaining('nothing above 90'),
        verdict: null,
      },
    ],
  });
});

test('a person says that it was right, or that it is not to be learned from', async () => {
  const [one] = (await flagged()).precedents;
  await judgePrecedent(world, mara, one!.id, { verdict: 'keep' });
  expect((await flagged()).precedents).toMatchObject([{ verdict: 'keep', judged_by: 'Mara Holm' }]);
  await judgePrecedent(world, mara, one!.id, { verdict: 'set_aside', because: 'It was not.' });
  expect((await flagged()).precedents).toMatchObject([{ verdict: 'set_aside' }]);
  expect((await load(world, one!.case)).precedents).toHaveLength(1);
  const finn: Person = { id: 'finn', name: 'Finn Berg', roles: ['support'] };
  await expect(judgePrecedent(world, finn, one!.id, { verdict: 'keep' })).rejects.toThrow('may not');
});

test('a rule that came later says nothing of what was decided before it', async () => {
  const base = refunds().boundary.version;
  const text = refunds().boundary.text.replace('90.00', '50.00').replace('above 90', 'above 50');
  await changeBoundary(world, database.pool, mara, refunds(), { text, base, because: 'Less.', ticked: [] });
  await gaveBack('60');
  expect(await look()).toMatchObject({ looked: 1, flagged: 0 });
});

test('a data check that an action surely breaks flags it too, and one that nobody could hold does not', async () => {
  const checks =
    'checks:\n  - {id: not-late, on: shop.refund, must: order.late, says: The order was not late., effect: deny}\n';
  const later = acme(shop.address, {
    'workflows/refunds/workflow.yaml': `${FILES['workflows/refunds/workflow.yaml']}${checks}`,
  });
  world.workspace = () => later;
  await publish(world.log, later, () => new Date('2026-01-09T00:00:00Z'));
  const before = await gaveBack('31', { late: false, at: '2026-01-08T12:30:00Z' });
  const onTime = await gaveBack('32', { late: false });
  await gaveBack('33');
  await gaveBack('34', { late: undefined });
  expect(await look()).toMatchObject({ looked: 4, flagged: 1 });
  const found = (await flagged()).precedents.find(({ case: id }) => id === onTime);
  expect(found).toMatchObject({
    rules: ['not-late'],
    says: expect.stringContaining('The order was not late.'),
  });
  expect((await flagged()).precedents.map(({ case: id }) => id)).not.toContain(before);
});
