import type { Pool } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../../test/support/database.ts';
import { Workers } from './workers.ts';

const LEASE_MS = 600;
let database: FreshDatabase;
const open: Workers<never>[] = [];

beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((workers) => workers.stop()));
  await database.drop();
});

async function due(pool: Pool, workflow: string, count: number): Promise<void> {
  await pool.query(
    `insert into heads (stream, version, hash, writer, first_at, last_at, workflow, due_at)
     select 'case/' || $1 || n, 1, '', 'test', now(), now(), $1, now() - n * interval '1 second' from generate_series(1, $2) n`,
    [workflow, count],
  );
}

/** A worker whose cases take `takesMs`; each that it finishes is not due any more. */
function worker(name: string, inFlight: number, takesMs: number, seen: string[]): Workers<never> {
  const workers = new Workers<never>({
    pool: database.pool,
    worker: name,
    inFlight,
    leaseMs: LEASE_MS,
    load: async () => new Map<string, never>(),
    workflows: () => ['flood', 'trickle', '~rollback'],
    now: () => new Date(),
    onFault: (stream, error) => {
      throw new Error(`${stream}: ${String(error)}`);
    },
    async advance(stream) {
      seen.push(stream);
      await new Promise((resolve) => setTimeout(resolve, takesMs));
      await database.pool.query('update heads set due_at = null, lease_by = null where stream = $1', [
        stream,
      ]);
    },
  });
  open.push(workers);
  return workers;
}

test('every due case is taken once, however many workers look', async () => {
  await due(database.pool, 'flood', 60);
  const seen: string[] = [];
  for (const name of ['one', 'two', 'three']) worker(name, 8, 20, seen).start();
  await expect.poll(() => seen.length, { timeout: 5_000 }).toBe(60);
  expect(new Set(seen).size).toBe(60);
});

test('a flood in one workflow does not starve another', async () => {
  await due(database.pool, 'flood', 500);
  await due(database.pool, 'trickle', 2);
  const seen: string[] = [];
  worker('one', 4, 5, seen).start();
  await expect
    .poll(() => seen.filter((stream) => stream.startsWith('case/trickle')).length, { timeout: 5_000 })
    .toBe(2);
  expect(seen.findLastIndex((stream) => stream.startsWith('case/trickle'))).toBeLessThan(12);
});

test('a live worker keeps a long case beyond its lease, a dead one loses it', async () => {
  await due(database.pool, 'flood', 1);
  const first: string[] = [];
  const second: string[] = [];
  worker('slow', 1, LEASE_MS * 3, first).start();
  await expect.poll(() => first.length).toBe(1);
  worker('eager', 1, 10, second).start();
  await new Promise((resolve) => setTimeout(resolve, LEASE_MS * 2));
  expect(second).toEqual([]);
  // A worker that died leaves a lease behind that nobody renews.
  await database.pool.query(
    `insert into heads (stream, version, hash, writer, first_at, last_at, workflow, due_at, lease_by, lease_until)
     values ('case/left', 1, '', 'test', now(), now(), 'flood', now(), 'dead', now() + interval '0.3 seconds')`,
  );
  await expect.poll(() => [...first, ...second].slice(1), { timeout: 3_000 }).toEqual(['case/left']);
});

test('work that is no case is claimed and advanced under the name of its own stream', async () => {
  await database.pool.query(
    `insert into heads (stream, version, hash, writer, first_at, last_at, workflow, due_at)
     values ('rollback/7', 1, '', 'test', now(), now(), '~rollback', now())`,
  );
  const seen: string[] = [];
  worker('one', 4, 5, seen).start();
  await expect.poll(() => seen, { timeout: 5_000 }).toEqual(['rollback/7']);
});
