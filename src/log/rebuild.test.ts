import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from '../../test/support/database.ts';
import { caseRow, noted, NOW, refund } from './example.ts';
import { openLog } from './open.ts';
import { rebuild, type RebuildOptions } from './rebuild.ts';
import type { Append, Entry, Log, Rows } from './schema.ts';

const TABLES = ['cases', 'log_rows', 'reviews', 'actions', 'labels', 'keys'];

let database: FreshDatabase;
let log: Log;
beforeEach(async () => {
  database = await freshDatabase();
  log = openLog({ pool: database.pool, now: () => NOW });
});
afterEach(() => database.drop());

test('after a rebuild every row and every name is as it was before', async () => {
  await Promise.all(Array.from({ length: 700 }, (_, index) => write(`case:${index}`)));
  const before = await contents();
  expect(before.map((table) => table.length)).toEqual([700, 700, 700, 700, 700, 110]);
  await database.pool.query(
    `update cases set title = 'wrong'; delete from actions; insert into keys values ('left over', 'case:1')`,
  );
  const progress: number[] = [];
  expect(
    await rebuild(database.pool, { ...MAKING, onProgress: ({ streams }) => progress.push(streams) }),
  ).toBe(700);
  expect(await contents()).toEqual(before);
  expect(progress).toEqual([500, 700]);
});

test('a rebuild that fails leaves everything as it was', async () => {
  await write('case:1');
  const before = await contents();
  const broken: RebuildOptions = {
    ...MAKING,
    keysOf: () => {
      throw new Error('a bug');
    },
  };
  await expect(rebuild(database.pool, broken)).rejects.toThrow('a bug');
  expect(await contents()).toEqual(before);
});

test('what is appended during a rebuild is not lost', async () => {
  await Promise.all(Array.from({ length: 200 }, (_, index) => write(`case:${index}`)));
  const [streams] = await Promise.all([
    rebuild(database.pool, MAKING),
    Promise.all(Array.from({ length: 100 }, (_, index) => write(`case:more${index}`))),
  ]);
  expect(streams).toBeGreaterThanOrEqual(200);
  const after = await contents();
  expect(after[0]).toHaveLength(300);
  await rebuild(database.pool, MAKING);
  expect(await contents()).toEqual(after);
});

const MAKING: RebuildOptions = {
  rowsOf: (stream, entries) => rowsOf(stream, entries.at(-1)?.body['text'] as string),
  keysOf: (stream, entries: Entry[]) =>
    entries.slice(0, 1).map(({ position }) => ({ name: nameOf(stream), position })),
};

async function write(stream: string): Promise<void> {
  const keys: Append['keys'] = [{ name: nameOf(stream), mode: 'move' }];
  await log.append({ stream, expected: 0, entries: [noted('first')], rows: rowsOf(stream, 'first'), keys });
  await log.append({ stream, expected: 1, entries: [noted('second')], rows: rowsOf(stream, 'second') });
}

/** Streams share names, so that who holds one depends on who moved it last. */
function nameOf(stream: string): string {
  return `subject:${stream.slice(-2)}`;
}

function rowsOf(stream: string, text: string): Rows {
  const place = { id: stream, case_id: stream, workflow: 'late', at: NOW.toISOString() };
  const asked = {
    ...place,
    status: 'open' as const,
    role: null,
    title: text,
    subject: 's',
    play: 'p',
    effect: 'approve',
    money_minor: 5,
    money_currency: 'EUR',
    confidence: 0.5,
    asked_at: NOW.toISOString(),
    expires_at: null,
    snoozed_until: null,
    claimed_by: null,
    decided_by: null,
    decision: null,
  };
  const told = {
    ...place,
    actor: 'ada',
    kind: null,
    play: null,
    effect: null,
    trigger: 't',
    context: 'c',
    action: 'a',
    boundary: 'b',
    outcome: 'o',
    rule_update: '',
    search: `${text} \0 words`,
  };
  return {
    cases: caseRow(stream, text),
    reviews: [asked],
    log_rows: [told],
    actions: [refund(stream)],
    labels: [{ ...place, text, fields: '{}', labels: '{}' }],
  };
}

async function contents(): Promise<unknown[][]> {
  const tables = [];
  for (const table of TABLES)
    tables.push((await database.pool.query(`select * from ${table} order by 1`)).rows as unknown[]);
  return tables;
}
