import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../test/support/database.ts';
import { openDatabase } from '../runtime/database.ts';
import { intending, noted, NOW, opening } from './example.ts';
import { openLog } from './open.ts';

let database: FreshDatabase;
beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(() => database.drop());

test('an append whose answer was lost is found in the log and not made twice', async () => {
  const line = await flakyLine(database.url);
  const pool = openDatabase(line.url, { max: 2 });
  const log = openLog({ pool, now: () => NOW });
  await log.append(opening('case:1'));
  line.cutAtAnswer(1);
  const answer = await log.append({
    stream: 'case:1',
    expected: 1,
    entries: [noted('once')],
    keys: [{ name: 'k', mode: 'claim' }],
  });
  expect(line.cuts).toBe(1);
  const entries = await log.read('case:1');
  expect(entries.map((entry) => entry.body['text'])).toEqual(['opened', 'once']);
  expect(answer).toEqual({ ok: true, version: 2, hash: entries[1]?.hash, entries: entries.slice(1) });
  await pool.end();
  await line.close();
});

test.each([1, 2, 3, 4])(
  'an intent that loses answer %i of its transaction is recorded once and counted once',
  async (nth) => {
    const line = await flakyLine(database.url);
    const pool = openDatabase(line.url, { max: 1 });
    const log = openLog({ pool, now: () => NOW });
    await log.append(intending('case:0', {}));
    line.cutAtAnswer(nth);
    expect(await log.append(intending('case:1', { perHour: 2 }))).toMatchObject({ ok: true, version: 1 });
    expect(line.cuts).toBe(1);
    expect(await log.append(intending('case:2', { perHour: 2 }))).toMatchObject({ why: 'refused' });
    expect(await log.read('case:1')).toHaveLength(1);
    await pool.end();
    await line.close();
  },
);

test('while connections are killed all the time, every append has one true answer', async () => {
  const log = openLog({ pool: database.pool, now: () => NOW });
  const killer = openDatabase(database.url, { max: 1, name: 'killer' });
  const killing = { on: true };
  const kills = (async () => {
    for (; killing.on; await new Promise((done) => setTimeout(done, 15))) {
      await killer.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name <> 'killer' and random() < 0.5`);
    }
  })();
  const lengths = await Promise.all(
    Array.from({ length: 20 }, async (_, stream) => {
      for (let expected = 0; expected < 15; expected += 1) {
        const answer = await log.append({
          stream: `case:${stream}`,
          expected,
          entries: [noted(`${expected}`)],
        });
        expect(answer).toMatchObject({ ok: true, version: expected + 1 });
      }
      return stream;
    }),
  );
  killing.on = false;
  await kills;
  await killer.end();
  expect(lengths).toHaveLength(20);
  const { rows } = await database.pool.query(
    'select count(*)::int as entries, count(distinct (stream, version))::int as places from entries',
  );
  expect(rows).toEqual([{ entries: 300, places: 300 }]);
});

interface Line {
  url: string;
  cuts: number;
  /** Cuts the line when the database gives its nth answer from now on, which then never arrives. */
  cutAtAnswer(nth: number): void;
  close(): Promise<void>;
}

/** A line to the database that can be cut at an answer, after the database has done what it was asked. */
async function flakyLine(url: string): Promise<Line> {
  const target = new URL(url);
  const host = decodeURIComponent(target.hostname);
  const isSocket = host.startsWith('/');
  let answersLeft = Infinity;
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = isSocket ? connect(`${host}/.s.PGSQL.${target.port}`) : connect(Number(target.port), host);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => undefined).on('close', () => open.delete(socket));
    }
    near.on('data', (data) => far.write(data)).on('close', () => far.destroy());
    far
      .on('close', () => near.destroy())
      .on('data', (data) => {
        answersLeft -= 1;
        if (answersLeft !== 0) return void near.write(data);
        line.cuts += 1;
        near.destroy();
      });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const line: Line = {
    url: Object.assign(new URL(url), { host: `127.0.0.1:${port}`, search: '' }).href,
    cuts: 0,
    cutAtAnswer: (nth) => (answersLeft = nth),
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
  return line;
}
