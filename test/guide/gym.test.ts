import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { advance, decide, intake, undo, type CaseState } from '../../src/flow/index.ts';
import type { Workspace } from '../../src/workspace/schema.ts';
import { wire, type Wired } from '../../src/wire.ts';
import { freshDatabase, type FreshDatabase } from '../support/database.ts';
import { loadGym, startGym } from './gym.ts';

// What docs/connect-http-system.md promises its reader, with the reader's own files.

let folder: string;
let service: Awaited<ReturnType<typeof startGym>>;
let workspace: Workspace;
let database: FreshDatabase;
let wired: Wired;
let next = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'remit-gym-'));
  service = await startGym(folder);
  workspace = await loadGym(folder, service.url);
  database = await freshDatabase();
  wired = await wire({ pool: database.pool, url: database.url, workspace: () => workspace, workers: 0 });
});
afterAll(async () => {
  await wired.close();
  await database.drop();
  await service.stop();
  await rm(folder, { recursive: true });
});

async function ask(member: string, weeks: number): Promise<CaseState> {
  const fields = { member_id: member, weeks, message: 'Back soon!' };
  const event = { source: 'web', source_id: `form-${++next}`, received_at: new Date(), fields };
  return advance(wired.world, (await intake(wired.world, 'pauses', event)).case);
}

async function approve(state: CaseState, id: string): Promise<CaseState> {
  const person = workspace.people.find((one) => one.id === id);
  if (!person || !state.review || !state.plan) throw new Error('nothing is held, or nobody is there');
  await decide(wired.world, person, state.review.id, { plan: state.plan.digest, decision: 'approve' });
  return advance(wired.world, state.id);
}

test('a short pause runs by itself, can be taken back, and then a person is asked', async () => {
  const state = await ask('m1', 3);
  expect(state).toMatchObject({ status: 'closed', outcome: 'solved', end: { holds: true } });
  const ana = workspace.people[0];
  if (!ana) throw new Error('the gym has nobody');
  await undo(wired.world, ana, state.id, state.actions[0]?.key ?? '');
  const after = await advance(wired.world, state.id);
  expect(after.actions.map(({ write, status }) => [write, status])).toEqual([
    ['gym.pause', 'undone'],
    ['gym.resume', 'done'],
  ]);
  expect(after.status).toBe('held');
});

test('a pause whose answer is lost is sent again under its key, and the gym pauses once', async () => {
  const state = await ask('m2', 2);
  expect(state).toMatchObject({ status: 'closed', outcome: 'solved' });
  const entries = await wired.world.log.read(`case/${state.id}`);
  const done = entries.filter(({ kind }) => kind === 'action.done');
  expect(done.map(({ body }) => body['replayed'])).toEqual([true]);
  expect(state.facts?.['member']?.value).toMatchObject({ pauses: 1 });
});

test('a long pause waits for a clerk', async () => {
  const state = await ask('m1', 8);
  expect(state.review).toMatchObject({ effect: 'approve', role: 'clerk' });
  expect(await approve(state, 'ben')).toMatchObject({ status: 'closed' });
});
