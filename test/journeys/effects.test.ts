import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { settle } from '../../src/flow/index.ts';
import { fromIda, openBusiness, shippedOrder, type Business } from '../support/business.ts';

const SECOND_MS = 1_000;
/** Longer than a case waits for a system that is down before a person is asked. */
const DAY_AND_MORE_MS = 25 * 3_600_000;
let business: Business;
let next = 0;

beforeAll(async () => {
  const now = new Date();
  const orders = Array.from({ length: 30 }, (_, at) => shippedOrder(`WG-${at}`, -2, now));
  business = await openBusiness({ seed: { orders } });
});
afterAll(() => business.stop());
beforeEach(async () => {
  await fetch(`${business.shop.url}/admin/faults`, { method: 'DELETE' });
  // A shop that was down in the story before is found to be back.
  await business.wired.world.health?.probe('shop');
});

async function fault(played: Record<string, unknown>): Promise<void> {
  const answer = await fetch(`${business.shop.url}/admin/faults`, {
    method: 'POST',
    body: JSON.stringify(played),
  });
  expect(answer.ok).toBe(true);
}

const ask = () => business.message(fromIda(`WG-${next++}`));
const writesOf = async (id: string) => (await business.writes()).filter(({ key }) => key.startsWith(id));

test('a shop that hangs up after doing it is asked again under the same key, and has done it once', async () => {
  await fault({ path: '/replies', drop_after_write: true, times: 1 });
  const done = await business.advance(await ask());
  expect(done.status).toBe('closed');
  expect(done.actions.map(({ status }) => status)).toEqual(['done']);
  expect(await writesOf(done.id)).toHaveLength(1);
});

test('a shop that keeps failing is tried again later, and meanwhile the case waits and says so', async () => {
  await fault({ path: '/replies', status: 503, times: 2 });
  const waits = await business.advance(await ask());
  expect(waits.status).toBe('acting');
  expect(waits.notes.at(-1)?.says).toContain('same key');
  business.wait(10 * SECOND_MS);
  const done = await business.advance(waits.id);
  expect(done.status).toBe('closed');
  expect(await writesOf(done.id)).toHaveLength(1);
});

test('a write that the shop refuses was not done, and a person is asked', async () => {
  await fault({ path: '/replies', status: 422, times: 1 });
  const held = await business.advance(await ask());
  expect(held.status).toBe('held');
  expect(held.actions.map(({ status }) => status)).toEqual(['failed']);
  expect(held.review?.says).toContain('It was not done');
  expect(await writesOf(held.id)).toEqual([]);
});

test('a budget that is used up turns what ran alone into a question', async () => {
  const { pool } = business.database;
  const workspace = business.workspace;
  const boundary = workspace.workflows['late-delivery']?.boundary;
  const limit = boundary?.limits['replies_hour'];
  if (limit?.unit !== 'count') throw new Error('the sample has no hourly limit of replies');
  await pool.query(
    `insert into actions (key, case_id, workflow, write, digest, status, intended_at)
     select 'used-' || n, 'x', 'late-delivery', 'shop.reply', '', 'done', $1 from generate_series(1, $2) n`,
    [business.now(), limit.value],
  );
  const held = await business.advance(await ask());
  expect(held.status).toBe('held');
  expect(held.ruling?.effect).toBe('approve');
  await pool.query("delete from actions where key like 'used-%'");
});

test('what is not known stays not known until a person has looked', async () => {
  await fault({ path: '/replies', drop_after_write: true, times: 100 });
  await fault({ path: '/writes', status: 503, times: 100 });
  const id = await ask();
  expect((await business.advance(id)).status).toBe('acting');
  business.wait(DAY_AND_MORE_MS);
  const lost = await business.advance(id);
  expect(lost.status).toBe('unknown');
  const [action] = lost.actions;
  expect(action?.status).toBe('unknown');
  const manager = business.person('manager');
  await settle(business.wired.world, manager, id, { key: action?.key ?? '', done: true });
  const closed = await business.advance(id);
  expect(closed.status).toBe('closed');
  expect(await writesOf(id)).toHaveLength(1);
});

test('a fact that cannot be read for a day is said to be missing, and a person is asked', async () => {
  await fault({ path: '/orders', status: 503, times: 1_000 });
  const id = await ask();
  const waits = await business.advance(id);
  expect(waits.status).toBe('open');
  expect(waits.notes.at(-1)?.says).toContain('is down, so it waits');
  expect(waits.plan).toBeNull();
  business.wait(DAY_AND_MORE_MS);
  const held = await business.advance(id);
  expect(held.status).toBe('held');
  expect(held.facts?.['order']?.missing).toBeTruthy();
  expect(held.review?.effect).toBe('human');
  expect(held.actions).toEqual([]);
});

test('an order that does not exist is said to be missing at once', async () => {
  const held = await business.advance(await business.message(fromIda('WG-NONE')));
  expect(held.facts?.['order']?.missing).toBeTruthy();
  expect(held.status).toBe('held');
  expect(held.ruling?.reasons.map(({ rule }) => rule)).toContain('missing-fact');
});
