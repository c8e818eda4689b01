import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decide, intake, load } from '../src/flow/index.ts';
import { openDatabase } from '../src/runtime/database.ts';
import { migrate } from '../src/runtime/migrate.ts';
import { inPackage } from '../src/runtime/places.ts';
import { startPostgres } from '../src/runtime/postgres/index.ts';
import { wire } from '../src/wire.ts';
import { loadWorkspace } from '../src/workspace/load.ts';
import { startDesk } from './cases/desk.ts';

/** From a person's yes to the effect at the far end: what a reviewer waits for. */
const DECISIONS = 300;
const IN_FLIGHT = 32;

const home = await mkdtemp(join(tmpdir(), 'remit-bench-'));
const postgres = await startPostgres({ home, log: () => undefined });
const pool = openDatabase(postgres.url, { max: 12 });
await migrate(pool, inPackage('migrations'));
const desk = await startDesk();
const loaded = await loadWorkspace(fileURLToPath(new URL('./cases/workspace', import.meta.url)), {
  env: { DESK_URL: desk.url },
});
if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
const { workspace } = loaded;
const wired = await wire({ pool, url: postgres.url, workspace: () => workspace, workers: IN_FLIGHT });
const [person] = workspace.people;
if (!person) throw new Error('nobody can decide');

const held: string[] = [];
for (let at = 0; at < DECISIONS; at++) {
  // Above the limit of the boundary, so that each waits for a yes.
  const fields = { account: `a${at}`, amount: { minor: 6_000, currency: 'EUR' }, message: 'More, please' };
  const event = { source: 'bench', source_id: String(at), received_at: new Date(), fields };
  held.push((await intake(wired.world, 'credits', event)).case);
}
while ((await heldCount()) < DECISIONS) await new Promise((resolve) => setTimeout(resolve, 20));

const times: number[] = [];
for (const id of held) {
  const state = await load(wired.world, id);
  const effect = desk.next(`${id}.a1`);
  const started = performance.now();
  await decide(wired.world, person, state.review?.id ?? '', {
    plan: state.plan?.digest ?? '',
    decision: 'approve',
  });
  await effect;
  times.push(performance.now() - started);
}
times.sort((one, other) => one - other);
const at = (share: number) => times[Math.floor(share * (times.length - 1))]?.toFixed(1);
console.log(
  `decision to effect, ${times.length} approvals one after another, ms: p50 ${at(0.5)}, p99 ${at(0.99)}`,
);
await wired.close();
await pool.end();
await desk.stop();
await postgres.stop();
await rm(home, { recursive: true, force: true });

async function heldCount(): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    "select count(*)::int as n from cases where status = 'held'",
  );
  return rows[0]?.n ?? 0;
}
