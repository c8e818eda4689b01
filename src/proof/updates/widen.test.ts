import { afterAll, beforeAll, expect, test } from 'vitest';
import { acme, FILES, openShop, openWorld, type Shop } from '../../../test/support/acme.ts';
import { freshDatabase, type FreshDatabase } from '../../../test/support/database.ts';
import { advance, intake, record, type World } from '../../flow/index.ts';
import { publish } from '../../runtime/publish.ts';
import type { Person } from '../../workspace/schema.ts';
import { acceptUpdate, readUpdate, readUpdates } from './index.ts';

const MORE = {
  'remit.yaml': FILES['remit.yaml']!.replace(
    'people:',
    'changes_need_two: true\nmay: {change_boundary: [owner, manager]}\npeople:\n  - {id: max, name: Max Reeb, roles: [manager]}\n  - {id: olga, name: Olga Sand, roles: [manager]}',
  ),
  'workflows/refunds/workflow.yaml': FILES['workflows/refunds/workflow.yaml']!.replace(
    'agents:',
    '  say_sorry: {label: Say sorry, actions: []}\nagents:',
  ).replace('standing:', 'standing:\n  risk: 10%'),
};
const mara: Person = { id: 'mara', name: 'Mara Holm', roles: ['owner', 'manager', 'support'] };
const max: Person = { id: 'max', name: 'Max Reeb', roles: ['manager'] };
const olga: Person = { id: 'olga', name: 'Olga Sand', roles: ['manager'] };
const MARA = { type: 'person', id: 'mara', name: 'Mara Holm' } as const;

let database: FreshDatabase;
let shop: Shop;
let world: World;

beforeAll(async () => {
  database = await freshDatabase();
  shop = await openShop();
  world = openWorld(database.pool, acme(shop.address, MORE));
  await publish(world.log, world.workspace(), () => new Date());
  for (let number = 0; number < 90; number++) await before(number, 11 + ((number * 7) % 60));
});
afterAll(async () => {
  await shop.close();
  await database.drop();
});

/** Up to fifty euros people always gave it back, above that never. */
async function before(number: number, euros: number): Promise<void> {
  const order = String(euros);
  const event = {
    source: 'import',
    source_id: `${number}`,
    received_at: new Date(Date.UTC(2026, 0, 1, number)),
    fields: { order, email: `${number}@example.org`, message: 'Where is it?' },
  };
  const facts = { order: { id: order, total: { minor: euros * 100, currency: 'EUR' }, late: true } };
  const play = euros <= 50 ? 'give_back' : 'say_sorry';
  const at = new Date(Date.UTC(2026, 0, 1, number, 30));
  const step = { at, by: MARA, kind: 'late', play, inputs: {} };
  await record(world, 'refunds', { event, facts, steps: [step], outcome: 'solved' });
}

const read = () => readUpdates(world, database.pool, ['refunds']);
const wider = async () => (await read()).updates.find((one) => one.is_wider)!;

test('plans that people always approve unedited make a draft that raises the limit, never above its ceiling', async () => {
  const draft = await wider();
  expect(draft).toMatchObject({
    state: 'draft',
    says: 'Raise the limit “auto max” from €10.00 to €50.00',
    proof: { precision: { count: 61, of: 61 }, base: { count: 61, of: 90 } },
    ways: ['boundary'],
    widens: true,
  });
  expect(draft.proof.p).toBeLessThan(0.05);
  expect(draft.proof.says).toMatch(
    /^Were 10 % or more of such plans decided otherwise, .* all 3 changes tried/,
  );
});

test('its page says what it would let through, and that roll-out and evidence still hold', async () => {
  const { workings, cases } = await readUpdate(world, database.pool, (await wider()).id, max);
  expect(workings).toMatchObject([
    {
      file: 'boundary.yaml',
      widens: true,
      backtest: {
        says: 'Of 90 decided cases in which a plan waited for a person it would let 61 through, 61 of them as people decided.',
        worse: 0,
      },
      barred: 'It lets more run without a person: only an owner may accept it.',
    },
  ]);
  expect(workings[0]?.widens_says).toContain('Roll-out and evidence still hold');
  expect(
    workings[0]?.lines.filter(({ change }) => change === 'added').map(({ text }) => text.trim()),
  ).toEqual(['auto_max: {money: 50.00 EUR, ceiling: 50.00 EUR}']);
  expect(cases.every(({ fits }) => fits)).toBe(true);
});

test('an owner must be among the two whom the workspace asks for, and the proof stands with both entries', async () => {
  const { id } = await wider();
  const { workings } = await readUpdate(world, database.pool, id, mara);
  const given = { way: 'boundary' as const, base: workings[0]!.base, ticked: [] };
  const accept = (person: Person) => acceptUpdate(world, database.pool, person, id, given);
  await expect(accept(max)).rejects.toThrow('Only an owner may accept it.');
  await expect(accept(mara)).resolves.toMatchObject({ status: 'proposed' });
  expect(await wider()).toMatchObject({ state: 'proposed', by: 'Mara Holm', is_wider: true });
  await expect(accept(mara)).rejects.toThrow('Somebody else must accept it');
  await expect(accept(olga)).resolves.toMatchObject({ status: 'in_force' });
  const entries = (await world.log.read('workflow/refunds')).slice(1);
  expect(entries.map(({ kind, actor }) => [kind, actor.type === 'person' && actor.id])).toEqual([
    ['rule.proposed', 'mara'],
    ['rule.accepted', 'olga'],
    ['boundary.changed', 'olga'],
  ]);
  const proof = { precision: { count: 61, of: 61 } };
  expect(entries[0]?.body).toMatchObject({ update: { proof, widen: { by: 'limit', value: '50.00 EUR' } } });
  expect(entries[1]?.body).toMatchObject({ proof });
});

test('what was widened is followed, and suggested no more', async () => {
  const text = (await world.log.read('workflow/refunds')).at(-1)!.body['text'] as string;
  const now = acme(shop.address, { ...MORE, 'workflows/refunds/boundary.yaml': text });
  world.workspace = () => now;
  const fields = { order: '30', email: '30@example.org', message: 'Late!' };
  const event = { source: 'test', source_id: '30', received_at: new Date(), fields };
  const { case: id } = await intake(world, 'refunds', event);
  await advance(world, id);
  const { updates } = await read();
  expect(updates.filter((one) => one.is_wider)).toMatchObject([
    { state: 'accepted', decided_by: 'Olga Sand', followed: { cases: 1, conflicts: 0 } },
  ]);
});
