import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { FILES } from '../../../test/support/acme.ts';
import { freshDatabase, type FreshDatabase } from '../../../test/support/database.ts';
import { openLog } from '../../log/index.ts';
import { publish } from '../../runtime/publish.ts';
import { loadWorkspace } from '../../workspace/load.ts';
import { Overlay } from '../../workspace/overlay.ts';
import type { Person, Workspace } from '../../workspace/schema.ts';
import { changeFile } from './change_file.ts';
import { digestOfFile } from './file_stand.ts';
import { pull, push } from './files.ts';

const env = { SHOP_URL: 'http://127.0.0.1:1' };
const PATH = 'workflows/refunds/rules.yaml';
const TEXT = FILES[PATH]!;
const CHANGED = TEXT.replace('version: 1', 'version: 2').replace('0.95', '0.8');
const mara: Person = { id: 'mara', name: 'Mara Holm', roles: ['owner', 'manager', 'support'] };
const actor = { type: 'person', id: 'mara', name: 'Mara Holm' } as const;
const NOW = () => new Date('2026-03-01T12:00:00Z');

let database: FreshDatabase;
let folders: string[] = [];
beforeAll(async () => {
  database = await freshDatabase();
});
beforeEach(async () => {
  await database.pool.query('truncate entries, heads, keys, changes, notices, rollouts');
});
afterEach(async () => {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
  folders = [];
});
afterAll(() => database.drop());

const log = () => openLog({ pool: database.pool, now: NOW });
const cli = () => ({ log: log(), now: NOW });

async function folderWith(text = TEXT): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'remit-other-'));
  folders.push(folder);
  for (const [path, content] of Object.entries({ ...FILES, [PATH]: text })) {
    await mkdir(join(folder, dirname(path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

/** What a process that starts or looks again sees, and says in the log. */
async function look(folder: string): Promise<{ workspace: Workspace; overlay: Overlay }> {
  const overlay = new Overlay(log());
  const loaded = await loadWorkspace(folder, { env, overlay });
  if (!loaded.ok) throw new Error(loaded.faults[0]?.says);
  await publish(log(), loaded.workspace, NOW, (workflow) => overlay.of(workflow));
  return { workspace: loaded.workspace, overlay };
}

async function changeInConsole(workspace: Workspace, text = CHANGED, file = 'rules.yaml') {
  const workflow = workspace.workflows['refunds']!;
  const world = { log: log(), workspace: () => workspace, now: NOW, id: () => 'change-1' };
  const base = digestOfFile(file, workflow.files[file]!);
  const effect = { cases: 0, wider: 0, narrower: 0, ticked: [] };
  const entries = await log().read('workflow/refunds');
  return changeFile(world, mara, workflow, { file, text, base, because: 'Fewer.', effect }, entries);
}

const agentOf = ({ workflows }: Workspace) => workflows['refunds']!.agents[0]!.version;
const fileIn = (folder: string) => readFile(join(folder, PATH), 'utf8');
const stateOf = (overlay: Overlay) => overlay.of('refunds')?.others?.map(({ file, state }) => [file, state]);
const kinds = async () => (await log().read('workflow/refunds')).map(({ kind }) => kind);

test('a table changed in the console is in force everywhere, and pull writes it to the file', async () => {
  const [one, other] = [await folderWith(), await folderWith()];
  await changeInConsole((await look(one)).workspace);
  for (const folder of [one, other]) {
    const { workspace, overlay } = await look(folder);
    expect(agentOf(workspace)).toBe('2');
    expect(stateOf(overlay)).toEqual([['rules.yaml', 'behind']]);
    expect(overlay.faults()).toEqual([]);
  }
  expect(await pull(cli(), one, { actor })).toContainEqual(
    expect.objectContaining({ did: 'pulled', says: `rules.yaml: written to ${PATH}` }),
  );
  expect(await fileIn(one)).toBe(CHANGED);
  expect(stateOf((await look(one)).overlay)).toEqual([['rules.yaml', 'in_step']]);
  expect(await kinds()).toEqual(['published', 'file.changed', 'published', 'file.pulled']);
});

test('a file that was changed by hand after it was pulled comes into force', async () => {
  const folder = await folderWith();
  await changeInConsole((await look(folder)).workspace);
  await look(folder);
  await pull(cli(), folder, { actor });
  await writeFile(join(folder, PATH), CHANGED.replace('version: 2', 'version: 3'));
  expect(agentOf((await look(folder)).workspace)).toBe('3');
  expect(agentOf((await look(folder)).workspace)).toBe('3');
});

test('where file and console were both changed the one in force stays, until a person settles it', async () => {
  const folder = await folderWith();
  await changeInConsole((await look(folder)).workspace);
  await writeFile(join(folder, PATH), TEXT.replace('version: 1', 'version: 9'));
  const { workspace, overlay } = await look(folder);
  expect(agentOf(workspace)).toBe('2');
  expect(overlay.faults()[0]).toMatchObject({
    file: PATH,
    says: expect.stringContaining('what is in force of it'),
  });
  expect(await pull(cli(), folder, { actor })).toContainEqual(expect.objectContaining({ did: 'refused' }));
  await push(cli(), folder, { force: true, env, actor });
  expect(agentOf((await look(folder)).workspace)).toBe('9');
  expect((await look(folder)).overlay.faults()).toEqual([]);
});

test('a text that would not load is refused with its line and the reason', async () => {
  const { workspace } = await look(await folderWith());
  const broken = TEXT.replace('play: give_back', 'play: give_bakc');
  await expect(changeInConsole(workspace, broken)).rejects.toThrow(
    /rules\.yaml would not load\. Line 3: .*"give_bakc" is not a play/,
  );
  expect(await kinds()).toEqual(['published']);
});
