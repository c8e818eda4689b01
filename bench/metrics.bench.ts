// Metrics over ten million entries: how long an answer takes, beside the plain query over the raw rows, and how far the
// rollups trail the log. `BENCH_ENTRIES=1000000` makes fewer.
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import {
  readMetricCases,
  readMetrics,
  readSeries,
  readSignal,
  readSlices,
  refillMetrics,
  takeUp,
} from '../src/proof/metrics/index.ts';
import { select, type MetricFilter } from '../src/proof/metrics/selection.ts';
import { openDatabase } from '../src/runtime/database.ts';
import { migrate } from '../src/runtime/migrate.ts';
import { inPackage } from '../src/runtime/places.ts';
import { startPostgres } from '../src/runtime/postgres/index.ts';
import type { Workspace } from '../src/workspace/schema.ts';
import { acme } from '../test/support/acme.ts';
import { DAYS, ENTRIES_PER_CASE, fill, KINDS, WORKFLOWS } from './metrics/fill.ts';
import { plain } from './metrics/plain.ts';
import { ServerCpu } from './metrics/server_cpu.ts';

const ENTRIES = Number(process.env['BENCH_ENTRIES'] ?? 10_000_000);
const LOOKS = Number(process.env['BENCH_LOOKS'] ?? 60);
const PLAIN_LOOKS = 6;
const TURNS = 8;
const CHANGED = 500;
const CONNECTIONS = 12;
const DAY_MS = 86_400_000;
const NOW = new Date('2026-11-20T00:00:00Z');

const home = join(tmpdir(), `remit-bench-${process.pid}`);
const postgres = await startPostgres({ home, log: () => undefined });
const pool = openDatabase(postgres.url, { max: CONNECTIONS, name: 'remit bench' });
const server = new ServerCpu(pool);
try {
  await migrate(pool, inPackage('migrations'));
  await run(pool, businessOf(acme('http://127.0.0.1:1')));
} finally {
  await pool.end();
  await postgres.stop();
  rmSync(home, { recursive: true, force: true });
}

/** One workflow of the test business under five names. */
function businessOf(workspace: Workspace): Workspace {
  const [one] = Object.values(workspace.workflows);
  if (!one) throw new Error('the business has no workflow');
  return { ...workspace, workflows: Object.fromEntries(WORKFLOWS.map((name) => [name, { ...one, name }])) };
}

async function run(pool: Pool, workspace: Workspace): Promise<void> {
  const clock = { timeZone: workspace.timeZone, now: NOW };
  const [made, madeMs] = await timed(() => fill(pool, ENTRIES, () => undefined));
  console.log(
    `${show(made)} entries really made, of ${show(made / ENTRIES_PER_CASE)} cases over ${DAYS} days, in ${seconds(madeMs)}`,
  );
  const [, refillMs] = await timed(() => refillMetrics(pool, clock));
  await pool.query('vacuum analyze metric_cells, metric_money');
  const { rows } = await pool.query<{ cells: number; size: string; raw: string }>(
    `select count(*)::int as cells, pg_size_pretty(pg_total_relation_size('metric_cells') + pg_total_relation_size('metric_money')) as size,
       pg_size_pretty(pg_total_relation_size('decisions')) as raw from metric_cells`,
  );
  console.log(
    `rollups counted from nothing in ${seconds(refillMs)}: ${show(rows[0]?.cells ?? 0)} cells, ${rows[0]?.size} beside ${rows[0]?.raw} of decisions`,
  );
  await looks(pool, workspace);
  await trailing(pool, clock);
}

