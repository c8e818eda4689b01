import { afterAll, beforeAll, expect, test } from 'vitest';
import { countsOf, loadRollback, planRollback, runRollback } from '../../src/flow/rollback/index.ts';
import { openBusiness, type Business } from '../support/business.ts';
import { booksOf, priceOf, products, setByHand, setWrongPrices } from '../support/prices.ts';
import { DoomedWorkers } from '../support/doomed.ts';

const CHANGES = 120;
const BY_PEOPLE = 10;
const KILLS_MIN = 6;

let business: Business;
let workers: DoomedWorkers;

beforeAll(async () => {
  business = await openBusiness({ seed: { products: products(CHANGES) } });
  await setWrongPrices(business, CHANGES, 0);
  for (let at = 0; at < BY_PEOPLE; at++) await setByHand(business, at, priceOf(at) + 100);
  workers = new DoomedWorkers(business, { killsMin: KILLS_MIN, livesMs: { least: 100, most: 600 } });
}, 60_000);

afterAll(async () => {
  workers.stop();
  await business.stop();
});

test('a rollback whose workers are killed again and again is completed, and nothing is done twice', async () => {
  const { database, wired, shop } = business;
  const owner = business.person('owner');
  const slice = { workflow: 'listings' };
  const { id } = await planRollback(wired.world, database.pool, owner, { slice, because: 'a wrong list' });
  // A slow shop, so that a kill finds undos that were sent and not yet answered.
  const slow = { path: '/products', method: 'PUT', delay_ms: 120, times: 100_000 };
  await fetch(`${shop.url}/admin/faults`, { method: 'POST', body: JSON.stringify(slow) });
  await runRollback(wired.world, owner, id, { verb: 'start', because: '' });
  workers.start(2);
  const state = async () => (await loadRollback(wired.world, id)).state;
  await expect.poll(state, { timeout: 90_000, interval: 250 }).toBe('done');
  expect(workers.kills).toBeGreaterThan(0);

  const { items } = await loadRollback(wired.world, id);
  expect(countsOf(items)).toEqual({ undone: CHANGES - BY_PEOPLE, conflict: BY_PEOPLE });
  const keys = new Set<string>();
  for (let at = 0; at < CHANGES; at++) {
    const { price, changes } = await booksOf(business, at);
    expect(price, `WOOL-${at}`).toBe(at < BY_PEOPLE ? priceOf(at) + 100 : priceOf(at));
    expect(changes, `WOOL-${at}`).toHaveLength(2);
    for (const { key } of changes) keys.add(key);
  }
  expect(keys.size).toBe(2 * CHANGES);
  // The undo that each item names is the one that the shop knows.
  for (const { by } of items.filter((item) => item.state === 'undone')) expect(keys).toContain(by);
  // Some kill did hit between a write and its answer, or this test would prove nothing.
  const { rows } = await database.pool.query(
    "select 1 from entries where kind = 'action.done' and body like '%\"replayed\":true%'",
  );
  expect(rows.length).toBeGreaterThan(0);
  const { rows: open } = await database.pool.query("select id from cases where status <> 'closed'");
  expect(open).toEqual([]);
}, 120_000);
