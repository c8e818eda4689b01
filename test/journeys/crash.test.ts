import { afterAll, beforeAll, expect, test } from 'vitest';
import { fromIda, openBusiness, shippedOrder, type Business } from '../support/business.ts';
import { DoomedWorkers } from '../support/doomed.ts';

const CASES = 200;
const WORKERS = 3;
const KILLS_MIN = 8;

let business: Business;
let workers: DoomedWorkers;

beforeAll(async () => {
  const now = new Date();
  const orders = Array.from({ length: CASES }, (_, at) =>
    shippedOrder(`WG-${at}`, at % 2 === 0 ? -2 : 4, now),
  );
  business = await openBusiness({ seed: { orders }, wide: true });
  // Long enough that also on a busy machine some kill finds a write that was sent and not yet answered.
  workers = new DoomedWorkers(business, { killsMin: KILLS_MIN, livesMs: { least: 50, most: 1_500 } });
}, 60_000);

afterAll(async () => {
  workers.stop();
  await business.stop();
});

test('workers that are killed at any moment lose nothing and do nothing twice', async () => {
  // A slow shop, so that a kill finds writes that were sent and not yet answered.
  const slow = { path: '/re', delay_ms: 80, times: 100_000 };
  await fetch(`${business.shop.url}/admin/faults`, { method: 'POST', body: JSON.stringify(slow) });
  workers.start(WORKERS);
  const ids: string[] = [];
  for (let at = 0; at < CASES; at++) {
    const topic = at % 2 === 0 ? 'where_is_my_order' : 'parcel_is_late';
    ids.push(await business.message(fromIda(`WG-${at}`, { topic, message: `Case ${at}` })));
  }
  const open = async () => {
    const { rows } = await business.database.pool.query<{ status: string; n: number }>(
      "select status, count(*)::int n from cases where status <> 'closed' group by status",
    );
    return rows;
  };
  await expect.poll(() => workers.kills, { timeout: 60_000, interval: 100 }).toBe(KILLS_MIN);
  await expect.poll(open, { timeout: 30_000, interval: 250 }).toEqual([]);
  // Each case wrote what its play says, each write under a key of its own, and the shop has each effect once.
  const writes = await business.writes();
  const byCase = groupByCase(writes);
  for (const [at, id] of ids.entries()) {
    const paths = (byCase.get(id) ?? []).map(({ path }) => path).sort();
    expect(paths, `case ${at}`).toEqual(
      at % 2 === 0 ? ['POST /replies'] : ['POST /refunds', 'POST /replies'],
    );
  }
  expect(writes).toHaveLength(CASES + CASES / 2);
  // Some kill did hit between a write and its answer, or this test would prove nothing.
  const { rows: again } = await business.database.pool.query(
    "select 1 from entries where kind = 'action.done' and body like '%\"replayed\":true%'",
  );
  expect(again.length).toBeGreaterThan(0);
  const { rows } = await business.database.pool.query<{ status: string; n: number }>(
    'select status, count(*)::int n from actions group by status',
  );
  expect(rows).toEqual([{ status: 'done', n: CASES + CASES / 2 }]);
}, 120_000);

function groupByCase<T extends { key: string }>(writes: T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const write of writes) {
    const id = write.key.replace(/\.a\d+$/, '');
    groups.set(id, [...(groups.get(id) ?? []), write]);
  }
  return groups;
}
