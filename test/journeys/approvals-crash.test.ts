import { afterAll, beforeAll, expect, test } from 'vitest';
import { decide } from '../../src/flow/index.ts';
import { AppError } from '../../src/runtime/errors.ts';
import type { Person } from '../../src/workspace/schema.ts';
import { fromIda, openBusiness, shippedOrder, type Business } from '../support/business.ts';
import { DoomedWorkers } from '../support/doomed.ts';

const CASES = 60;
const WORKERS = 2;
const KILLS_MIN = 6;

let business: Business;
let workers: DoomedWorkers;

beforeAll(async () => {
  const now = new Date();
  const orders = Array.from({ length: CASES }, (_, at) => shippedOrder(`WG-${at}`, 4, now));
  business = await openBusiness({ seed: { orders }, wide: true, chained: true });
  workers = new DoomedWorkers(business, { killsMin: KILLS_MIN, env: { CHAINED: 'yes' } });
}, 60_000);

afterAll(async () => {
  workers.stop();
  await business.stop();
});

function clerk(): Person {
  const found = business.workspace.people.find(({ roles }) => roles.join() === 'support');
  if (!found) throw new Error('nobody is support alone');
  return found;
}

/** People who say yes to whatever step of a case is asked, until nothing is. */
async function approveAll(ids: string[]): Promise<void> {
  const { world } = business.wired;
  for (const id of ids) {
    const { review, plan } = await business.read(id);
    if (review?.status !== 'open' || review.effect !== 'approve' || !plan) continue;
    // Who is a manager as well would have approved the first step, and may not approve the second.
    const who = review.role === 'support' ? clerk() : business.person('manager');
    try {
      await decide(world, who, review.id, { plan: plan.digest, decision: 'approve' });
    } catch (error) {
      // A worker may have been first with something else; the next round looks again.
      if (!(error instanceof AppError)) throw error;
    }
  }
}

test('workers that are killed between a yes and the act lose no yes and act on none twice', async () => {
  // A slow shop, so that a kill finds writes that were sent and not yet answered.
  const slow = { path: '/re', delay_ms: 80, times: 100_000 };
  await fetch(`${business.shop.url}/admin/faults`, { method: 'POST', body: JSON.stringify(slow) });
  workers.start(WORKERS);
  const ids: string[] = [];
  for (let at = 0; at < CASES; at++) {
    const fields = fromIda(`WG-${at}`, { topic: 'parcel_is_late', message: `Case ${at}` });
    ids.push(await business.message(fields));
  }
  const open = async () => {
    await approveAll(ids);
    const { rows } = await business.database.pool.query<{ n: number }>(
      "select count(*)::int n from cases where status <> 'closed'",
    );
    return rows[0]?.n;
  };
  await expect.poll(open, { timeout: 60_000, interval: 200 }).toBe(0);
  await expect.poll(() => workers.kills, { timeout: 30_000, interval: 100 }).toBe(KILLS_MIN);
  const writes = await business.writes();
  for (const [at, id] of ids.entries()) {
    const paths = writes.filter(({ key }) => key.startsWith(`${id}.`)).map(({ path }) => path);
    expect(paths.sort(), `case ${at}`).toEqual(['POST /refunds', 'POST /replies']);
    const entries = await business.wired.world.log.read(`case/${id}`);
    const yeses = entries.filter(({ kind }) => kind === 'review.decided');
    // One for each step, and leave to act with the last alone.
    expect(yeses.map(({ body }) => body['step'])).toEqual([0, 1]);
    expect(yeses.map(({ body }) => body['clearances'] !== undefined)).toEqual([false, true]);
    expect(new Set(yeses.map(({ actor }) => actor.type === 'person' && actor.id)).size).toBe(2);
  }
  expect(writes).toHaveLength(2 * CASES);
}, 120_000);
