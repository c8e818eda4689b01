import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../../test/support/database.ts';
import { withTransaction } from './database.ts';
import { listen, MISSED } from './listen.ts';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await database.pool.query('create table notes (id bigint primary key, text text)');
});
afterAll(() => database.drop());

test('a transaction that throws leaves nothing behind and gives its connection back', async () => {
  const failing = withTransaction(database.pool, async (client) => {
    await client.query(`insert into notes values (1, 'half done')`);
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  expect((await database.pool.query('select * from notes')).rows).toEqual([]);
  expect(database.pool.idleCount).toBe(database.pool.totalCount);
});

test('a bigint comes back as a number, and one too large for that is an error', async () => {
  const { rows } = await database.pool.query('select 9007199254740991::bigint as large, count(*) from notes');
  expect(rows).toEqual([{ large: 9007199254740991, count: 0 }]);
  await expect(database.pool.query('select 9007199254740993::bigint')).rejects.toThrow('exactly');
});

test('a listener hears notices, and after a lost connection is told to look for itself', async () => {
  const heard: string[] = [];
  const listener = await listen(database.url, 'due', (payload) => heard.push(payload));
  await database.pool.query(`notify due, 'case 7'`);
  await until(() => heard.length === 1);

  await database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'remit listens to due'`,
  );
  await until(() => heard.length === 2);
  await database.pool.query(`notify due, 'case 8'`);
  await until(() => heard.length === 3);
  await listener.close();
  expect(heard).toEqual(['case 7', MISSED, 'case 8']);
});

test('a fresh database is made in well under a second', async () => {
  const began = performance.now();
  const another = await freshDatabase();
  const tookMs = performance.now() - began;
  await another.drop();
  expect(tookMs).toBeLessThan(1_000);
});

async function until(condition: () => boolean): Promise<void> {
  const DEADLINE_MS = 5_000;
  const deadline = Date.now() + DEADLINE_MS;
  while (!condition() && Date.now() < deadline) await sleep(10);
}
