// How long it takes to count all standings again from logged cases, as `remit rebuild` does and a first start:
// the sample's late deliveries as people decided them, with all agents run again. `BENCH_CASES=3000` makes fewer.
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { record } from '../src/flow/index.ts';
import { openDatabase } from '../src/runtime/database.ts';
import { migrate } from '../src/runtime/migrate.ts';
import { inPackage } from '../src/runtime/places.ts';
import { startPostgres } from '../src/runtime/postgres/index.ts';
import { wire } from '../src/wire.ts';
import { loadWorkspace } from '../src/workspace/load.ts';
import { cpuMs } from './cases/cpu.ts';

const CASES = Number(process.env['BENCH_CASES'] ?? 10_000);
const AT_ONCE = 50;
const HOUR_MS = 3_600_000;
const FIRST = Date.UTC(2026, 0, 1);
const MESSAGES = [
  'My parcel is late, where is it?',
  'Please send me the invoice',
  'The box was wet',
  'Thanks',
];
const PLAYS = ['refund_shipping', 'send_invoice', 'answer', 'answer'];
const KINDS = ['late_delivery', 'invoice', 'unclear', 'unclear'];

const loaded = await loadWorkspace(inPackage('examples', 'shop', 'workspace'), {
  env: { SHOP_URL: 'http://127.0.0.1:1' },
});
if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults, null, 1));
const { workspace } = loaded;

const folder = join(tmpdir(), `remit-bench-standings-${process.pid}`);
const postgres = await startPostgres({ home: folder, log: () => undefined });
const pool = openDatabase(postgres.url, { max: 8, name: 'remit bench' });
await migrate(pool, inPackage('migrations'));
const wired = await wire({ pool, url: postgres.url, workspace: () => workspace, workers: 0 });
try {
  for (let from = 0; from < CASES; from += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, (_, at) => decide(from + at)));
  }
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
  const backend = rows[0]?.pid ?? 0;
  const before = cpuMs(backend);
  const began = performance.now();
  await wired.standings.countAnew();
  const clock = (performance.now() - began) / 1000;
  const after = cpuMs(backend);
  const here = (after.here - before.here) / 1000;
  const database = (after.database - before.database) / 1000;
  const counted = wired.standings.all().map(({ agent, backRun }) => `${agent} ${backRun}`);
  console.log(
    `${CASES.toLocaleString('en')} decided cases; decisions of agents run again: ${counted.join(', ')}`,
  );
  console.log(
    `all standings counted again: ${clock.toFixed(1)} s on the clock, CPU-s ${here.toFixed(2)} here + ${database.toFixed(2)} database`,
  );
} finally {
  await wired.close();
  await pool.end();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** One case as a person decided it, an hour after the one before. */
async function decide(at: number): Promise<void> {
  const which = at % MESSAGES.length;
  const day = new Date(FIRST + at * HOUR_MS);
  await record(wired.world, 'late-delivery', {
    event: {
      source: 'bench',
      source_id: `${at}`,
      received_at: day,
      fields: {
        channel: 'web_form',
        language: 'en',
        name: 'Ida Lund',
        email: 'ida@example.org',
        order_number: `WG-${at}`,
        topic: 'other',
        subject_line: '',
        message: `${MESSAGES[which]} (${at})`,
      },
    },
    facts: {
      order: { id: `WG-${at}`, paid_with: 'Visa', total: euro(4_000), dispute: false, replacements: 0 },
      customer: { email: 'ida@example.org', standing: 'regular', first_name: 'Ida' },
      refunds: { count: 0 },
      options: { shipping: euro(490), tenth: euro(400) },
    },
    steps: [
      {
        at: day,
        by: { id: 'pia' },
        kind: KINDS[which] ?? 'unclear',
        play: PLAYS[which] ?? 'answer',
        minutes: 3,
      },
    ],
    outcome: 'solved',
  });
}

function euro(minor: number) {
  return { minor, currency: 'EUR' };
}
