import type { Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Workflow } from '../workspace/schema.ts';
import { freshDatabase, type FreshDatabase } from '../../test/support/database.ts';
import { Rollouts } from './rollouts.ts';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

/** The same pool, of which the first answer is late. */
function withLateAnswer(pool: Pool, isLate: Promise<void>): Pool {
  let first = true;
  const late = Object.create(pool) as Pool;
  const query = async (text: string) => {
    const mustWait = first;
    first = false;
    const answer = await pool.query(text);
    if (mustWait) await isLate;
    return answer;
  };
  return Object.assign(late, { query });
}

test('an answer that is late does not bring back a stage that was left', async () => {
  const { pool } = database;
  const workflow = { name: 'refunds', stage: 'act', share: 100, slice: null } as unknown as Workflow;
  let arrive = () => undefined as void;
  const isLate = new Promise<void>((resolve) => (arrive = resolve));
  await pool.query("insert into rollouts values ('refunds', 'act', 100, null, 1, now())");
  const rollouts = new Rollouts(withLateAnswer(pool, isLate));
  const older = rollouts.refresh();
  await pool.query("update rollouts set stage = 'draft', version = 2");
  await rollouts.refresh();
  expect(rollouts.of(workflow).stage).toBe('draft');
  arrive();
  await older;
  expect(rollouts.of(workflow).stage).toBe('draft');
});
