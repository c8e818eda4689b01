import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../test/support/database.ts';
import { caseRow, noted, NOW, opening } from './example.ts';
import { openLog } from './open.ts';
import type { Upgrade } from './upgrades.ts';
import type { Log } from './schema.ts';

let database: FreshDatabase;
let log: Log;

beforeAll(async () => {
  database = await freshDatabase();
  log = openLog({ pool: database.pool, now: () => NOW });
});
afterAll(() => database.drop());

test('what was appended is read back in order, with its personal data', async () => {
  const appended = await log.append({
    stream: 'case:1',
    expected: 0,
    entries: [noted('first'), { ...noted('second'), private: { name: 'Zoë' } }],
  });
  const entries = await log.read('case:1');
  expect(appended).toEqual({ ok: true, version: 2, hash: entries[1]?.hash, entries });
  expect(entries.map((entry) => [entry.version, entry.body, entry.private])).toEqual([
    [1, { text: 'first' }, undefined],
    [2, { text: 'second' }, { name: 'Zoë' }],
  ]);
  expect(entries[1]?.prevHash).toBe(entries[0]?.hash);
});

test('of two writers that expect the same version, one wins and the other is told so', async () => {
  const other = openLog({ pool: database.pool, now: () => NOW });
  await log.append({ stream: 'case:2', expected: 0, entries: [noted('opened')] });
  const answers = await Promise.all([
    log.append({ stream: 'case:2', expected: 1, entries: [noted('one')] }),
    other.append({ stream: 'case:2', expected: 1, entries: [noted('other')] }),
    other.append({ stream: 'case:2', expected: 0, entries: [noted('too old')] }),
  ]);
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  expect(answers.filter((answer) => !answer.ok)).toEqual([
    { ok: false, why: 'conflict' },
    { ok: false, why: 'conflict' },
  ]);
  expect(await log.read('case:2')).toHaveLength(2);
});

test('several appends to one stream in a row need not wait for each other', async () => {
  const answers = await Promise.all(
    [0, 1, 2, 3].map((expected) =>
      log.append({ stream: 'case:3', expected, entries: [noted(`${expected}`)] }),
    ),
  );
  expect(answers.map((answer) => answer.ok)).toEqual([true, true, true, true]);
  expect((await log.read('case:3')).map((entry) => entry.body['text'])).toEqual(['0', '1', '2', '3']);
});

test('a refused append leaves no entry, no row and no name behind', async () => {
  await log.append({
    stream: 'case:4',
    expected: 0,
    entries: [noted('opened')],
    keys: [{ name: 'event:web:1', mode: 'claim' }],
  });
  const answers = await Promise.all([
    log.append({
      ...opening('case:5'),
      keys: [
        { name: 'event:web:2', mode: 'claim' },
        { name: 'event:web:1', mode: 'claim' },
      ],
    }),
    log.append(opening('case:6')),
  ]);
  expect(answers[0]).toEqual({ ok: false, why: 'taken', name: 'event:web:1', stream: 'case:4' });
  expect(answers[1]?.ok).toBe(true);
  expect(await log.read('case:5')).toEqual([]);
  expect(await log.holder('event:web:2')).toBeUndefined();
  expect((await database.pool.query('select id from cases order by id')).rows).toEqual([{ id: 'case:6' }]);
  expect((await log.append(opening('case:5'))).ok).toBe(true);
});

test('a moved name belongs to the stream that moved it last', async () => {
  await log.append({ ...opening('case:7'), keys: [{ name: 'subject:order 1042', mode: 'claim' }] });
  await log.append({ ...opening('case:8'), keys: [{ name: 'subject:order 1042', mode: 'move' }] });
  expect(await log.holder('subject:order 1042')).toBe('case:8');
});

test('an append that the database cannot store fails alone', async () => {
  const answers = await Promise.allSettled([
    log.append({
      ...opening('case:9'),
      rows: { cases: { ...caseRow('case:9', 'broken'), opened_at: 'yesterday-ish' } },
    }),
    log.append(opening('case:10')),
  ]);
  expect(answers.map((answer) => answer.status)).toEqual(['rejected', 'fulfilled']);
  expect((await log.read('case:10')).length).toBe(1);
});