async function looks(pool: Pool, workspace: Workspace): Promise<void> {
  const asked = (at: number): MetricFilter => {
    const days = [28, 90, 365, 7][at % 4] ?? 28;
    const to = new Date(NOW.getTime() - (at % 5) * 13 * DAY_MS - (at % 3) * 3_600_000 * 5);
    return {
      from: new Date(to.getTime() - days * DAY_MS).toISOString(),
      to: to.toISOString(),
      ...(at % 3 !== 0 && { workflow: WORKFLOWS[at % WORKFLOWS.length] }),
      ...(at % 5 === 0 && { kind: `kind_${at % KINDS}` }),
      ...(at % 7 === 0 && { agent: 'memory', version: String(1 + (at % 3)) }),
    };
  };
  const answers: Record<string, (at: number) => Promise<unknown>> = {
    'every metric of a selection': (at) => readMetrics(pool, workspace, asked(at), NOW),
    'one metric by day': (at) =>
      readSeries(pool, workspace, at % 2 ? 'rework_rate' : 'resolution', { ...asked(at), every: 'day' }, NOW),
    'one metric by kind': (at) =>
      readSlices(pool, workspace, at % 2 ? 'edit_rate' : 'resolution', { ...asked(at), by: 'kind' }, NOW),
    'edits against rework by week': (at) => readSignal(pool, workspace, { ...asked(at), every: 'week' }, NOW),
    'the cases behind a number': (at) =>
      readMetricCases(
        pool,
        workspace,
        'rework_rate',
        { ...asked(at), who: 'agent', side: 'count', limit: 50 },
        NOW,
      ),
  };
  for (const [name, answer] of Object.entries(answers)) {
    for (let warm = 0; warm < 5; warm++) await answer(warm);
    const times: number[] = [];
    const before = server.now();
    for (let at = 0; at < LOOKS; at++) times.push((await timed(() => answer(at)))[1]);
    const busy = ((server.now() - before) / LOOKS).toFixed(1);
    console.log(
      `${name}: p50 ${ms(times, 0.5)}, p95 ${ms(times, 0.95)}, max ${ms(times, 1)}, of the server's processor ${busy} ms each`,
    );
  }
  const [raw, rolled]: [number[], number[]] = [[], []];
  for (let at = 0; at < PLAIN_LOOKS; at++) {
    raw.push(await plain(pool, await select(pool, workspace, asked(at), NOW)));
    rolled.push((await timed(() => readMetrics(pool, workspace, asked(at), NOW)))[1]);
  }
  console.log(
    `the plain query over the raw rows, same selections: p50 ${ms(raw, 0.5)}, that is ${(middle(raw) / middle(rolled)).toFixed(0)} times as long`,
  );
}

/** Cases all over the two years come back at once: the worst that rollups by hour can meet. */
async function trailing(pool: Pool, clock: { timeZone: string; now: Date }): Promise<void> {
  const times: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    await pool.query(
      `with back as (
         update decisions set reworked = true
         where id = any (select 'b' || (1 + (n * 2477 + $1 * 7) % $3) || '.1' from generate_series(1, $2) n) returning case_id
       )
       insert into entries (stream, version, kind, kind_version, at, actor, body, prev_hash, hash)
       select 'case/' || case_id, 100 + $1, 'reopened', 1, now(), '{"type":"remit"}', '{}', '\\x00', '\\x00' from back`,
      [turn, CHANGED, Math.ceil(ENTRIES / ENTRIES_PER_CASE)],
    );
    times.push((await timed(() => level(pool, clock)))[1]);
  }
  console.log(
    `${CHANGED} cases of all ages come back at once: counted anew, with turns until none is left, in p50 ${ms(times, 0.5)}, max ${ms(times, 1)}`,
  );
}

async function level(pool: Pool, clock: { timeZone: string; now: Date }): Promise<void> {
  while ((await takeUp(pool, clock)) === 'more');
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const begin = performance.now();
  const made = await work();
  return [made, performance.now() - begin];
}

function at(values: number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}
function middle(values: number[]): number {
  return at(values, 0.5);
}

function ms(values: number[], share: number): string {
  return `${at(values, share).toFixed(1)} ms`;
}

function seconds(span: number): string {
  return `${(span / 1_000).toFixed(1)} s`;
}

function show(count: number): string {
  return Math.round(count).toLocaleString('en');
}
