import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acme, openWorld } from '../../../test/support/acme.ts';
import { command } from '../../../test/support/command.ts';
import { freshDatabase, type FreshDatabase } from '../../../test/support/database.ts';
import { decisionRow, putDecisions } from '../../../test/support/decisions.ts';
import { pagesOf, textOf } from '../../../test/support/pdf_text.ts';
import { takeUp } from '../../proof/metrics/index.ts';
import type { World } from '../../flow/index.ts';

const NOW = new Date('2026-11-24T09:00:00Z');
let database: FreshDatabase;
let world: World;
const never = { world: undefined as never, pool: undefined as never };

beforeAll(async () => {
  database = await freshDatabase();
  world = { ...openWorld(database.pool, acme('http://127.0.0.1:1')), now: () => NOW };
  const rows = Array.from({ length: 60 }, (_, at) =>
    decisionRow(at, new Date(Date.UTC(2026, 10, 16 + Math.floor(at / 12), 8, at)), { handling_ms: 90_000 }),
  );
  await putDecisions(database.pool, rows);
  await takeUp(database.pool, { timeZone: 'Europe/Berlin', now: NOW });
});
afterAll(() => database.drop());

test('before there is any data, a calculation of guesses needs neither a database nor a workspace', async () => {
  const { code, out, err } = await command(never, [
    'return',
    '--cases',
    '400',
    '--minutes',
    '10',
    '--rate',
    '31',
  ]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  // Half of it stays with people until somebody knows better: 400 × 5 min × €31 / 60 = €1,033.33; 400 × 2 min of
  // review = €413.33 and 2 h of upkeep = €62.00.
  expect(out).toContain(
    'By these guesses a month brings €1,033.33 and costs €475.33 to run, which leaves €558.00.',
  );
  expect(out).toMatch(/Minutes still by hand +5 minutes a case +a default/);
  expect(out).toContain('Not yet known');
  expect(out).toMatch(/Minutes of review +2 minutes a case +a default/);
});

test('a calculation may be in a currency without smaller coins', async () => {
  const argv = [
    'return',
    '--cases',
    '400',
    '--minutes',
    '10',
    '--rate',
    '4200',
    '--currency',
    'JPY',
    '--locale',
    'ja-JP',
  ];
  const { out } = await command(never, argv);
  // 400 × 5 min × ¥4,200 / 60
  expect(out).toContain('￥140,000');
});

test('what is missing is named, and nothing is invented', async () => {
  const { code, out } = await command(never, ['return', '--cases', '400']);
  expect(code).toBe(0);
  expect(out).toContain('The return cannot be said yet. Missing: minutes by hand, an hour of work.');
});

test('a number that is none is refused with an example', async () => {
  const { code, err } = await command(never, ['return', '--cases', 'many']);
  expect(code).toBe(2);
  expect(err).toContain('Write a number, such as 400 or 12.50.');
});

test('an assumption is tried out, then written down with who and why, and stands from then on', async () => {
  const open = { world, pool: database.pool };
  const tried = await command(open, ['return', 'refunds', '--error-cost', '12.50', '--json']);
  const errorCost = (out: string) =>
    (
      JSON.parse(out) as {
        inputs: { name: string; value: number; from: string; stated: { by: string } | null }[];
      }
    ).inputs.find(({ name }) => name === 'error_cost');
  expect(errorCost(tried.out)).toMatchObject({ value: 1_250, from: 'stated' });
  const untouched = await command(open, ['return', 'refunds', '--json']);
  expect(errorCost(untouched.out)).toMatchObject({ value: 0, from: 'default' });
  const argv = [
    'return',
    'refunds',
    '--error-cost',
    '12.50',
    '--because',
    'Counted in October',
    '--as',
    'mara',
  ];
  expect((await command(open, argv)).out).toBe('Written down for Refunds: An error costs €12.50 a case.\n');
  const after = await command(open, ['return', 'refunds', '--json']);
  expect(errorCost(after.out)).toMatchObject({
    value: 1_250,
    stated: { by: 'Mara Holm', because: 'Counted in October' },
  });
});

test('the report of the last week is told in a terminal', async () => {
  const { code, out } = await command({ world, pool: database.pool }, ['report', 'week']);
  expect(code).toBe(0);
  expect(out).toContain('Refunds\n-------');
  expect(out).toContain('60 cases were decided in this week');
});

test('a report is written as PDF, and holds the same numbers', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'remit-report-'));
  try {
    const file = join(folder, 'week.pdf');
    const { out } = await command({ world, pool: database.pool }, ['report', 'week', '--pdf', file]);
    expect(out).toBe(`Written to ${file}.\n`);
    const pdf = await readFile(file);
    expect(pagesOf(pdf)).toBeGreaterThan(0);
    expect(textOf(pdf)).toContain('60 of 60');
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a period that is none, and a report that is none, are refused with what there is', async () => {
  const open = { world, pool: database.pool };
  expect((await command(open, ['report', 'year'])).err).toContain('Write day, week or month.');
  expect((await command(open, ['report', 'week', '--date', '2026-02-31'])).err).toContain('week.2026-11-16');
  expect((await command(open, ['report', 'week', '--to', 'mara', '--as', 'mara'])).err).toContain(
    'remit.yaml says nothing of mail',
  );
});
