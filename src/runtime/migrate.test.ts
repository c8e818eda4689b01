import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyDatabase, type FreshDatabase } from '../../test/support/database.ts';
import { migrate } from './migrate.ts';

let folder: string;
let database: FreshDatabase;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'remit-migrations-'));
  database = await emptyDatabase();
  write('0001-cups.sql', 'create table cups (id int); insert into cups values (1);');
  write('0002-plates.sql', 'create table plates (id int);');
});
afterEach(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

const write = (name: string, sql: string) => writeFileSync(join(folder, name), sql);
const run = () => migrate(database.pool, folder);

test('each migration runs once, in order', async () => {
  expect(await run()).toEqual(['0001-cups.sql', '0002-plates.sql']);
  expect(await run()).toEqual([]);
  write('0003-spoons.sql', 'create table spoons (id int)');
  expect(await run()).toEqual(['0003-spoons.sql']);
});

test('processes that start at the same moment take turns', async () => {
  const applied = await Promise.all([run(), run(), run()]);
  expect(applied.flat().sort()).toEqual(['0001-cups.sql', '0002-plates.sql']);
  expect((await database.pool.query('select * from cups')).rowCount).toBe(1);
});

test('a database from a newer Remit is left alone, with the advice to start that one', async () => {
  write('0003-spoons.sql', 'create table spoons (id int)');
  await run();
  rmSync(join(folder, '0003-spoons.sql'));
  await expect(run()).rejects.toMatchObject({
    message: 'The database was made by a newer Remit: it has had 0003-spoons.sql.',
    suggestion: 'Start that version or a newer one; migrations only go forward.',
  });
});

test('a migration that was edited afterwards is refused, but not for its line endings', async () => {
  write('0002-plates.sql', 'create table plates (\n  id int\n);');
  await run();
  write('0002-plates.sql', 'create table plates (\r\n  id int\r\n);');
  expect(await run()).toEqual([]);
  write('0002-plates.sql', 'create table plates (id bigint);');
  await expect(run()).rejects.toThrow('0002-plates.sql was edited after it had been applied');
});

test('a migration that fails leaves nothing of itself, and names itself', async () => {
  write('0003-spoons.sql', 'create table spoons (id int); insert into nowhere values (1);');
  await expect(run()).rejects.toThrow('0003-spoons.sql failed: relation "nowhere" does not exist');
  const { rows } = await database.pool.query(
    `select to_regclass('spoons') as table, to_regclass('cups') as kept`,
  );
  expect(rows).toEqual([{ table: null, kept: 'cups' }]);
});

test('a gap in the numbers is found before anything runs', async () => {
  write('0004-forks.sql', 'create table forks (id int)');
  await expect(run()).rejects.toThrow('0004-forks.sql should be number 3.');
  expect((await database.pool.query(`select to_regclass('cups') as cups`)).rows).toEqual([{ cups: null }]);
});
