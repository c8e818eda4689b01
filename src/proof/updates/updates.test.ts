import { afterAll, beforeAll, expect, test } from 'vitest';
import { acme, FILES, openShop, openWorld, type Shop } from '../../../test/support/acme.ts';
import { command } from '../../../test/support/command.ts';
import { freshDatabase, type FreshDatabase } from '../../../test/support/database.ts';
import { fileInForce, loadWithFile } from '../../authority/changes/change_file.ts';
import { advance, decide, intake, load, type World } from '../../flow/index.ts';
import { publish } from '../../runtime/publish.ts';
import type { Person } from '../../workspace/schema.ts';
import { acceptUpdate, declineUpdate, readUpdate, readUpdates, ruleFromCase, withLearned } from './index.ts';
import { readLog } from '../../doors/http/read/log.ts';

const MORE = {
  'systems/shop.yaml': FILES['systems/shop.yaml']!.replace(
    'late: boolean}',
    'late: boolean, carrier: {choices: [swift, anvil]}, weight: integer}',
  ),
  'workflows/refunds/workflow.yaml': FILES['workflows/refunds/workflow.yaml']!.replace(
    'agents:',
    '  say_sorry: {label: Say sorry, actions: []}\nagents:',
  ),
};
const mara: Person = { id: 'mara', name: 'Mara Holm', roles: ['owner', 'manager', 'support'] };
const finn: Person = { id: 'finn', name: 'Finn Berg', roles: ['support'] };

let database: FreshDatabase;
let shop: Shop;
let world: World;
let orders = 0;
const refunds = () => world.workspace().workflows['refunds']!;

beforeAll(async () => {
  database = await freshDatabase();
  shop = await openShop();
  world = openWorld(database.pool, acme(shop.address, MORE));
  await publish(world.log, world.workspace(), () => new Date());
  for (let number = 0; number < 40; number++) await decided(number % 4 === 0 ? 'anvil' : 'swift');
});
afterAll(async () => {
  await shop.close();
  await database.drop();
});

/** An order by this carrier is late; what the agent plans is decided as people here always do. */
async function decided(carrier: string): Promise<string> {
  const id = await arrive(carrier);
  if (carrier === 'anvil') await sorry(id);
  else {
    const { plan, review } = await load(world, id);
    await decide(world, mara, review!.id, { plan: plan!.digest, decision: 'approve' });
    await advance(world, id);
  }
  return id;
}

async function arrive(carrier: string, weight = (orders * 13) % 50): Promise<string> {
  // Amounts rise and fall, so that they say nothing.
  const order = String(100 + (((orders += 1) * 37) % 401));
  shop.changed.set(order, { carrier, weight });
  const fields = { order, email: `${order}@example.org`, message: 'Late!' };
  const event = { source: 'test', source_id: order, received_at: new Date(), fields };
  const { case: id } = await intake(world, 'refunds', event);
  await advance(world, id);
  return id;
}

/** What a running server does when it hears of a changed file. */
async function follow(): Promise<void> {
  const file = 'rules.yaml';
  const text = fileInForce(await world.log.read('workflow/refunds'), refunds(), file);
  const loaded = loadWithFile(world.workspace(), refunds(), file, text);
  if (!loaded.ok) throw new Error(loaded.faults[0]?.says);
  world.workspace().workflows['refunds'] = loaded.workflow;
}

const read = () => readUpdates(world, database.pool, ['refunds']);

test('what people changed again and again is found as a draft, and nothing is in force by it', async () => {
  const { updates, looked } = await read();
  expect(looked).toMatchObject([{ workflow: 'refunds', decided: 40, changed: 10 }]);
  expect(updates).toMatchObject([
    {
      state: 'draft',
      says: 'Where order carrier is anvil: “Say sorry”, not “Give it back”',
      condition: [{ cel: 'order.carrier == "anvil"' }],
      proof: { precision: { count: 10, of: 10 }, base: { count: 10, of: 40 }, small: true },
      ways: ['row', 'boundary', 'playbook'],
    },
  ]);
  expect((await world.log.read('workflow/refunds')).map(({ kind }) => kind)).toEqual(['published']);
});

test('a draft shows the lines that it changes, its cases, and what it would have done', async () => {
  const [draft] = (await read()).updates;
  const shown = await readUpdate(world, database.pool, draft!.id, finn);
  expect(shown.cases).toHaveLength(10);
  expect(shown.cases.every(({ fits, decided: as }) => fits && as === 'Say sorry')).toBe(true);
  expect(shown.barred).toBe('Accepting takes the role owner.');
  const [row, boundary] = shown.workings;
  expect(row?.lines.filter(({ change }) => change === 'added').map(({ text }) => text.trim())).toEqual([
    'version: 2',
    '- id: learned-say-sorry-not-give-back',
    'when: order.late && order.carrier == "anvil"',
    'kind: late',
    'play: say_sorry',
    'confidence: 0.97',
    'because: in 10 of 10 such cases (100 %) people chose “Say sorry” instead of “Give it back”',
  ]);
  expect(row?.backtest.says).toBe(
    'Of 40 decided cases with this plan it would have changed 10, all as people did.',
  );
  expect(boundary).toMatchObject({
    file: 'boundary.yaml',
    widens: false,
    backtest: { boundary: { cases: 40 } },
  });
});

