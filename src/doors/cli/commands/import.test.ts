import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../../../../test/support/database.ts';
import { inPackage } from '../../../runtime/places.ts';
import { wire, type Wired } from '../../../wire.ts';
import { loadWorkspace } from '../../../workspace/load.ts';
import { run, type Wire } from '../index.ts';

const folder = mkdtempSync(join(tmpdir(), 'remit-import-'));
const workspaceFolder = inPackage('examples', 'it-tickets', 'workspace');
let database: FreshDatabase;
let wired: Wired;

beforeAll(async () => {
  const loaded = await loadWorkspace(workspaceFolder, { env: {} });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  database = await freshDatabase();
  const { pool, url } = database;
  wired = await wire({ pool, url, workspace: () => loaded.workspace, workers: 0 });
});
beforeEach(async () => {
  await database.pool.query('truncate imports');
});
afterAll(async () => {
  await wired.close();
  await database.drop();
  rmSync(folder, { recursive: true });
});

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** `remit import …`; with an answer, as a person at a terminal. */
async function remit(args: string[], answer?: string) {
  const isTTY = answer !== undefined;
  const stdout = Object.assign(new PassThrough(), { isTTY: false });
  const stderr = Object.assign(new PassThrough(), { isTTY });
  const stdin = Object.assign(new PassThrough(), { isTTY });
  if (answer !== undefined) stdin.write(`${answer}\n`);
  const never = () => Promise.reject(new Error('not part of this test'));
  const door: Wire = {
    version: '0.1.0',
    env: {},
    stdout,
    stderr,
    stdin,
    workspaceFolder: () => workspaceFolder,
    settingRows: () => [],
    openWorld: async () => ({
      world: wired.world,
      pool: database.pool,
      rebuild: never,
      close: async () => undefined,
    }),
    startAll: never,
    startWorker: never,
  };
  const code = await run(['import', ...args, '-w', 'it-tickets'], door);
  const text = (stream: PassThrough) => String((stream.read() as Buffer | null) ?? '');
  return { code, out: text(stdout), err: text(stderr) };
}

async function count(source: string, pool = database.pool): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    `select count(*)::int as n from entries where kind = 'opened' and body::text like $1`,
    [`%"import:${source}"%`],
  );
  return rows[0]?.n ?? 0;
}

async function due(): Promise<number> {
  const { rows } = await database.pool.query(
    `select 1 from heads where stream like 'case/%' and due_at is not null`,
  );
  return rows.length;
}

const HEADER = 'Number;Short description;Description;Category\n';

test('the mapping is shown first, and a script that does not say --yes is refused', async () => {
  const path = file('shown.csv', `${HEADER}INC1;Mail;Outlook asks for a password;4\n`);
  const { code, out, err } = await remit([path]);
  expect(code).toBe(2);
  expect(out).toMatch(/shown\.csv: CSV with “;”/);
  expect(out).toMatch(/body +Description +Outlook asks for a password/);
  expect(out).toMatch(/kind +Category +4/);
  expect(err).toContain('--yes');
  expect((await remit([path, '--dry-run'])).code).toBe(0);
  expect(await count('shown.csv')).toBe(0);
});

test('a person at a terminal is asked, and may say no', async () => {
  const path = file('asked.csv', `${HEADER}INC1;Mail;Outlook;4\n`);
  expect((await remit([path], 'n')).err).toContain('Nothing was imported');
  expect(await count('asked.csv')).toBe(0);
  expect((await remit([path], 'y')).out).toContain('1 recorded');
  expect(await count('asked.csv')).toBe(1);
});

test('the same file twice opens nothing twice, packed or not, also where rows have no id and say the same', async () => {
  const text = 'title,body,category\nMail,Outlook,4\nMail,Outlook,4\nVPN,No tunnel,5\n';
  expect((await remit([file('twice.csv', text), '-y'])).out).toContain('3 recorded');
  const again = await remit([file('twice.csv.gz', gzipSync(text)), '-y']);
  expect([again.code, again.out]).toEqual([0, expect.stringContaining('3 known already')]);
  expect(await count('twice.csv')).toBe(3);
});

