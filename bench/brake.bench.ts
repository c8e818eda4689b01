// How long it takes from the throw of a switch until the last worker has recorded its last intent, with two workers
// under load, beside a bare commit on the same database at the same time.
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Pool } from 'pg';
import { SWITCHES_STREAM } from '../src/authority/schema.ts';
import { releaseSwitch, throwSwitch } from '../src/authority/brake/switches.ts';
import { intake, type World } from '../src/flow/index.ts';
import { openDatabase } from '../src/runtime/database.ts';
import { migrate } from '../src/runtime/migrate.ts';
import { inPackage } from '../src/runtime/places.ts';
import { startPostgres } from '../src/runtime/postgres/index.ts';
import { wire } from '../src/wire.ts';
import { loadWorkspace } from '../src/workspace/load.ts';
import type { Person, Workspace } from '../src/workspace/schema.ts';
import { startDesk } from './cases/desk.ts';

const THROWS = Number(process.env['BENCH_THROWS'] ?? 24);
const WORKERS = 2;
/** Cases that each worker has in hand, as by default. */
const IN_HAND = 64;
/** Cases that are kept under way. */
const OPEN = 200;
/** How long the load runs before each throw, and how long late intents are waited for after it. */
const RUN_MS = 250;
const LOOK_MS = 150;
const POOL = 12;
const folder = fileURLToPath(new URL('./cases/workspace', import.meta.url));

async function load(url: string): Promise<Workspace> {
  const loaded = await loadWorkspace(folder, { env: { DESK_URL: url } });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults, null, 2));
  return loaded.workspace;
}

/** A worker: a process of its own on the same database. */
async function work(databaseUrl: string, deskUrl: string): Promise<void> {
  const workspace = await load(deskUrl);
  const pool = openDatabase(databaseUrl, { max: POOL });
  const wired = await wire({ pool, url: databaseUrl, workspace: () => workspace, workers: IN_HAND });
  process.send?.('ready');
  process.once(
    'message',
    () =>
      void wired
        .close()
        .then(() => pool.end())
        .then(() => process.exit(0)),
  );
}

async function measure(): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'remit-bench-'));
  const postgres = await startPostgres({ home, log: () => undefined });
  const pool = openDatabase(postgres.url, { max: POOL });
  await migrate(pool, inPackage('migrations'));
  await pool.query(
    'create table bare (id bigint generated always as identity primary key, body text not null)',
  );
  const desk = await startDesk();
  const workspace = await load(desk.url);
  const wired = await wire({ pool, url: postgres.url, workspace: () => workspace, workers: 0 });
  const workers = await Promise.all(
    Array.from({ length: WORKERS }, () => startWorker(postgres.url, desk.url)),
  );
  const stop = keepBusy(wired.world, pool);
  const bare: number[] = [];
  const thrown: Throw[] = [];
  for (let round = 0; round < THROWS; round++) {
    await pause(RUN_MS);
    bare.push(await timed(() => pool.query("insert into bare (body) values ('x')")));
    thrown.push(await throwOnce(wired.world, pool, workspace));
  }
  await stop();
  const acting = thrown.filter(({ intentsBefore }) => intentsBefore > 0);
  console.log(`${THROWS} throws of the switch "all", ${WORKERS} workers, ${OPEN} cases under way`);
  console.log(
    `intents in the ${RUN_MS} ms before a throw: median ${median(thrown.map((one) => one.intentsBefore))}`,
  );
  console.log(`intents recorded after a throw: ${sum(thrown.map((one) => one.intentsAfter))}`);
  say(
    'from the throw to its commit',
    thrown.map(({ tookMs }) => tookMs),
  );
  say(
    'from the throw to the last intent',
    acting.map(({ lastMs }) => Math.max(0, lastMs)),
  );
  say('a bare commit under the same load', bare);
  for (const worker of workers) {
    worker.send('stop');
    await new Promise((resolve) => worker.once('exit', resolve));
  }
  await wired.close();
  await pool.end();
  await desk.stop();
  await postgres.stop();
  await rm(home, { recursive: true, force: true });
}

interface Throw {
  tookMs: number;
  /** When the last intent before the throw's entry was made, after the throw was called; negative: before it. */
  lastMs: number;
  intentsBefore: number;
  intentsAfter: number;
}

async function throwOnce(world: World, pool: Pool, workspace: Workspace): Promise<Throw> {
  const owner = workspace.people.find(({ roles }) => roles.includes('owner')) as Person;
  const by = { type: 'person' as const, id: owner.id };
  const called = Date.now();
  const given = { switch: 'all', because: 'a bench', how: 'api' as const };
  const tookMs = await timed(() => throwSwitch(world, by, given));
  await pause(LOOK_MS);
  const position = (await world.log.read(SWITCHES_STREAM)).at(-1)?.position ?? 0;
  const { rows } = await pool.query<{ before: number; after: number; last: Date | null }>(
    `select count(*) filter (where position < $1 and at > $2)::int as before,
       count(*) filter (where position > $1)::int as after, max(at) filter (where position < $1) as last
     from entries where kind = 'action.intended'`,
    [position, new Date(called - RUN_MS)],
  );
  await releaseSwitch(world, pool, owner, { switch: 'all', because: 'a bench' });
  const [row] = rows;
  const lastMs = (row?.last?.getTime() ?? called) - called;
  return { tookMs, lastMs, intentsBefore: row?.before ?? 0, intentsAfter: row?.after ?? 0 };
}

/** Opens cases so that some are always under way. */
function keepBusy(world: World, pool: Pool): () => Promise<void> {
  const ending = new AbortController();
  let sent = 0;
  const all = (async () => {
    while (!ending.signal.aborted) {
      const { rows } = await pool.query<{ n: number }>(
        "select count(*)::int as n from cases where status in ('open', 'waiting', 'stopped', 'acting')",
      );
      const more = Math.max(0, OPEN - (rows[0]?.n ?? 0));
      await Promise.all(Array.from({ length: more }, () => send(world, `load-${sent++}`)));
      await pause(2);
    }
  })();
  return () => {
    ending.abort();
    return all;
  };
}

function send(world: World, name: string) {
  const fields = { account: name, amount: { minor: 500, currency: 'EUR' }, message: 'Please' };
  return intake(world, 'credits', { source: 'bench', source_id: name, received_at: new Date(), fields });
}

async function startWorker(databaseUrl: string, deskUrl: string): Promise<ChildProcess> {
  const child = fork(fileURLToPath(import.meta.url), ['--worker', databaseUrl, deskUrl], {
    execArgv: process.execArgv,
  });
  await new Promise((resolve) => child.once('message', resolve));
  return child;
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

function say(what: string, times: number[]): void {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1);
  console.log(`${what.padEnd(36)} p50 ${at(0.5)} ms, max ${(sorted.at(-1) ?? Number.NaN).toFixed(1)} ms`);
}

function median(values: number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

const [flag, databaseUrl = '', deskUrl = ''] = process.argv.slice(2);
await (flag === '--worker' ? work(databaseUrl, deskUrl) : measure());
