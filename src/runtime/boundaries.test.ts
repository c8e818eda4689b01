import { afterEach, beforeEach, expect, test } from 'vitest';
import { acme, FILES } from '../../test/support/acme.ts';
import { freshDatabase, type FreshDatabase } from '../../test/support/database.ts';
import type { Workspace } from '../workspace/schema.ts';
import { Boundaries, ruledUnder } from './boundaries.ts';

const PATH = 'workflows/refunds/boundary.yaml';
const OLD = acme('http://127.0.0.1:1');
const NEW = acme('http://127.0.0.1:1', { [PATH]: FILES[PATH]!.replace('10.00', '12.00') });
const SAY_AFTER_MS = 100;

let database: FreshDatabase;
let boundaries: Boundaries;
let workspace: Workspace;
let said: string[];
let looked: number;
let levelled: number;

beforeEach(async () => {
  database = await freshDatabase();
  workspace = OLD;
  said = [];
  looked = 0;
  levelled = 0;
  boundaries = new Boundaries({
    pool: database.pool,
    workspace: () => workspace,
    onBehind: () => void (looked += 1),
    say: (line) => said.push(line),
    onFault: (error) => {
      throw error;
    },
    sayAfterMs: SAY_AFTER_MS,
  });
  boundaries.onLevel = () => void (levelled += 1);
});
afterEach(async () => {
  boundaries.stop();
  await database.drop();
});

async function putInForce(from: Workspace): Promise<void> {
  const { boundary, file } = ruledUnder(from.workflows['refunds']!);
  await database.pool.query(
    `insert into boundaries values ('refunds', $1, $2, 1)
     on conflict (workflow) do update set boundary = excluded.boundary, version = boundaries.version + 1`,
    [boundary, file],
  );
  await boundaries.refresh();
}
const names = () => boundaries.level().map(({ name }) => name);

test('where nothing was put in force every workflow is worked on', async () => {
  await boundaries.refresh();
  expect(names()).toEqual(['refunds']);
});

test('a process that has not loaded what is in force leaves the workflow alone, and goes on once it has', async () => {
  await putInForce(OLD);
  expect(names()).toEqual(['refunds']);
  await putInForce(NEW);
  expect(names()).toEqual([]);
  expect(looked).toBe(1);
  workspace = NEW;
  await expect.poll(() => levelled, { timeout: 20_000 }).toBe(1);
  expect(names()).toEqual(['refunds']);
  expect(said).toEqual([]);
});

test('a folder that stays behind is spoken of once, however long it does', async () => {
  await putInForce(NEW);
  await expect.poll(() => said, { timeout: 20_000 }).toHaveLength(1);
  expect(said[0]).toContain('Refunds: this folder says other rules than the ones in force');
  await putInForce(NEW);
  await expect.poll(() => looked, { timeout: 20_000 }).toBeGreaterThan(1);
  expect(said).toHaveLength(1);
});
