import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { run, type Wire } from '../../src/doors/cli/index.ts';
import { openSystems, type System } from '../../src/systems/index.ts';
import { mcpConnecting } from '../../src/systems/mcp/connecting.ts';
import { sayFor } from '../../src/workspace/forms/form.ts';
import type { Fault } from '../../src/workspace/shape.ts';
import { readSystem } from '../../src/workspace/systems/index.ts';
import { readYaml } from '../../src/workspace/yaml.ts';
import { ended, everything, processesWith, server } from '../support/mcp_servers.ts';

const signal = new AbortController().signal;
let folder: string;
let open: System[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcp-'));
  open = [];
});
afterEach(async () => {
  for (const system of open) await system.close();
  await rm(folder, { recursive: true });
});

/** One command line over a workspace in the test's folder. */
async function remit(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const never = () => {
    throw new Error('not needed here');
  };
  const wire: Wire = {
    version: '0.0.0',
    env: {},
    stdout,
    stderr,
    workspaceFolder: () => folder,
    settingRows: never,
    openWorld: never,
    startAll: never,
    startWorker: never,
    mcp: mcpConnecting,
  };
  const code = await run(argv, wire);
  const text = (stream: PassThrough) => String((stream.read() as Buffer | null) ?? '');
  return { code, out: text(stdout), err: text(stderr) };
}

/** The system that a file of the workspace describes. */
async function systemOf(name: string, env: Record<string, string> = {}): Promise<System> {
  const path = join('systems', `${name}.yaml`);
  const yaml = readYaml(path, await readFile(join(folder, path), 'utf8'));
  if (!yaml.ok) throw new Error(JSON.stringify(yaml.faults));
  const faults: Fault[] = [];
  const file = readSystem(name, yaml.yaml, env, sayFor(yaml.yaml, faults));
  expect(faults).toEqual([]);
  const system = file && openSystems({ systems: { [name]: file } })[name];
  if (!system) throw new Error('no system');
  open.push(system);
  return system;
}

test('a folder of files is connected by one command, read and written, and asked what became of it', async () => {
  await writeFile(join(folder, 'order.txt'), 'Two pairs of socks');
  const command = [process.execPath, server('filesystem'), folder];
  const { code, out } = await remit(
    'connect',
    'mcp',
    '--name',
    'files',
    '--tool',
    'read_text_file',
    '--tool',
    'write_file',
    ...command,
  );
  expect(code, out).toBe(0);
  expect(out).toContain('Reads: read_text_file\nWrites: write_file\n');
  const files = await systemOf('files');
  expect(await files.read('read_text_file', { path: join(folder, 'order.txt') }, { signal })).toMatchObject({
    ok: true,
    value: { content: 'Two pairs of socks' },
  });
  const path = join(folder, 'label.txt');
  expect(await files.write('write_file', { path, content: 'Leipzig' }, { key: 'k1', signal })).toMatchObject({
    ok: true,
  });
  expect(await readFile(path, 'utf8')).toBe('Leipzig');
  expect(
    await files.write('write_file', { path: '/etc/label', content: 'x' }, { key: 'k2', signal }),
  ).toMatchObject({
    ok: false,
    why: 'unknown',
    says: expect.stringContaining('Access denied'),
  });
  expect(await files.probe({ signal })).toMatchObject({
    ok: true,
    says: expect.stringMatching(/MCP 2025-11-25/),
  });
});

test('a memory server keeps what was written through Remit, and what it does not find is not found', async () => {
  const { out } = await remit('connect', 'mcp', '--name', 'memory', process.execPath, server('memory'));
  expect(out).toMatch(/^Reads: .*search_nodes/m);
  expect(out).toMatch(/^Writes: create_entities, .*delete_entities/m);
  const path = join(folder, 'systems', 'memory.yaml');
  const text = await readFile(path, 'utf8');
  const kept = text
    .replace('reads:', `env:\n  MEMORY_FILE_PATH: \${MEMORY}\nreads:`)
    .replace('    tool: search_nodes', '    tool: search_nodes\n    none_when: {empty: entities}');
  await writeFile(path, kept);
  const memory = await systemOf('memory', { MEMORY: join(folder, 'memory.json') });
  const entities = [{ name: 'Ida', entityType: 'customer', observations: ['likes wool'] }];
  const ask = () => memory.read('search_nodes', { query: 'Ida' }, { signal });
  expect(await ask()).toMatchObject({ ok: false, why: 'not_found' });
  expect(await memory.write('create_entities', { entities }, { key: 'k', signal })).toMatchObject({
    ok: true,
  });
  expect(await ask()).toMatchObject({ ok: true, value: { entities: [{ name: 'Ida' }] } });
});

