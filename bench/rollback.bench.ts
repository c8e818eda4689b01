// Four hundred prices that an agent set wrong are taken back by one rollback. Beside it, by turns, the bare requests:
// each product read and its price set, over HTTP at the same shop, with no log and no look at what others did since.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startShop, type RunningShop } from '../examples/shop/service/index.ts';
import { advance, intake, type World } from '../src/flow/index.ts';
import { advanceRollback, countsOf, planRollback, runRollback } from '../src/flow/rollback/index.ts';
import { openDatabase } from '../src/runtime/database.ts';
import { migrate } from '../src/runtime/migrate.ts';
import { inPackage } from '../src/runtime/places.ts';
import { startPostgres } from '../src/runtime/postgres/index.ts';
import { wire } from '../src/wire.ts';
import { priceOf, products, wrongPrice } from '../test/support/prices.ts';
import { loadSample } from '../test/support/sample.ts';

const CHANGES = 400;
const ROUNDS = 3;
/** Between two changes of a price, so that the agent's budgets of an hour are kept. */
const STEP_MS = 27_000;
/** What was taken back counts against the same budgets: the next round is on another day. */
const PAUSE_MS = 24 * 3_600_000;

let shift = 0;
const now = () => new Date(Date.now() + shift);
const home = await mkdtemp(join(tmpdir(), 'remit-bench-'));
const postgres = await startPostgres({ home, log: () => undefined });
const pool = openDatabase(postgres.url, { max: 12 });
await migrate(pool, inPackage('migrations'));
const shop = await startShop({ port: 0, folder: join(home, 'shop'), now });
await shop.plant({ products: products(CHANGES) });
const workspace = await loadSample(shop.url, false);
const wired = await wire({ pool, url: postgres.url, workspace: () => workspace, workers: 0, now });
const owner = workspace.people.find(({ roles }) => roles.includes('owner'));
if (!owner) throw new Error('nobody is owner');

for (let round = 1; round <= ROUNDS; round++) {
  const bareMs = await timed(() => setAllBare(shop, round));
  const from = now().toISOString();
  for (let at = 0; at < CHANGES; at++) await setWrong(wired.world, at, round);
  let id = '';
  const planMs = await timed(async () => {
    const slice = { workflow: 'listings', write: 'shop.set_price', from };
    ({ id } = await planRollback(wired.world, pool, owner, { slice, because: 'The list was of last year.' }));
  });
  const runMs = await timed(async () => {
    await runRollback(wired.world, owner, id, { verb: 'start', because: '' });
    for (;;) {
      const state = await advanceRollback(wired.world, id);
      if (state.state === 'running') continue;
      if (countsOf(state.items)['undone'] !== CHANGES) throw new Error(JSON.stringify(countsOf(state.items)));
      break;
    }
  });
  for (let at = 0; at < CHANGES; at++) {
    const shown = await priceAt(shop, at);
    if (shown !== priceOf(at)) throw new Error(`product ${at} shows ${shown}`);
  }
  console.log(
    `${CHANGES} prices: planned in ${planMs.toFixed(0)} ms, run in ${runMs.toFixed(0)} ms; ` +
      `the bare requests, one after another, ${bareMs.toFixed(0)} ms: ` +
      `the run takes ${(runMs / bareMs).toFixed(1)} times as long, with the plan ${((planMs + runMs) / bareMs).toFixed(1)} times`,
  );
  shift += PAUSE_MS;
}
await wired.close();
await pool.end();
await shop.stop();
await postgres.stop();
await rm(home, { recursive: true, force: true });

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** An agent sets a price a tenth too low. */
async function setWrong(world: World, at: number, round: number): Promise<void> {
  const price = { minor: wrongPrice(at), currency: 'EUR' };
  const fields = { supplier: 'Nordwolle', list: `list ${round}`, sku: `WOOL-${at}`, price };
  const event = { source: 'bench', source_id: `${round}-${at}`, received_at: now(), fields };
  const done = await advance(world, (await intake(world, 'listings', event)).case);
  if (done.outcome !== 'solved') throw new Error(`${done.id} came to ${done.status} ${done.review?.says}`);
  shift += STEP_MS;
}

async function setAllBare({ url }: RunningShop, round: number): Promise<void> {
  for (let at = 0; at < CHANGES; at++) {
    await priceAt(shop, at);
    const answer = await fetch(`${url}/products/WOOL-${at}/price`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'idempotency-key': `bare-${round}-${at}` },
      body: JSON.stringify({ price: { minor: priceOf(at), currency: 'EUR' } }),
    });
    if (!answer.ok) throw new Error(`the shop answered ${answer.status}: ${await answer.text()}`);
    await answer.arrayBuffer();
  }
}

async function priceAt({ url }: RunningShop, at: number): Promise<number> {
  const answer = await fetch(`${url}/products/WOOL-${at}`);
  return ((await answer.json()) as { price: { minor: number } }).price.minor;
}
