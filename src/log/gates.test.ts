import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../test/support/database.ts';
import { openDatabase } from '../runtime/database.ts';
import { intending, noted, NOW, refund } from './example.ts';
import { openLog } from './open.ts';
import type { Append, Log } from './schema.ts';

const RACERS = 8;

let database: FreshDatabase;
let log: Log;

beforeEach(async () => {
  database = await freshDatabase();
  log = openLog({ pool: database.pool, now: () => NOW });
});
afterEach(() => database.drop());

test('an intent beyond its budget is refused with the reason, and the one before it counts within the same batch', async () => {
  const answers = await Promise.all(
    ['a', 'b', 'c'].map((id) => log.append(intending(`case:${id}`, { perDayMinor: 1000 }))),
  );
  expect(answers.map((answer) => answer.ok || answer)).toEqual([
    true,
    true,
    { ok: false, why: 'refused', reason: 'daily' },
  ]);
  expect(await log.read('case:c')).toEqual([]);
  expect(await actions()).toEqual(['case:a', 'case:b']);
});

test('what failed or was undone gives its budget back, what is unknown does not', async () => {
  await put([
    refund('k1', { status: 'failed' }),
    refund('k2', { status: 'undone' }),
    refund('k3', { status: 'unknown' }),
  ]);
  expect(await log.append(intending('case:a', { perHour: 2 }))).toMatchObject({ ok: true });
  expect(await log.append(intending('case:b', { perHour: 2 }))).toMatchObject({ reason: 'hourly' });
});

test('today begins at midnight of the business, and other currencies and other writes do not count', async () => {
  await put([
    refund('before midnight in Berlin', { intended_at: '2026-11-19T22:59:59Z' }),
    refund('after midnight in Berlin', { intended_at: '2026-11-19T23:00:00Z' }),
    refund('in pounds', { money_currency: 'GBP' }),
    refund('another write', { write: 'shop.voucher' }),
    refund('another workflow', { workflow: 'returns' }),
  ]);
  expect(await log.append(intending('case:a', { perDayMinor: 999 }))).toMatchObject({ reason: 'daily' });
  expect(await log.append(intending('case:b', { perDayMinor: 1000 }))).toMatchObject({ ok: true });
});

test('a recheck that throws fails its own append only', async () => {
  const broken = intending('case:a', {});
  if (broken.gate)
    broken.gate.recheck = () => {
      throw new Error('a bug in the recheck');
    };
  const answers = await Promise.allSettled([log.append(broken), log.append(intending('case:b', {}))]);
  expect(answers).toMatchObject([
    { status: 'rejected', reason: { message: 'a bug in the recheck' } },
    { status: 'fulfilled', value: { ok: true } },
  ]);
});

test('after a switch was thrown, no intent passes', async () => {
  const thrown: Append = {
    stream: 'desk',
    expected: 0,
    entries: [{ ...noted('stop'), kind: 'switch.thrown' }],
    rows: { switches: [{ name: 'all', thrown_at: NOW.toISOString() }] },
  };
  const intents = Array.from({ length: 40 }, (_, index) => log.append(intending(`case:${index}`, {})));
  const brake = log.append(thrown).then(() => log.append(intending('case:after', {})));
  await Promise.all(intents);
  expect(await brake).toEqual({ ok: false, why: 'refused', reason: 'stopped by all' });
  await log.append({ ...thrown, expected: 1, rows: { switches: [{ name: 'all', thrown_at: null }] } });
  expect(await log.append(intending('case:released', {}))).toMatchObject({ ok: true });
});

test('a throw waits for the intents that are in flight', async () => {
  const intent = await database.pool.connect();
  await intent.query('begin');
  await intent.query(`select * from open_gate('[]', now(), '{}', '{}')`);
  let thrown = false;
  const brake = log
    .append({
      stream: 'desk',
      expected: 0,
      entries: [noted('stop')],
      rows: { switches: [{ name: 'all', thrown_at: NOW.toISOString() }] },
    })
    .then(() => (thrown = true));
  await new Promise((done) => setTimeout(done, 150));
  expect(thrown).toBe(false);
  await intent.query('commit');
  intent.release();
  await brake;
});

test('eight racing processes never overspend a budget by one', async () => {
  const limit = 37;
  const pools = Array.from({ length: RACERS }, () => openDatabase(database.url, { max: 3 }));
  const logs = pools.map((pool) => openLog({ pool, now: () => NOW }));
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, round) =>
      logs.map((racer, index) => racer.append(intending(`case:${round}.${index}`, { perHour: limit }))),
    ).flat(),
  );
  expect(answers.filter((answer) => answer.ok)).toHaveLength(limit);
  expect(await actions()).toHaveLength(limit);
  await Promise.all(pools.map((pool) => pool.end()));
});

async function put(rows: ReturnType<typeof refund>[]): Promise<void> {
  await log.append({
    stream: 'case:before',
    expected: 0,
    entries: [noted('before')],
    rows: { actions: rows },
  });
}

async function actions(): Promise<string[]> {
  return (await database.pool.query<{ key: string }>('select key from actions order by key')).rows.map(
    (row) => row.key,
  );
}
