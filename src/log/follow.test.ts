import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../test/support/database.ts';
import { noted, NOW } from './example.ts';
import { openLog } from './open.ts';
import type { Cursor, Entry, Log } from './schema.ts';

let database: FreshDatabase;
let log: Log;
beforeAll(async () => {
  database = await freshDatabase();
  log = openLog({ pool: database.pool, now: () => NOW });
});
afterAll(() => database.drop());

test('a follower never skips what commits late', async () => {
  const late = await database.pool.connect();
  await late.query('begin');
  await late.query('select pg_current_xact_id()');
  await late.query(`select make_months(array[$1::timestamptz])`, [NOW]);
  await late.query(
    `insert into entries (stream, version, kind, kind_version, at, actor, body, prev_hash, hash)
     values ('case:late', 1, 'noted', 1, $1, '{"type":"remit"}', '{"text":"late"}', '', '')`,
    [NOW],
  );
  const followed = drain(null);
  await late.query('commit');
  late.release();
  const first = await followed;
  for (let expected = 0; expected < 3; expected += 1) {
    await log.append({ stream: 'case:soon', expected, entries: [noted(`${expected}`)] });
  }
  const second = await drain(first.cursor, 4 - first.entries.length);
  const texts = [...first.entries, ...second.entries].map((entry) => entry.body['text']);
  expect(texts).toEqual(['late', '0', '1', '2']);
});

test('nothing is shown beyond the oldest transaction that is still in flight', async () => {
  const { cursor } = await drain(null);
  const open = await database.pool.connect();
  await open.query('begin');
  await open.query('select pg_current_xact_id()');
  await log.append({ stream: 'case:waits', expected: 0, entries: [noted('waits')] });
  expect((await drain(cursor)).entries).toEqual([]);
  await open.query('rollback');
  open.release();
  expect((await drain(cursor, 1)).entries.map((entry) => entry.stream)).toEqual(['case:waits']);
});

test('every entry is followed exactly once, in the order of its stream, while many are writing', async () => {
  let cursor = (await drain(null)).cursor;
  const seen: Entry[] = [];
  const writers = Promise.all(
    Array.from({ length: 12 }, async (_, stream) => {
      for (let expected = 0; expected < 20; expected += 1) {
        await log.append({ stream: `case:many${stream}`, expected, entries: [noted(`${expected}`)] });
      }
    }),
  );
  while (seen.length < 12 * 20) {
    const next = await drain(cursor, 1);
    cursor = next.cursor;
    seen.push(...next.entries);
  }
  await writers;
  for (let stream = 0; stream < 12; stream += 1) {
    const versions = seen
      .filter((entry) => entry.stream === `case:many${stream}`)
      .map((entry) => entry.version);
    expect(versions).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  }
});

test('a follower that wants some kinds only is not held up by the others', async () => {
  const { cursor } = await drain(null);
  await log.append({
    stream: 'case:kinds',
    expected: 0,
    entries: [noted('no'), { ...noted('yes'), kind: 'closed' }, noted('no')],
  });
  const whole = await drain(cursor, 3);
  expect(whole.entries.map((entry) => entry.kind)).toEqual(['noted', 'closed', 'noted']);
  const some = await log.follow(cursor, { kinds: ['closed'], limit: 10 });
  expect(some.entries.map((entry) => entry.kind)).toEqual(['closed']);
});

/**
 * Follows until nothing more comes and at least `count` have come: a transaction of another test on the same
 * server holds followers up as well.
 */
async function drain(after: Cursor | null, count = 0): Promise<{ entries: Entry[]; cursor: Cursor | null }> {
  const entries: Entry[] = [];
  for (let cursor = after; ;) {
    const next = await log.follow(cursor, { limit: 7 });
    if (next.entries.length === 0 && entries.length >= count) return { entries, cursor };
    entries.push(...next.entries);
    cursor = next.cursor;
  }
}
