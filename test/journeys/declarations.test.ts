import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { advance, decide, intake, load, type World } from '../../src/flow/index.ts';
import { inPackage } from '../../src/runtime/places.ts';
import { wire, type Wired } from '../../src/wire.ts';
import { loadWorkspace } from '../../src/workspace/load.ts';
import { freshDatabase, type FreshDatabase } from '../support/database.ts';
import {
  asWritten,
  readDeclaration,
  relive,
  startFinance,
  type Declaration,
} from '../support/declarations.ts';

// The travel office of a university: employee → administration → budget owner → supervisor → director.
let database: FreshDatabase;
let finance: Awaited<ReturnType<typeof startFinance>>;
let wired: Wired;
let world: World;
const clock = { now: new Date('2017-03-06T09:00:00Z') };

beforeAll(async () => {
  database = await freshDatabase();
  finance = await startFinance();
  const folder = inPackage('examples', 'expense-approval', 'workspace');
  const loaded = await loadWorkspace(folder, { env: { FINANCE_URL: finance.url } });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults, null, 2));
  const { workspace } = loaded;
  const { pool, url } = database;
  wired = await wire({ pool, url, workspace: () => workspace, workers: 0, now: () => clock.now });
  world = wired.world;
});

afterAll(async () => {
  await wired.close();
  await finance.stop();
  await database.drop();
});

const at = (hour: number) => new Date(Date.UTC(2017, 2, 6, hour));
const EVENTS: Declaration['events'] = [
  { at: at(9), verb: 'submitted', role: 'employee' },
  { at: at(11), verb: 'rejected', role: 'administration' },
  { at: at(14), verb: 'submitted', role: 'employee' },
  { at: at(15), verb: 'approved', role: 'administration' },
  { at: at(33), verb: 'approved', role: 'budget_owner' },
  { at: at(60), verb: 'approved', role: 'supervisor' },
];

test('a declaration that was sent back and handed in again waits at each desk as it did in life, and is paid once', async () => {
  const declaration = { id: 'D-1', amount: 41.5, events: EVENTS };
  const waited = await relive(world, declaration, clock);
  expect(waited).toEqual(asWritten(declaration));
  expect(waited.map(({ role, decision }) => `${role} ${decision}`)).toEqual([
    'administration rejected',
    'administration approved',
    'budget_owner approved',
    'supervisor approved',
  ]);
  expect([...finance.paid.values()]).toEqual(['D-1']);
});

test('above the limit a director signs last, and nothing is paid before', async () => {
  clock.now = at(70);
  const fields = { number: 'D-2', amount: 5_000.01, route: 'supervisor' };
  const event = { source: 'declarations', source_id: 'D-2', received_at: clock.now, fields };
  const { case: id } = await intake(world, 'expenses', event);
  expect((await advance(world, id)).review).toMatchObject({ role: 'supervisor', step: 0, steps: 2 });
  await approve(id, 'supervisor');
  expect((await load(world, id)).review).toMatchObject({ role: 'director', step: 1, steps: 2 });
  expect([...finance.paid.values()]).not.toContain('D-2');
  await approve(id, 'director');
  expect((await advance(world, id)).status).toBe('closed');
  expect([...finance.paid.values()].filter((paid) => paid === 'D-2')).toHaveLength(1);
});

test('nobody signs what they asked for themselves', async () => {
  clock.now = at(80);
  const fields = { number: 'D-3', amount: 20, route: 'supervisor', employee: 'Saskia Mulder' };
  const event = { source: 'declarations', source_id: 'D-3', received_at: clock.now, fields };
  const { case: id } = await intake(world, 'expenses', event);
  await advance(world, id);
  await expect(approve(id, 'supervisor')).rejects.toThrow(/asked for it/);
});

async function approve(id: string, role: string): Promise<void> {
  const { review, plan } = await load(world, id);
  const person = world.workspace().people.find(({ roles }) => roles.includes(role));
  if (!review || !plan || !person) throw new Error(`nobody is asked, or nobody is ${role}`);
  await decide(world, person, review.id, { plan: plan.digest, decision: 'approve' });
  await advance(world, id);
}

const file = join(process.env['REMIT_DATA'] ?? '', 'approvals', 'declarations.jsonl.gz');

// The public set of 10,357 declarations; the bench lives through all of them.
test.skipIf(!existsSync(file))(
  'the first 200 real declarations wait for whom they waited in life',
  async () => {
    const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n').slice(0, 200);
    for (const declaration of lines.map(readDeclaration)) {
      expect(await relive(world, declaration, clock)).toEqual(asWritten(declaration));
    }
  },
);
