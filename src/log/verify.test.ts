import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../test/support/database.ts';
import { noted, NOW } from './example.ts';
import { openLog } from './open.ts';
import type { Log } from './schema.ts';
import { makeSeal } from './seal.ts';
import { verify } from './verify.ts';

const TABLES = ['entries', 'heads', 'seals'];
const THIRD_OF_B = `stream = 'case:b' and version = 3`;

let database: FreshDatabase;
let log: Log;

// One sealed log serves all tests: it is put aside once, and put back before each.
beforeAll(async () => {
  database = await freshDatabase();
  log = openLog({ pool: database.pool, now: () => NOW });
  for (const stream of ['case:a', 'case:b', 'case:c']) {
    for (let expected = 0; expected < 5; expected += 1) {
      const entry = { ...noted(`${stream} ${expected}`), private: { phone: '030 1234' } };
      await log.append({ stream, expected, entries: [entry] });
    }
  }
  await sealAll();
  for (const table of TABLES) await database.pool.query(`create table kept_${table} as table ${table}`);
});
beforeEach(async () => {
  const back = TABLES.map((table) => `insert into ${table} select * from kept_${table}`);
  await database.pool.query(`truncate ${TABLES.join(', ')}; ${back.join('; ')}`);
  log = openLog({ pool: database.pool, now: () => NOW });
});
afterAll(() => database.drop());

test('a log that nobody touched verifies, as a whole and stream by stream', async () => {
  expect(await verify(database.pool)).toEqual({
    misfit: null,
    entries: 16,
    streams: 4,
    erased: 0,
    seals: 1,
    unsealed: 1,
  });
  expect(await verify(database.pool, { stream: 'case:b' })).toMatchObject({
    misfit: null,
    entries: 5,
    streams: 1,
  });
});

// Every column of the table is in this list: the test below it says so.
const TAMPERINGS: [column: string, set: string, how: string][] = [
  ['stream', `stream = 'case:bb'`, 'gap'],
  ['version', `version = 9`, 'gap'],
  ['kind', `kind = 'closed'`, 'hash'],
  ['kind_version', `kind_version = 2`, 'hash'],
  ['at', `at = at + interval '1 millisecond'`, 'hash'],
  ['actor', `actor = replace(actor, 'ada', 'bob')`, 'hash'],
  ['actor', `actor = actor || ' '`, 'hash'],
  ['actor', `actor = actor || ',' || body, body = '1'`, 'json'],
  ['body', `body = replace(body, 'case:b 2', 'case:b 3')`, 'hash'],
  ['body', `body = '{ ' || substr(body, 2)`, 'hash'],
  ['body', `body = ''`, 'json'],
  ['private', `private = replace(private, '1234', '1235')`, 'private'],
  ['private_digest', `private_digest = sha256('x')`, 'hash'],
  ['private_digest', `private_digest = null`, 'hash'],
  ['private_digest', `private_digest = null, private = null`, 'hash'],
  ['prev_hash', `prev_hash = sha256('x')`, 'previous'],
  ['hash', `hash = sha256('x')`, 'hash'],
  ['tx', `tx = '1'`, 'order'],
  ['tx', `tx = (select max(e.tx) from entries e)`, 'order'],
  ['position', `position = position + 1000`, 'seal'],
];

test.each(TAMPERINGS)('a change of %s is found: %s', async (_column, set, how) => {
  await database.pool.query(`update entries set ${set} where ${THIRD_OF_B}`);
  const { misfit } = await verify(database.pool);
  expect(misfit).toMatchObject({ how });
  if (how !== 'seal') expect(misfit?.stream).toMatch(/^case:b/);
  if (['hash', 'json', 'private', 'previous'].includes(how))
    expect(misfit).toMatchObject({ stream: 'case:b', version: 3 });
});

test('the list of changes names every column of an entry', async () => {
  const { rows } = await database.pool.query<{ name: string }>(
    `select column_name as name from information_schema.columns where table_name = 'entries'`,
  );
  expect(rows.map((row) => row.name).sort()).toEqual(
    [...new Set(TAMPERINGS.map(([column]) => column))].sort(),
  );
});

test('a time cannot be changed below the millisecond that its hash covers', async () => {
  await database.pool.query(`update entries set at = at + interval '1 microsecond' where ${THIRD_OF_B}`);
  const { rows } = await database.pool.query<{ at: Date }>(
    `select at from entries where ${THIRD_OF_B}
    and at = $1::timestamptz`,
    [NOW.toISOString()],
  );
  expect(rows).toHaveLength(1);
});

test.each([
  ['in the middle', `delete from entries where ${THIRD_OF_B}`, { stream: 'case:b', version: 4, how: 'gap' }],
  [
    'at the beginning',
    `delete from entries where stream = 'case:b' and version = 1`,
    { stream: 'case:b', version: 2, how: 'gap' },
  ],
  [
    'at the end',
    `delete from entries where stream = 'case:b' and version = 5`,
    { stream: 'case:b', version: 4, how: 'tail' },
  ],
  ['all of a stream', `delete from entries where stream = 'case:b'`, { stream: 'case:b', how: 'missing' }],
])('a deleted entry is found: %s', async (_where, sql, expected) => {
  await database.pool.query(sql);
  expect((await verify(database.pool)).misfit).toMatchObject(expected);
  expect((await verify(database.pool, { stream: 'case:b' })).misfit).toMatchObject(expected);
  expect((await verify(database.pool, { stream: 'case:a' })).misfit).toBeNull();
});

test.each([
  ['version', `update heads set version = 4 where stream = 'case:b'`],
  ['hash', `update heads set hash = sha256('x') where stream = 'case:b'`],
  ['all of it', `delete from heads where stream = 'case:b'`],
])('a head that does not fit its stream is found: %s', async (_what, sql) => {
  await database.pool.query(sql);
  expect((await verify(database.pool)).misfit).toMatchObject({ stream: 'case:b', version: 5, how: 'head' });
});

test('a doubled entry is found', async () => {
  await database.pool
    .query(`insert into entries select stream, version, kind, kind_version, at + interval '1 month', actor, body,
    private, private_digest, prev_hash, hash from entries where ${THIRD_OF_B}`);
  expect((await verify(database.pool)).misfit).toMatchObject({ stream: 'case:b', how: 'gap' });
});

test('erasing what is personal breaks nothing and is counted', async () => {
  await database.pool.query(`update entries set private = null where stream = 'case:b'`);
  expect(await verify(database.pool)).toMatchObject({ misfit: null, erased: 5 });
  expect((await log.read('case:b')).map((entry) => entry.private)).toEqual(Array(5).fill(undefined));
  expect(await log.append({ stream: 'case:b', expected: 5, entries: [noted('goes on')] })).toMatchObject({
    ok: true,
  });
  expect(await verify(database.pool, { stream: 'case:b' })).toMatchObject({ misfit: null, entries: 6 });
});

test('an append behind a falsified head is refused loudly and not taken for a race', async () => {
  await log.read('case:b');
  await database.pool.query(`update heads set hash = sha256('x') where stream = 'case:b'`);
  await expect(log.append({ stream: 'case:b', expected: 5, entries: [noted('more')] })).rejects.toThrow(
    /remit verify/,
  );
});

async function sealAll(): Promise<void> {
  // A transaction of another test on the same server may hold the order open for a moment.
  for (let sealed = 0; sealed < 15;)
    sealed += (await makeSeal(database.pool, log, { now: () => NOW }))?.seal.count ?? 0;
}