test('a tool that changed is accepted by a person who looked, and the rest of the file stays as it was', async () => {
  await remit(
    'connect',
    'mcp',
    '--name',
    'memory',
    '--tool',
    'search_nodes',
    process.execPath,
    server('memory'),
  );
  const path = join(folder, 'systems', 'memory.yaml');
  const before = await readFile(path, 'utf8');
  await writeFile(path, before.replace(/accepted: \w+/, 'accepted: 0123456789abcdef'));
  const memory = await systemOf('memory');
  expect(await memory.read('search_nodes', { query: 'x' }, { signal })).toMatchObject({
    why: 'refused',
    says: expect.stringContaining('has changed its tool "search_nodes" since somebody accepted it'),
  });
  expect(await remit('connect', 'mcp', '--accept', 'memory')).toMatchObject({
    code: 0,
    out: expect.stringContaining(
      'memory.search_nodes: search_nodes had changed and is accepted as it is now.',
    ),
  });
  expect(await readFile(path, 'utf8')).toBe(before);
  await writeFile(path, before.replace(/ {4}accepted: \w+\n/, '').replace('query: string', 'words: string'));
  const again = await remit('connect', 'mcp', '--accept', 'memory');
  expect(again).toMatchObject({
    code: 1,
    out: expect.stringContaining('It needs "query", which the file does not give.'),
  });
});

test('mistakes in the call are said in a sentence, and nothing is written', async () => {
  const nowhere = await remit(
    'connect',
    'mcp',
    process.execPath,
    server('filesystem'),
    join(folder, 'nowhere'),
  );
  expect(nowhere).toMatchObject({ code: 2, err: expect.stringContaining('The server did not start: ') });
  const typo = await remit('connect', 'mcp', '--tool', 'serch_nodes', process.execPath, server('memory'));
  expect(typo.err).toContain('did you mean "search_nodes"?');
  const secret = await remit(
    'connect',
    'mcp',
    '--header',
    'authorization: Bearer ${NO_TOKEN}',
    'http://127.0.0.1:1/mcp',
  );
  expect(secret.err).toContain('needs NO_TOKEN, which is not set in the environment');
  expect((await remit('connect', 'mcp', 'http://127.0.0.1:1/mcp')).err).toContain(
    'The server refuses connections.',
  );
  expect(existsSync(join(folder, 'systems'))).toBe(false);
});

test('the server with everything is reached over streamable HTTP, and a new session is made when it was restarted', async () => {
  const [first, port] = await everything();
  const { code, err } = await remit(
    'connect',
    'mcp',
    '--name',
    'every',
    '--tool',
    'echo',
    '--tool',
    'get-sum',
    `http://127.0.0.1:${port}/mcp`,
  );
  expect(code, err).toBe(0);
  const every = await systemOf('every');
  const text = await readFile(join(folder, 'systems', 'every.yaml'), 'utf8');
  const verb = text.includes('reads:') && /reads:[\s\S]*get_sum/.test(text) ? 'read' : 'write';
  const sum = () =>
    verb === 'read'
      ? every.read('get_sum', { a: 2, b: 3 }, { signal })
      : every.write('get_sum', { a: 2, b: 3 }, { key: 'k', signal });
  expect(await sum()).toMatchObject({ ok: true });
  await ended(first);
  expect(await sum()).toMatchObject({ ok: false });
  const [second] = await everything(port);
  await expect.poll(async () => (await sum()).ok, { timeout: 10_000 }).toBe(true);
  await ended(second);
});

test.skipIf(!existsSync('/proc'))('a server that was started ends with its system', async () => {
  await remit(
    'connect',
    'mcp',
    '--name',
    'memory',
    '--tool',
    'read_graph',
    process.execPath,
    server('memory'),
  );
  const path = join(folder, 'systems', 'memory.yaml');
  const text = await readFile(path, 'utf8');
  // A mark on its command line, by which the process is found.
  const mark = join(folder, 'mark');
  await writeFile(path, text.replace(`  - ${server('memory')}\n`, `  - ${server('memory')}\n  - ${mark}\n`));
  const memory = await systemOf('memory');
  await memory.read('read_graph', {}, { signal });
  expect(await processesWith(mark)).toHaveLength(1);
  await memory.close();
  await expect.poll(() => processesWith(mark), { timeout: 5_000 }).toEqual([]);
});
