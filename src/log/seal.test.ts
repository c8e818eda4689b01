import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../test/support/database.ts';
import { GENESIS } from './chain.ts';
import { noted, NOW } from './example.ts';
import { openLog } from './open.ts';
import type { Log } from './schema.ts';
import { lastSeal, makeSeal, type Sealed } from './seal.ts';
import { checkSeal, verify } from './verify.ts';

let database: FreshDatabase;
let log: Log;

beforeEach(async () => {
  database = await freshDatabase();
  log = openLog({ pool: database.pool, now: () => NOW });
});
afterEach(() => database.drop());

test('each seal covers what is new and names the seal before it', async () => {
  const first = await write('case:a', 3).then(sealed);
  const second = await write('case:b', 2).then(sealed);
  expect(first.seal).toMatchObject({ number: 1, count: 3, after: null, prev: GENESIS });
  expect(second.seal).toMatchObject({ number: 2, count: 3, after: first.seal.upto });
  expect((await log.read('desk')).map((entry) => [entry.kind, entry.body['root']])).toEqual([
    ['seal.made', first.seal.root],
    ['seal.made', second.seal.root],
  ]);
  expect(await lastSeal(database.pool)).toEqual(second);
  expect(await verify(database.pool)).toMatchObject({ misfit: null, seals: 2, unsealed: 1 });
});

test('a log in which nothing happened but the last seal is not sealed again', async () => {
  await write('case:a', 1).then(sealed);
  expect(await makeSeal(database.pool, log, { now: () => NOW })).toBeUndefined();
});

test('several processes that seal at the same time make seals that follow each other', async () => {
  await write('case:a', 4);
  await Promise.all(
    [1, 2, 3, 4].map(() =>
      makeSeal(database.pool, openLog({ pool: database.pool, now: () => NOW }), { now: () => NOW }),
    ),
  );
  expect((await verify(database.pool)).misfit).toBeNull();
});

test('a stream that vanished with its head is found by the seal', async () => {
  await write('case:a', 3);
  await write('case:b', 2).then(sealed);
  await database.pool.query(`delete from entries where stream = 'case:b'`);
  await database.pool.query(`delete from heads where stream = 'case:b'`);
  expect((await verify(database.pool)).misfit).toEqual({
    stream: 'desk',
    how: 'seal',
    says: 'Seal 1: it covers 5 entries, and there are 3.',
  });
});

test.each([
  ['its text', `update seals set body = replace(body, '"count":3', '"count":4')`],
  ['its hash', `update seals set hash = '${'0'.repeat(64)}'`],
  ['its number', `update seals set number = 2`],
  ['all of it', `delete from seals`],
])('a seal that was changed is found: %s', async (_what, sql) => {
  await write('case:a', 3).then(sealed);
  await database.pool.query(sql);
  expect((await verify(database.pool)).misfit).toMatchObject({ how: 'seal' });
});

test('a log rewritten from the beginning, with every hash and seal made anew, does not fit a seal kept elsewhere', async () => {
  await write('case:a', 3);
  const kept = (await sealed()).text;
  await write('case:a', 2, 3).then(sealed);
  expect((await checkSeal(database.pool, kept)).misfit).toBeNull();

  await database.pool.query('truncate entries, heads, seals, keys');
  const forger = openLog({ pool: database.pool, now: () => NOW });
  log = forger;
  await write('case:a', 3, 0, 'forged');
  await sealed();
  await write('case:a', 2, 3).then(sealed);
  expect((await verify(database.pool)).misfit).toBeNull();
  expect((await checkSeal(database.pool, kept)).misfit).toMatchObject({
    how: 'seal',
    says: expect.stringMatching(/rewritten/) as string,
  });
});

test('a log cut off before a seal that was kept elsewhere does not fit it', async () => {
  await write('case:a', 3);
  const kept = (await sealed()).text;
  await database.pool.query('truncate entries, heads, seals, keys');
  expect((await checkSeal(database.pool, kept)).misfit).toMatchObject({
    says: expect.stringMatching(/lost/) as string,
  });
});

test('what is no seal is refused with a sentence', async () => {
  await expect(checkSeal(database.pool, 'hello')).rejects.toThrow('this is not a seal');
});

async function write(stream: string, count: number, from = 0, text = 'noted'): Promise<void> {
  for (let expected = from; expected < from + count; expected += 1) {
    await log.append({ stream, expected, entries: [noted(`${text} ${expected}`)] });
  }
}

/** Seals once everything that was written can be: a transaction of another test may hold the order open. */
async function sealed(): Promise<Sealed> {
  for (;;) {
    const { entries } = await log.follow(null, { limit: 1000 });
    const { rows } = await database.pool.query<{ all: number }>('select count(*)::int as all from entries');
    if (entries.length < (rows[0]?.all ?? 0)) continue;
    const made = await makeSeal(database.pool, log, { now: () => NOW });
    if (made) return made;
  }
}
