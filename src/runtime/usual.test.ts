import { afterAll, beforeAll, expect, test } from 'vitest';
import { acme } from '../../test/support/acme.ts';
import { freshDatabase, type FreshDatabase } from '../../test/support/database.ts';
import { anomalies } from '../evidence/anomaly.ts';
import type { Workspace } from '../workspace/schema.ts';
import { Usuals } from './usual.ts';
import { readUsual } from './usual_history.ts';

const NOW = new Date('2026-03-10T10:30:00Z');
const HOUR_MS = 3_600_000;
const ASKED = { workflows: ['refunds'], currency: 'EUR', timeZone: 'Europe/Berlin', now: NOW };

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  // 60 working days with four refunds each, at nine, ten, eleven and twelve in Berlin, to three customers.
  for (let day = 1; day <= 60; day++)
    for (let each = 0; each < 4; each++)
      await refund(`${day}.${each}`, new Date(NOW.getTime() - day * 24 * HOUR_MS + (each - 2) * HOUR_MS), {
        minor: 1_000 + 100 * each,
        recipient: `customer ${each % 3}`,
      });
  await refund('failed', NOW, { minor: 9_999_999, recipient: 'x', status: 'failed' });
  await refund('old', new Date('2025-01-01'), { minor: 9_999_999, recipient: 'x' });
  await refund('undo', NOW, { minor: 9_999_999, recipient: 'x', undoes: '1.1' });
});
afterAll(() => database.drop());

interface Put {
  minor: number;
  recipient: string;
  status?: string;
  undoes?: string;
}

async function refund(
  key: string,
  at: Date,
  { minor, recipient, status = 'done', undoes }: Put,
): Promise<void> {
  await database.pool.query(
    `insert into actions (key, case_id, workflow, write, digest, status, money_minor, money_currency, intended_at,
       done_at, undoes, recipient)
     values ($1, 'c', 'refunds', 'shop.refund', 'd', $2, $3, 'EUR', $4, $4, $5, $6)`,
    [key, status, minor, at, undoes ?? null, recipient],
  );
}

test('what is usual is read from what was done lately, and from nothing else', async () => {
  const usual = await readUsual(database.pool, ASKED);
  const known = usual.get('refunds')?.writes['shop.refund'];
  expect(known).toMatchObject({
    count: 240,
    days: 60,
    lastHour: 0,
    perHour: { hours: 240, median: 1, spread: 0, max: 1 },
    recipients: { count: 240, once: 0, known: { 'customer 0': 120, 'customer 1': 60, 'customer 2': 60 } },
    amount: { count: 240, currency: 'EUR', high: 1_300, max: 1_300 },
  });
  expect(known?.hours.map((count, hour) => (count ? hour : null)).filter((hour) => hour !== null)).toEqual([
    9, 10, 11, 12,
  ]);
  expect(Math.exp(known?.amount?.median ?? 0)).toBeCloseTo(Math.sqrt(1_100 * 1_200), 6);
  const logs = [1_000, 1_100, 1_200, 1_300].map(Math.log);
  const median = ((logs[1] ?? 0) + (logs[2] ?? 0)) / 2;
  const away = logs.map((log) => Math.abs(log - median)).sort((one, other) => one - other);
  expect(known?.amount?.spread).toBeCloseTo((1.4826 * ((away[1] ?? 0) + (away[2] ?? 0))) / 2, 6);
});

test('an action is held against what was read a minute ago at most, and against nothing where it is off', async () => {
  const workspace = acme('http://127.0.0.1:1');
  const workflow = workspace.workflows['refunds'];
  if (!workflow) throw new Error('acme has no refunds');
  let now = NOW;
  const asked: Workspace[] = [];
  const usuals = new Usuals({
    pool: database.pool,
    workspace: () => {
      asked.push(workspace);
      return workspace;
    },
    now: () => now,
    onFault: (error) => {
      throw error;
    },
  });
  expect(usuals.of(workflow)).toBeNull();
  await usuals.refresh();
  const usual = usuals.of(workflow);
  expect(usual?.writes['shop.refund']?.count).toBe(240);
  expect(asked).toHaveLength(1);
  const dear = {
    write: 'shop.refund',
    args: {},
    money: { minor: 90_000, currency: 'EUR' },
    recipient: 'new',
  };
  expect(usual && anomalies(usual, dear, { now, timeZone: 'Europe/Berlin' }).map(({ rule }) => rule)).toEqual(
    ['unusual-amount', 'unusual-recipient'],
  );

  now = new Date(NOW.getTime() + 60_000);
  usuals.of(workflow);
  await usuals.refresh();
  expect(asked).toHaveLength(2);
  expect(usuals.of({ ...workflow, anomalies: 'off' })).toBeNull();
});