test('rejected rows stand in a report with line and reason, which can be put right and imported', async () => {
  const path = file(
    'some.csv',
    `${HEADER}INC1;"Mail\nagain";x;4\nINC2;VPN;"a ""b""";none\nINC3;VPN;c\nINC4;d;e;5\n`,
  );
  const { code, out } = await remit([path, '-y']);
  expect(code).toBe(1);
  expect(out).toContain('2 recorded');
  expect(out).toContain(`2 rejected: see ${path}.rejected.csv`);
  const report = readFileSync(`${path}.rejected.csv`, 'utf8').trim().split('\n');
  expect(report[0]).toBe('line,reason,Number,Short description,Description,Category');
  expect(report[1]).toBe('4,"has the kind “none”, which the workflow does not know",INC2,VPN,"a ""b""",none');
  expect(report[2]).toMatch(/^5,has 3 cells/);
  const right = file('right.csv', readFileSync(`${path}.rejected.csv`, 'utf8').replaceAll('none', '6'));
  expect((await remit([right, '-y'])).out).toContain('1 recorded');
});

test('rows without a decision are events: they open cases that workers take up', async () => {
  const path = file('open.jsonl', '{"title":"Mail","body":"Outlook"}\n{"title":"VPN","body":"No tunnel"}\n');
  const before = await due();
  const { out } = await remit([path, '-y']);
  expect(out).toContain('2 opened');
  expect(existsSync(`${path}.rejected.jsonl`)).toBe(false);
  expect((await due()) - before).toBe(2);
});

test('a file that is not there, a folder, a wrong column and a missing one are answered in sentences', async () => {
  const path = file('wrong.csv', 'a,b\n1,2\n');
  expect((await remit([join(folder, 'no.csv'), '-y'])).err).toContain('There is no file at');
  expect((await remit([folder, '-y'])).err).toContain('is a folder');
  expect((await remit([path, '-y'])).err).toContain('No column was found for title, body');
  const typed = await remit([path, '-y', '--map', 'title=c', '--map', 'body=b']);
  expect([typed.code, typed.err]).toEqual([2, expect.stringContaining('The file has no column “c”')]);
});

test('what came before the broken place of a file is kept', async () => {
  const row = (id: number) =>
    `{"id":"${id}","title":"Ticket ${id}","body":"Text ${id * 7_919}","category":"4"}`;
  const packed = gzipSync(Array.from({ length: 2_000 }, (_, id) => row(id)).join('\n'));
  const path = file('cut.jsonl.gz', packed.subarray(0, packed.length / 2));
  const { code, err } = await remit([path, '-y']);
  expect([code, err]).toEqual([2, expect.stringMatching(/breaks off .* at line \d+/)]);
  const kept = await count('cut.jsonl');
  expect(kept).toBeGreaterThan(100);
  const whole = await remit([file('cut.jsonl.gz', packed), '-y']);
  expect(whole.out).toContain(`${kept.toLocaleString('en')} known already`);
  expect(await count('cut.jsonl')).toBe(2_000);
});

test('an import that is killed goes on where it was, and opens nothing twice', async () => {
  const rows = 2_000;
  const bad = (id: number) => (id % 100 === 7 ? 'none' : '4');
  const row = (id: number) => `{"title":"T ${id % 50}","body":"Text ${id % 900}","category":"${bad(id)}"}`;
  const path = file('killed.jsonl', Array.from({ length: rows }, (_, id) => row(id)).join('\n'));
  const own = await freshDatabase();
  const env = { ...process.env, DATABASE_URL: own.url, REMIT_WORKSPACE: workspaceFolder, NODE_ENV: 'test' };
  const args = ['--import', 'tsx', inPackage('src', 'main.ts'), 'import', path, '-w', 'it-tickets', '-y'];
  const start = () =>
    spawn(process.execPath, args, { env, cwd: inPackage(), stdio: ['ignore', 'pipe', 'pipe'] });
  const first = start();
  while ((await count('killed.jsonl', own.pool)) < 400)
    await new Promise((resolve) => setTimeout(resolve, 10));
  first.kill('SIGKILL');
  await new Promise((resolve) => first.once('exit', resolve));
  expect(await count('killed.jsonl', own.pool)).toBeLessThan(rows - 20);

  const second = start();
  const said: string[] = [];
  for (const stream of [second.stdout, second.stderr]) stream.on('data', (chunk) => said.push(String(chunk)));
  const code = await new Promise((resolve) => second.once('exit', resolve));
  const text = said.join('');
  expect([code, text]).toEqual([1, expect.stringMatching(/Going on behind row [\d,]+/)]);
  expect(text).toContain('2,000 rows');
  expect(text).toContain('20 rejected');
  expect(await count('killed.jsonl', own.pool)).toBe(rows - 20);
  const report = readFileSync(`${path}.rejected.jsonl`, 'utf8').trim().split('\n');
  expect(report.map((line) => (JSON.parse(line) as { line: number }).line)).toEqual(
    Array.from({ length: 20 }, (_, at) => at * 100 + 8),
  );
  await own.drop();
}, 60_000);
