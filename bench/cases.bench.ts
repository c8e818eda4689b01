import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Pool } from 'pg';
import { intake, type World } from '../src/flow/index.ts';
import { openDatabase } from '../src/runtime/database.ts';
import { migrate } from '../src/runtime/migrate.ts';
import { inPackage } from '../src/runtime/places.ts';
import { publish } from '../src/runtime/publish.ts';
import { startPostgres } from '../src/runtime/postgres/index.ts';
import { wire } from '../src/wire.ts';
import { loadWorkspace } from '../src/workspace/load.ts';
import { cpuMs } from './cases/cpu.ts';
import { startDesk } from './cases/desk.ts';
import { floor, rawCommits } from './cases/floor.ts';

const CASES = Number(process.env['BENCH_CASES'] ?? 4_000);
const IN_FLIGHT = 32;
/** Cases that a worker has in hand, as by default. */
const WORKERS = 64;
const ROUNDS = 3;
const POOL = 12;
const folder = fileURLToPath(new URL('./cases/workspace', import.meta.url));

async function load(url: string) {
  const loaded = await loadWorkspace(folder, { env: { DESK_URL: url } });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults, null, 2));
  return loaded.workspace;
}

/** The second worker: a process of its own on the same database. */
async function work(databaseUrl: string, deskUrl: string): Promise<void> {
  const workspace = await load(deskUrl);
  const pool = openDatabase(databaseUrl, { max: POOL });
  const wired = await wire({ pool, url: databaseUrl, workspace: () => workspace, workers: WORKERS });
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
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
  const backend = rows[0]?.pid ?? 0;
  const desk = await startDesk();
  const workspace = await load(desk.url);
  console.log('raw single-row commits/s, 1 client ', (await rawCommits(pool, 3_000, 1)).toFixed(0));
  console.log('raw single-row commits/s, 12 clients', (await rawCommits(pool, 20_000, 12)).toFixed(0));
  const wired = await wire({
    pool,
    url: postgres.url,
    workspace: () => workspace,
    workers: WORKERS,
    onFault: (id, error) => console.error(id, error),
  });
  // As in a running Remit: intents are held to what was published.
  await publish(wired.world.log, workspace, () => new Date());
  await batch(wired.world, pool, 'warm', 500);
  // By turns, because the speed of a shared machine drifts: only a ratio of neighbours means something.
  const ratios: number[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    const byHand = await measured('by hand, six commits', backend, () =>
      floor(pool, desk.url, CASES, IN_FLIGHT),
    );
    const alone = await measured('Remit, 1 worker', backend, () =>
      batch(wired.world, pool, `one${round}`, CASES),
    );
    ratios.push(alone / byHand);
  }
  console.log(`Remit, 1 worker, ratio to by hand: median ${median(ratios)}`);
  const latencies = await oneByOne(wired.world, pool, 300);
  console.log('one case at a time, ms: p50', latencies[150]?.toFixed(1), 'p99', latencies[297]?.toFixed(1));
  const second = await startSecond(postgres.url, desk.url);
  const withTwo: number[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    const byHand = await measured('by hand, six commits', backend, () =>
      floor(pool, desk.url, CASES, IN_FLIGHT),
    );
    const both = await measured('Remit, 2 workers', backend, () =>
      batch(wired.world, pool, `two${round}`, CASES),
    );
    withTwo.push(both / byHand);
  }
  console.log(`Remit, 2 workers, ratio to by hand: median ${median(withTwo)}`);
  second.send('stop');
  await new Promise((resolve) => second.once('exit', resolve));
  const twice = [...desk.counts.values()].filter((count) => count > 1).length;
  if (twice > 0) throw new Error(`${twice} writes were sent twice`);
  await wired.close();
  await pool.end();
  await desk.stop();
  await postgres.stop();
  await rm(home, { recursive: true, force: true });
}

/** Runs cases and prints how many a second, and what they cost in this process (with the far end) and the database. */
async function measured(name: string, backend: number, run: () => Promise<number>): Promise<number> {
  const before = cpuMs(backend);
  const perSecond = await run();
  const after = cpuMs(backend);
  const here = ((after.here - before.here) / CASES).toFixed(2);
  const database = ((after.database - before.database) / CASES).toFixed(2);
  console.log(`${name}: ${perSecond.toFixed(0)} cases/s, CPU-ms a case ${here} here + ${database} database`);
  return perSecond;
}

function median(values: number[]): string {
  return (values.sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN).toFixed(2);
}

async function batch(world: World, pool: Pool, name: string, cases: number): Promise<number> {
  const started = performance.now();
  let next = 0;
  async function one(): Promise<void> {
    while (next < cases) await send(world, `${name}-${next++}`);
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, one));
  while ((await closed(pool, name)) < cases) await new Promise((resolve) => setTimeout(resolve, 50));
  return cases / ((performance.now() - started) / 1000);
}

async function oneByOne(world: World, pool: Pool, cases: number): Promise<number[]> {
  const times: number[] = [];
  const status = { name: 'bench-status', text: 'select status from cases where id = $1' };
  for (let at = 0; at < cases; at++) {
    const started = performance.now();
    const { case: id } = await send(world, `single-${at}`);
    for (;;) {
      const { rows } = await pool.query<{ status: string }>({ ...status, values: [id] });
      if (rows[0]?.status === 'closed') break;
      await new Promise((resolve) => setImmediate(resolve));
    }
    times.push(performance.now() - started);
  }
  return times.sort((one, other) => one - other);
}

function send(world: World, name: string) {
  const fields = { account: name, amount: { minor: 500, currency: 'EUR' }, message: 'Please' };
  return intake(world, 'credits', { source: 'bench', source_id: name, received_at: new Date(), fields });
}

async function closed(pool: Pool, name: string): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    "select count(*)::int as n from cases where title like 'Credit for ' || $1 || '-%' and status = 'closed'",
    [name],
  );
  return rows[0]?.n ?? 0;
}

async function startSecond(databaseUrl: string, deskUrl: string): Promise<ChildProcess> {
  const child = fork(fileURLToPath(import.meta.url), ['--worker', databaseUrl, deskUrl], {
    execArgv: process.execArgv,
  });
  await new Promise((resolve) => child.once('message', resolve));
  return child;
}

const [flag, databaseUrl = '', deskUrl = ''] = process.argv.slice(2);
await (flag === '--worker' ? work(databaseUrl, deskUrl) : measure());