test('an entry of years ago and one of next year land in partitions of their own months', async () => {
  await log.append({
    stream: 'case:11',
    expected: 0,
    entries: [noted('old', '2017-03-31T23:59:59.999Z'), noted('new', '2027-12-01T00:00:00.000Z')],
  });
  const { rows } = await database.pool.query<{ place: string }>(
    `select tableoid::regclass::text as place from entries where stream = 'case:11' order by version`,
  );
  expect(rows.map((row) => row.place)).toEqual(['entries_2017_03', 'entries_2027_12']);
  expect((await log.read('case:11')).map((entry) => entry.at.getUTCFullYear())).toEqual([2017, 2027]);
});

test('text that a table cannot hold stays exact in the entry and readable in the row', async () => {
  const append = opening('case:12', 'nul \0 and backslash-u \\u0000 and half \ud83d pair');
  expect((await log.append(append)).ok).toBe(true);
  const { rows } = await database.pool.query(`select title from cases where id = 'case:12'`);
  expect(rows).toEqual([{ title: 'nul \ufffd and backslash-u \\u0000 and half \ufffd pair' }]);
  await expect(
    log.append({ stream: 'case:13', expected: 0, entries: [noted('half \ud83d pair')] }),
  ).rejects.toThrow(/half a surrogate pair/);
  await log.append({ stream: 'case:13', expected: 0, entries: [noted('nul \0')] });
  expect((await log.read('case:13'))[0]?.body).toEqual({ text: 'nul \0' });
});

test.each([
  ['too long', 'x'.repeat(601), /at most 600 characters/],
  ['with a NUL', 'event:web:\0', /NUL/],
  ['with half a character', 'event:web:\ud83d', /half a surrogate pair/],
])('a name that cannot be kept is refused before anything is written: %s', async (_what, name, message) => {
  const append = opening('case:names');
  await expect(log.append({ ...append, keys: [{ name, mode: 'claim' }] })).rejects.toThrow(message);
  await expect(log.append({ ...append, stream: name })).rejects.toThrow(message);
  expect(await log.read('case:names')).toEqual([]);
});

test('the head of a case says what is due, and keeps or loses its lease', async () => {
  const dueAt = new Date('2026-11-20T10:05:00Z');
  await log.append({
    ...opening('case:14'),
    head: { workflow: 'late', dueAt, lease: { by: 'w1', ms: 30_000 } },
  });
  const head = () =>
    database.pool.query(`select workflow, due_at, lease_by, lease_until from heads where stream = 'case:14'`);
  const leased = {
    workflow: 'late',
    due_at: dueAt,
    lease_by: 'w1',
    lease_until: new Date(NOW.getTime() + 30_000),
  };
  expect((await head()).rows).toEqual([leased]);
  await log.append({ stream: 'case:14', expected: 1, entries: [noted('says nothing about its head')] });
  expect((await head()).rows).toEqual([leased]);
  await log.append({
    stream: 'case:14',
    expected: 2,
    entries: [noted('done')],
    head: { workflow: 'late', dueAt: null },
  });
  expect((await head()).rows).toEqual([
    { workflow: 'late', due_at: null, lease_by: null, lease_until: null },
  ]);
});

test('an old shape is read as the newest one, and stays as it was in the log', async () => {
  const upgrades = new Map<string, Upgrade>([
    ['noted@1', (body: Record<string, unknown>) => ({ words: body['text'] })],
    ['noted@2', (body: Record<string, unknown>) => ({ ...body, language: 'en' })],
  ]);
  await log.append({ stream: 'case:15', expected: 0, entries: [noted('hello')] });
  const [entry] = await openLog({ pool: database.pool, now: () => NOW, upgrades }).read('case:15');
  expect(entry).toMatchObject({ kindVersion: 3, body: { words: 'hello', language: 'en' } });
  expect((await log.read('case:15'))[0]).toMatchObject({ kindVersion: 1, body: { text: 'hello' } });
});
