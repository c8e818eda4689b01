import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { FILES } from '../../../test/support/acme.ts';
import { freshDatabase, type FreshDatabase } from '../../../test/support/database.ts';
import { openLog } from '../../log/index.ts';
import { listen } from '../../runtime/listen.ts';
import { publish } from '../../runtime/publish.ts';
import { openWatched } from '../../workspace/open.ts';
import { Overlay } from '../../workspace/overlay.ts';
import type { Workspace } from '../../workspace/schema.ts';
import type { Watching } from '../../workspace/watch.ts';
import { changeBoundary } from './change.ts';
import { pull, push } from './files.ts';
import { standOf } from './stand.ts';

const env = { SHOP_URL: 'http://127.0.0.1:1' };
const PATH = 'workflows/refunds/boundary.yaml';
const TEXT = FILES[PATH] ?? '';
const actor = { type: 'person', id: 'mara', name: 'Mara Holm' } as const;
const NOW = () => new Date('2026-03-01T12:00:00Z');

let database: FreshDatabase;
let folders: string[] = [];
let closing: (() => unknown)[] = [];
beforeAll(async () => {
  database = await freshDatabase();
});
beforeEach(async () => {
  await database.pool.query('truncate entries, heads, keys, changes, notices, rollouts');
});
afterEach(async () => {
  for (const close of closing.toReversed()) await close();
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
  [closing, folders] = [[], []];
});
afterAll(() => database.drop());

const limit = (amount: string) => TEXT.replace('money: 10.00 EUR', `money: ${amount} EUR`);
const log = () => openLog({ pool: database.pool, now: NOW });
const world = (workspace: Workspace) => ({
  log: log(),
  workspace: () => workspace,
  now: NOW,
  id: () => 'change-1',
});
const cli = () => ({ log: log(), now: NOW });

