import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { startPostgres, type RunningPostgres } from './index.ts';

const isRoot = process.getuid?.() === 0;
const folder = mkdtempSync(join(tmpdir(), 'remit-postgres-'));
chmodSync(folder, 0o755);
// One home for most tests, because making a cluster takes longer than all that they do with it.
const home = join(folder, 'home');
let said: string[];
let running: RunningPostgres[];

beforeEach(() => {
  said = [];
  running = [];
});

afterEach(async () => {
  for (const postgres of running) await postgres.stop();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function start(more: { share?: boolean; home?: string } = {}): Promise<RunningPostgres> {
  const log = (line: string) => void said.push(line);
  const postgres = await startPostgres({ home, log, elsewhere: join(folder, 'elsewhere'), ...more });
  running.push(postgres);
  return postgres;
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(sql);
  await client.end();
  return rows[0] && Object.values(rows[0])[0];
}

const postmasterPid = () =>
  Number(readFileSync(join(home, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]);

test('what was written is there after a stop and a start, and a stop leaves no process', async () => {
  const first = await start();
  await ask(first.url, `create table stopped as select 'still here' as word`);
  const pid = postmasterPid();
  await first.stop();
  await until(() => !lives(pid)); // it has ended; only its number may be kept a moment longer
  const second = await start();
  expect(await ask(second.url, 'select word from stopped')).toBe('still here');
  expect(second.adopted).toBe(false);
});

test('the password is for our eyes only and every commit is flushed to disk', async () => {
  const { url } = await start();
  expect(statSync(join(home, 'postgres/password')).mode & 0o777).toBe(0o600);
  expect(await ask(url, 'show fsync')).toBe('on');
  expect(await ask(url, 'show synchronous_commit')).toBe('on');
  expect(await ask(url, 'show listen_addresses')).toBe('');
  const withoutPassword = Object.assign(new URL(url), { password: 'guess' }).href;
  await expect(ask(withoutPassword, 'select 1')).rejects.toThrow('password authentication failed');
});

test('where the path is too long for a socket the server listens on loopback', async () => {
  const { url } = await start({ home: join(folder, 'a-long-name-'.repeat(8)) });
  expect(url).toContain('@127.0.0.1:');
  expect(await ask(url, 'show listen_addresses')).toBe('127.0.0.1');
});

test('a second start in the same home is refused in a sentence, and one that shares is not', async () => {
  const owner = await start();
  await expect(start()).rejects.toThrow(`Another Remit (process ${process.pid}) is running in ${home}.`);
  const guest = await start({ share: true });
  expect(guest).toMatchObject({ adopted: true, owned: false });
  await guest.stop();
  expect(await ask(owner.url, 'select 1')).toBe(1);
});

test('when the server is killed it comes back on the same address with every commit', async () => {
  const { url } = await start();
  await ask(url, 'create table survived as select 42 as number');
  process.kill(postmasterPid(), 'SIGKILL');
  await until(() => said.includes('The database is back.'));
  expect(await ask(url, 'select number from survived')).toBe(42);
});

test('a stop while the server is coming back leaves no process either', async () => {
  const postgres = await start();
  process.kill(postmasterPid(), 'SIGKILL');
  await until(() => said.includes('The database went away; starting it again.'));
  await postgres.stop();
  expect(existsSync(join(home, 'postgres/data/postmaster.pid'))).toBe(false);
});

test('when Remit is killed the next start adopts the server that was left running', async () => {
  const process1 = await startInAnotherProcess();
  process1.child.kill('SIGKILL');
  await once(process1.child, 'exit');
  const next = await start();
  expect(next).toMatchObject({ adopted: true, owned: true, url: process1.url });
});

test('when Remit and its server are killed together the next start recovers every commit', async () => {
  const process1 = await startInAnotherProcess();
  await ask(process1.url, 'create table kept as select 42 as number');
  process1.child.kill('SIGKILL');
  process.kill(postmasterPid(), 'SIGKILL');
  const next = await start();
  expect(await ask(next.url, 'select number from kept')).toBe(42);
  expect(next.adopted).toBe(false);
});

test.runIf(process.platform === 'linux')(
  'a Remit that leaves without a stop takes its server along',
  async () => {
    const { child } = await startInAnotherProcess();
    const pid = postmasterPid();
    child.kill('SIGHUP');
    await once(child, 'exit');
    await until(() => !lives(pid));
  },
);

test('two first starts at the same moment make one cluster, and one of them is refused', async () => {
  const fresh = join(folder, 'fresh');
  const results = await Promise.allSettled([startInAnotherProcess(fresh), startInAnotherProcess(fresh)]);
  const outcomes = results.map((result) => result.status).sort();
  for (const result of results) if (result.status === 'fulfilled') await stop(result.value.child);
  expect(outcomes).toEqual(['fulfilled', 'rejected']);
  expect(existsSync(join(fresh, 'postgres/data/postmaster.pid'))).toBe(false);
});

test.runIf(isRoot)('as root in a private folder the data is placed where Postgres can reach it', async () => {
  const closed = join(folder, 'private');
  mkdirSync(closed, { mode: 0o700 });
  const { url } = await start({ home: join(closed, 'home') });
  expect(said.join()).toContain('cannot enter');
  const place = String(await ask(url, 'show data_directory'));
  expect(place.startsWith(join(folder, 'elsewhere'))).toBe(true);
  expect(statSync(place).uid).not.toBe(0);
});

async function startInAnotherProcess(at = home): Promise<{ child: ChildProcess; url: string }> {
  const program = `
    import { startPostgres } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))};
    const postgres = await startPostgres({ home: ${JSON.stringify(at)}, log() {} });
    process.once('SIGTERM', () => postgres.stop());
    process.once('SIGHUP', () => process.exit(1));
    console.log(postgres.url);
  `;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  for await (const line of createInterface(child.stdout)) return { child, url: line };
  throw new Error('The other process was refused.');
}

async function stop(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM');
  await once(child, 'exit');
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function until(condition: () => boolean): Promise<void> {
  const DEADLINE_MS = 15_000;
  const deadline = Date.now() + DEADLINE_MS;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('It did not happen in time.');
    await sleep(20);
  }
}