test('the command line lists drafts with their proof, and shows what one changes', async () => {
  const open = { world, pool: database.pool };
  const listed = await command(open, ['updates']);
  expect(listed.out).toContain('Where order carrier is anvil: “Say sorry”, not “Give it back”');
  expect(listed.out).toContain('10 of 10, against 10 of 40 of all with that plan');
  expect(listed.err).toContain('Refunds: 40 decided cases, of which people changed 10.');
  const id = /([0-9a-f]{20}) {2}draft/.exec(listed.out)?.[1] ?? '';
  const shown = await command(open, ['updates', id]);
  expect(shown.out).toContain('+     play: say_sorry');
  expect(await command(open, ['updates', id, '--accept', '--way', 'none', '--as', 'mara'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('It can be: row, boundary, playbook.'),
  });
});

test('from an edit, the parts that hold in the case are offered, and the counts follow the choice', async () => {
  const caseId = (
    await database.pool.query<{ case_id: string }>('select case_id from decisions where not agreed')
  ).rows[0]!.case_id;
  const told = await ruleFromCase(world, database.pool, refunds(), caseId, undefined);
  expect(told).toMatchObject({
    outcome: '“Say sorry”, not “Give it back”',
    backtest: 'Of 40 decided cases with this plan it would have changed 10, all as people did.',
  });
  expect(told.parts.find(({ chosen }) => chosen)).toMatchObject({ says: 'order carrier is anvil' });
  const other = await ruleFromCase(world, database.pool, refunds(), caseId, ['plan.kind = "late"']);
  expect(other).toMatchObject({
    says: 'Where the kind is “Later than promised”: “Say sorry”, not “Give it back”',
    proof: { precision: { count: 10, of: 40 }, p: null },
    backtest: 'Of 40 decided cases with this plan it would have changed 40, 10 of them as people did.',
  });
});

test('an accepted row is in force, with its proof in the log, and the next case behaves', async () => {
  const [draft] = (await read()).updates;
  const shown = await readUpdate(world, database.pool, draft!.id, mara);
  const [row] = shown.workings;
  const given = { way: 'row' as const, base: row!.base, ticked: [] };
  await expect(acceptUpdate(world, database.pool, finn, draft!.id, given)).rejects.toThrow(
    'takes the role owner',
  );
  await expect(
    acceptUpdate(world, database.pool, mara, draft!.id, { ...given, base: 'another' }),
  ).rejects.toThrow('rules.yaml was changed since');
  await expect(acceptUpdate(world, database.pool, mara, draft!.id, given)).resolves.toMatchObject({
    status: 'in_force',
  });
  const entries = await world.log.read('workflow/refunds');
  expect(entries.slice(1).map(({ kind, actor }) => [kind, actor.type])).toEqual([
    ['rule.proposed', 'remit'],
    ['rule.accepted', 'person'],
    ['file.changed', 'person'],
  ]);
  expect(entries[2]?.body).toMatchObject({ proof: { precision: { count: 10, of: 10 } } });

  await follow();
  expect((await load(world, await arrive('anvil'))).plan).toMatchObject({ play: 'say_sorry' });
  expect((await load(world, await arrive('swift'))).plan).toMatchObject({ play: 'give_back' });

  const { updates } = await read();
  expect(updates).toMatchObject([
    { state: 'accepted', way: 'row', followed: { cases: 1, conflicts: 0 }, decided_by: 'Mara Holm' },
  ]);
  // The sixth field of the log: of the cases that it came from, and of those that it speaks of since.
  const lines = await withLearned(world, database.pool, (await readLog(database.pool, { limit: 100 })).rows);
  const told = lines.filter(({ rule_update: said }) => said !== '').map(({ rule_update: said }) => said);
  expect(told.filter((said) => said.startsWith('Taught the rule update of '))).toHaveLength(10);
  expect(told.filter((said) => said.startsWith('Under the rule update of '))).toEqual([
    expect.stringContaining(': Where order carrier is anvil: “Say sorry”, not “Give it back”'),
  ]);
  expect(updates[0]?.followed?.says).toMatch(/^Since \w+day: 1 case; .*no conflict$/);
  await expect(acceptUpdate(world, database.pool, mara, draft!.id, given)).rejects.toThrow(
    'accepted already',
  );
});

test('a declined draft is not suggested again', async () => {
  for (let number = 0; number < 12; number++) await editHeavy();
  world.now = () => new Date(Date.now() + 3_600_000);
  const draft = (await read()).updates.find(({ state }) => state === 'draft');
  expect(draft?.says).toContain('order weight');
  await declineUpdate(world, database.pool, mara, draft!.id, 'Only this month.');
  const { updates } = await read();
  expect(updates.filter(({ state }) => state === 'draft').map(({ id }) => id)).not.toContain(draft!.id);
  expect(updates.find(({ id }) => id === draft!.id)).toMatchObject({
    state: 'declined',
    decided_by: 'Mara Holm',
  });
});

/** Heavy parcels are handled otherwise from now on. */
async function editHeavy(): Promise<void> {
  await sorry(await arrive('swift', 90));
}

async function sorry(id: string): Promise<void> {
  const { plan, review } = await load(world, id);
  const given = { plan: plan!.digest, kind: 'late', play: 'say_sorry', inputs: {} };
  await decide(world, mara, review!.id, { ...given, decision: 'edit' });
  await advance(world, id);
}