async function folderWith(text = TEXT): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'remit-files-'));
  folders.push(folder);
  for (const [path, content] of Object.entries({ ...FILES, [PATH]: text })) {
    await mkdir(join(folder, dirname(path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

/** A running process over a folder: what is in force there follows files and log. */
async function serve(folder: string): Promise<Watching> {
  const overlay = new Overlay(log());
  const say = () => undefined;
  const tell = async () => {
    await publish(log(), watching.workspace, NOW, (workflow) => watching.file(workflow));
  };
  const watching: Watching = await openWatched({ folder, env, overlay, say }, () => void tell());
  const ear = await listen(database.url, 'remit', (payload) => {
    if (payload.includes('"workflow/')) watching.lookSoon();
  });
  closing.push(
    () => watching.close(),
    () => ear.close(),
  );
  await tell();
  return watching;
}

const inForce = (watching: Watching) => watching.workspace.workflows['refunds']!.boundary;
const maxOf = (watching: Watching) => inForce(watching).limits['auto_max']!.value;
const euros = (amount: number) => ({ minor: amount * 100, currency: 'EUR' });
const fileIn = (folder: string) => readFile(join(folder, PATH), 'utf8');
const kinds = async () => (await log().read('workflow/refunds')).map(({ kind }) => kind);

async function changeInConsole(watching: Watching, amount: string): Promise<void> {
  const { workspace } = watching;
  const workflow = workspace.workflows['refunds']!;
  const person = workspace.people.find(({ id }) => id === 'mara')!;
  const stand = standOf(await log().read('workflow/refunds'));
  const base = stand?.inForce.version ?? workflow.boundary.version;
  const change = { text: limit(amount), base, because: 'Autumn.', ticked: [] };
  await changeBoundary(world(workspace), database.pool, person, workflow, change);
}

test('what the console changes is in force in every process at once, and pull writes it to the files', async () => {
  const [one, other] = [await folderWith(), await folderWith()];
  const [server, worker] = [await serve(one), await serve(other)];
  await changeInConsole(server, '20.00');
  for (const each of [server, worker]) await vi.waitFor(() => expect(maxOf(each)).toEqual(euros(20)), 5_000);
  expect(server.file('refunds')?.state).toBe('behind');
  expect(server.faults).toEqual([]);
  expect(await fileIn(one)).toBe(TEXT);

  expect(await pull(cli(), one, { actor })).toMatchObject([{ workflow: 'refunds', did: 'pulled' }]);
  expect(await fileIn(one)).toBe(limit('20.00'));
  await vi.waitFor(() => expect(server.file('refunds')?.state).toBe('in_step'), 5_000);
  expect(await kinds()).toEqual(['published', 'boundary.changed', 'published', 'boundary.pulled']);
  expect(await pull(cli(), one, { actor })).toMatchObject([{ did: 'nothing' }]);
});

test('a saved file comes into force by itself while the console has changed nothing', async () => {
  const folder = await folderWith();
  const server = await serve(folder);
  await vi.waitFor(() => expect(server.file('refunds')?.state).toBe('in_step'), 5_000);
  await writeFile(join(folder, PATH), limit('12.00'));
  await vi.waitFor(() => expect(maxOf(server)).toEqual(euros(12)), 5_000);
  await vi.waitFor(
    async () => expect(standOf(await log().read('workflow/refunds'))?.inForce.text).toBe(limit('12.00')),
    5_000,
  );
});

test('where both were changed, the one in force stays and both texts are there to choose from', async () => {
  const folder = await folderWith();
  const server = await serve(folder);
  await changeInConsole(server, '20.00');
  await vi.waitFor(() => expect(maxOf(server)).toEqual(euros(20)), 5_000);
  await writeFile(join(folder, PATH), limit('15.00'));
  await vi.waitFor(() => expect(server.file('refunds')?.state).toBe('conflict'), 5_000);
  expect(server.faults).toMatchObject([
    { file: PATH, says: expect.stringContaining('which stays') as string },
  ]);
  expect(maxOf(server)).toEqual(euros(20));
  expect(server.file('refunds')?.text).toBe(limit('15.00'));

  expect(await pull(cli(), folder, { actor })).toMatchObject([{ did: 'refused', state: 'conflict' }]);
  expect(await push(cli(), folder, { env, actor })).toMatchObject([{ did: 'refused', state: 'conflict' }]);
  expect(await fileIn(folder)).toBe(limit('15.00'));
  expect(maxOf(server)).toEqual(euros(20));

  expect(await push(cli(), folder, { env, actor, force: true })).toMatchObject([{ did: 'pushed' }]);
  await vi.waitFor(() => expect(maxOf(server)).toEqual(euros(15)), 5_000);
  await vi.waitFor(() => expect(server.faults).toEqual([]), 5_000);
});

test('a conflict is settled the other way by pulling over the file', async () => {
  const folder = await folderWith();
  const server = await serve(folder);
  await changeInConsole(server, '20.00');
  await writeFile(join(folder, PATH), limit('15.00'));
  await vi.waitFor(() => expect(server.file('refunds')?.state).toBe('conflict'), 5_000);
  expect(await pull(cli(), folder, { actor, force: true })).toMatchObject([{ did: 'pulled' }]);
  await vi.waitFor(() => expect(server.file('refunds')?.state).toBe('in_step'), 5_000);
  expect([await fileIn(folder), maxOf(server)]).toEqual([limit('20.00'), euros(20)]);
});

test('files that are pushed from another machine are in force here, and the files here are not published over them', async () => {
  const [here, there] = [await folderWith(), await folderWith(limit('30.00'))];
  const server = await serve(here);
  expect(await push(cli(), there, { env, actor })).toMatchObject([{ did: 'pushed' }]);
  await vi.waitFor(() => expect(maxOf(server)).toEqual(euros(30)), 5_000);
  expect(server.file('refunds')?.state).toBe('behind');
  // A start on the older copy of the folder changes nothing either.
  const again = await serve(here);
  expect([maxOf(again), again.file('refunds')?.state]).toEqual([euros(30), 'behind']);
  expect(await push(cli(), here, { env, actor })).toMatchObject([{ did: 'refused', state: 'behind' }]);
  expect(standOf(await log().read('workflow/refunds'))?.inForce.version).toBe(inForce(server).version);
});

test('what the console changed a moment before the files are published is not written over', async () => {
  const folder = await folderWith();
  const server = await serve(folder);
  const [workspace, file] = [server.workspace, server.file('refunds')];
  await changeInConsole(server, '20.00');
  // The process still has the files as it loaded them, and what it knows of them is as old.
  for (const state of ['newer', 'in_step'] as const) {
    await publish(log(), workspace, NOW, () => file && { ...file, state });
    expect(standOf(await log().read('workflow/refunds'))?.inForce.text).toBe(limit('20.00'));
  }
  await vi.waitFor(() => expect(maxOf(server)).toEqual(euros(20)), 5_000);
});

test('a comment is no change that anybody must settle', async () => {
  const folder = await folderWith();
  const server = await serve(folder);
  await vi.waitFor(() => expect(server.file('refunds')?.state).toBe('in_step'), 5_000);
  const before = await kinds();
  await writeFile(join(folder, PATH), `# Ours.\n${TEXT}`);
  await new Promise((done) => setTimeout(done, 2_500));
  expect(server.file('refunds')?.state).toBe('in_step');
  expect(await kinds()).toEqual(before);
});

test('a folder that does not load is not pushed', async () => {
  const folder = await folderWith(TEXT.replace('effect: allow', 'effect: alow'));
  await expect(push(cli(), folder, { env, actor })).rejects.toThrow(
    /boundary.yaml:6 there is no effect alow/,
  );
  expect(await kinds()).toEqual([]);
});

test('a stage that is changed in the file is followed from then on', async () => {
  const folder = await folderWith();
  const server = await serve(folder);
  await vi.waitFor(() => expect(server.file('refunds')?.state).toBe('in_step'), 5_000);
  const file = join(folder, 'workflows/refunds/workflow.yaml');
  await writeFile(file, (await readFile(file, 'utf8')).replace('stage: act', 'stage: draft'));
  await vi.waitFor(
    async () => expect(await kinds()).toEqual(['published', 'published', 'stage.changed']),
    5_000,
  );
  const { rows } = await database.pool.query('select workflow, stage, version from rollouts');
  expect(rows).toEqual([{ workflow: 'refunds', stage: 'draft', version: 3 }]);
});
