// Appends per second with hashes, heads and rows, beside what the same database makes of bare single-row commits.
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { openLog } from '../src/log/index.ts';
import type { ActionRow, Append, CaseRow, Log, NewEntry } from '../src/log/schema.ts';
import { openDatabase } from '../src/runtime/database.ts';
import { migrate } from '../src/runtime/migrate.ts';
import { inPackage } from '../src/runtime/places.ts';
import { startPostgres } from '../src/runtime/postgres/index.ts';

const SPAN_MS = Number(process.env['REMIT_BENCH_SPAN_MS'] ?? 1_500);
const CONNECTIONS = 34;
const APPENDS_PER_STREAM = 3;
const TEXT =
  'The parcel left the warehouse on time and was then lost between two depots of the carrier. '.repeat(3);

let streams = 0;

const home = join(tmpdir(), `remit-bench-${process.pid}`);
const postgres = process.env['REMIT_BENCH_URL']
  ? undefined
  : await startPostgres({ home, log: () => undefined });
const pool = openDatabase(process.env['REMIT_BENCH_URL'] ?? postgres?.url ?? '', {
  max: CONNECTIONS,
  name: 'remit bench',
});
try {
  await migrate(pool, inPackage('migrations'));
  await run();
} finally {
  await pool.end();
  await postgres?.stop();
  rmSync(home, { recursive: true, force: true });
}

async function run(): Promise<void> {
  await pool.query(
    'create table if not exists bare (id bigint generated always as identity primary key, body text not null)',
  );
  const log = openLog({ pool, now: () => new Date() });
  for (const clients of [1, 16, 32]) {
    await measure(`bare single-row commits, ${clients} in flight`, clients, () =>
      pool.query({ name: 'bare', text: 'insert into bare (body) values ($1)', values: [TEXT] }),
    );
  }
  for (const inFlight of [1, 8, 32, 64, 128])
    await measure(`log appends, ${inFlight} in flight`, inFlight, writer(log, plain));
  for (const inFlight of [1, 32])
    await measure(`log appends behind one budget, ${inFlight} in flight`, inFlight, writer(log, gated));
  await measureReads(log);
}

/** Each writer opens a stream, appends to it three times, and goes on to the next. */
function writer(
  log: Log,
  make: (stream: string, expected: number) => Append,
): (slot: number) => Promise<unknown> {
  const at = new Map<number, { stream: string; expected: number }>();
  return async (slot) => {
    const place = at.get(slot) ?? { stream: `case:${process.pid}:${(streams += 1)}`, expected: 0 };
    const answer = await log.append(make(place.stream, place.expected));
    if (!answer.ok) throw new Error(`refused: ${answer.why}`);
    if (answer.version >= 3 * APPENDS_PER_STREAM) at.delete(slot);
    else at.set(slot, { stream: place.stream, expected: answer.version });
  };
}

async function measure(
  name: string,
  inFlight: number,
  once: (slot: number) => Promise<unknown>,
): Promise<void> {
  for (let warm = 0; warm < 20; warm += 1) await once(0);
  const wal = await walPosition(pool);
  const cpu = process.cpuUsage();
  const times: number[] = [];
  const start = performance.now();
  const worker = async (slot: number): Promise<void> => {
    for (let began = performance.now(); began - start < SPAN_MS; began = performance.now()) {
      await once(slot);
      times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, (_, slot) => worker(slot)));
  const seconds = (performance.now() - start) / 1_000;
  const used = process.cpuUsage(cpu);
  times.sort((a, b) => a - b);
  const bytes = (await walPosition(pool)) - wal;
  console.log(
    `${name.padEnd(46)} ${String(Math.round(times.length / seconds)).padStart(6)}/s` +
      `  p50 ${quantile(times, 0.5)} ms  p99 ${quantile(times, 0.99)} ms` +
      `  WAL ${Math.round(bytes / times.length)} B  own CPU ${((used.user + used.system) / 1_000 / times.length).toFixed(3)} ms each`,
  );
}

async function measureReads(log: Log): Promise<void> {
  await measure('reading one stream of nine entries', 1, () =>
    log.read(`case:${process.pid}:${1 + (streams % 500)}`),
  );
  const many = Array.from({ length: 32 }, (_, index) => `case:${process.pid}:${index + 1}`);
  await measure('reading 32 streams in one query', 1, () => log.readMany(many));
  await pool.query(
    `select make_months(array(select generate_series('2017-01-01'::timestamptz, now(), interval '1 month')))`,
  );
  await measure('reading one stream, ten years of months', 1, () =>
    log.read(`case:${process.pid}:${1 + (streams % 500)}`),
  );
  await measure('log appends, ten years of months, 32 in flight', 32, writer(log, plain));
}

function plain(stream: string, expected: number): Append {
  const at = new Date();
  const cases: CaseRow = {
    id: stream,
    workflow: 'late-delivery',
    subject: 'order 1042',
    title: 'Where is my parcel?',
    kind: 'late_delivery',
    status: 'open',
    step: 'plan',
    outcome: null,
    reworked: false,
    opened_at: at.toISOString(),
    changed_at: at.toISOString(),
    closed_at: null,
    version: expected + 3,
  };
  return {
    stream,
    expected,
    entries: [entry('context.gathered', at), entry('planned', at), entry('ruled', at)],
    head: { workflow: 'late-delivery', dueAt: at, lease: { by: 'bench', ms: 30_000 } },
    rows: { cases },
  };
}

function entry(kind: string, at: Date): NewEntry {
  return {
    kind,
    kindVersion: 1,
    at,
    actor: { type: 'agent', id: 'rules', version: '1' },
    body: {
      play: 'send_tracking',
      confidence: 0.93,
      reason: TEXT,
      evidence: ['order.status', 'parcel.last_scan'],
    },
  };
}

function gated(stream: string, expected: number): Append {
  const append = plain(stream, expected);
  const action: ActionRow = {
    key: `${stream}:${expected}`,
    case_id: stream,
    workflow: 'late-delivery',
    write: 'shop.refund',
    digest: 'd',
    status: 'intended',
    money_minor: 500,
    money_currency: 'EUR',
    intended_at: new Date().toISOString(),
    done_at: null,
    undoes: null,
  };
  return {
    ...append,
    rows: { ...append.rows, actions: [action] },
    gate: {
      budget: { workflow: 'late-delivery', write: 'shop.refund', timeZone: 'Europe/Berlin', currency: 'EUR' },
      recheck: ({ used }) => (used.count_last_hour >= 0 ? null : 'never'),
    },
  };
}

async function walPosition(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ at: string }>(
    `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::text as at`,
  );
  return Number(rows[0]?.at);
}

function quantile(sorted: number[], share: number): string {
  return (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(2);
}
