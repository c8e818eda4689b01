// Cases a second of a back-run, on the clock: the sample's late deliveries as people decided them, run again by a
// decision table and by the memory, which learns each decision after it was asked. All of it is counted: reading the
// cases out of the log, ruling on every plan, and keeping the results.
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { record } from '../src/flow/index.ts';
import { showBackrun, startBackrun, storedRun, type BackrunForm } from '../src/proof/backrun/index.ts';
import { openDatabase } from '../src/runtime/database.ts';
import { migrate } from '../src/runtime/migrate.ts';
import { inPackage } from '../src/runtime/places.ts';
import { startPostgres } from '../src/runtime/postgres/index.ts';
import { wire } from '../src/wire.ts';
import { loadWorkspace } from '../src/workspace/load.ts';
import type { Workflow } from '../src/workspace/schema.ts';

const CASES = 3_000;
const AT_ONCE = 50;
const WORDS = ['parcel', 'invoice', 'broken', 'wet', 'late', 'where', 'please', 'order', 'box', 'thanks'];

const loaded = await loadWorkspace(inPackage('examples', 'shop', 'workspace'), {
  env: { SHOP_URL: 'http://127.0.0.1:1' },
});
if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults, null, 1));
const { workspace } = loaded;
const workflow = workspace.workflows['late-delivery'] as Workflow;

const TABLE = `
- {id: invoice, when: event.message.contains("invoice"), kind: invoice, play: send_invoice, because: they ask for it}
- {id: late, when: event.message.contains("late"), kind: late_delivery, play: refund_shipping, because: it is late}
- {id: rest, kind: unclear, play: answer, because: somebody writes back}
`;
const euro = (minor: number) => ({ minor, currency: 'EUR' });

const folder = join(tmpdir(), `remit-bench-backrun-${process.pid}`);
const postgres = await startPostgres({ home: folder, log: () => undefined });
const pool = openDatabase(postgres.url, { max: 8, name: 'remit bench' });
await migrate(pool, inPackage('migrations'));
const wired = await wire({ pool, url: postgres.url, workspace: () => workspace, workers: 0 });
try {
  for (let from = 0; from < CASES; from += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, (_, at) => decide(from + at)));
  }
  console.log(`${CASES.toLocaleString('en')} decided cases of the sample, cases a second on the clock`);
  await measure('a decision table', {
    agent: 'table',
    rules: { text: TABLE, file: 'table.yaml' },
    boundary: 'current',
  });
  await measure('the memory, which learns as it goes', { agent: 'memory', boundary: 'current' });
} finally {
  await wired.close();
  await pool.end();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function decide(at: number): Promise<void> {
  const words = [0, 1, 2, 3].map((n) => WORDS[(at * 7 + n * 3 + Math.floor(at / 11)) % WORDS.length]);
  const message = words.join(' ');
  const isInvoice = message.includes('invoice');
  const isLate = !isInvoice && message.includes('late');
  const play = isInvoice ? 'send_invoice' : isLate ? 'refund_shipping' : 'answer';
  const kind = isInvoice ? 'invoice' : isLate ? 'late_delivery' : 'unclear';
  const day = new Date(Date.UTC(2026, 0, 1) + at * 3_600_000);
  await record(wired.world, workflow.name, {
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
        message,
      },
    },
    facts: {
      order: { id: `WG-${at}`, paid_with: 'Visa', total: euro(4_000), dispute: false, replacements: 0 },
      customer: { email: 'ida@example.org', standing: 'regular', first_name: 'Ida' },
      refunds: { count: 0 },
      options: { shipping: euro(490), tenth: euro(400) },
    },
    steps: [{ by: { id: 'pia' }, at: day, kind, play, minutes: 3 }],
    outcome: 'solved',
  });
}

async function measure(what: string, form: BackrunForm): Promise<void> {
  const began = performance.now();
  const { id, ended } = await startBackrun(wired.world, pool, workflow, form, { spendMinor: 0, by: 'bench' });
  await ended;
  const seconds = (performance.now() - began) / 1_000;
  const shown = await showBackrun(wired.world, pool, await storedRun(pool, id));
  const rate = Math.round(CASES / seconds).toLocaleString('en');
  console.log(`  ${what}: ${rate} (${shown.results?.agreement.says})`);
}
