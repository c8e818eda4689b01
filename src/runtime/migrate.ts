import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pool, PoolClient } from 'pg';
import { AppError } from './errors.ts';

/** Any fixed number will do; this one spells "migrt". */
const MIGRATION_LOCK = 0x6d69677274;
const POSTGRES_VERSION_MIN = 14;
const FILE_NAME = /^(\d{4})-[a-z0-9-]+\.sql$/;

interface Migration {
  number: number;
  name: string;
  sql: string;
  checksum: string;
}

interface Applied {
  number: number;
  name: string;
  checksum: string;
}

/**
 * Brings the schema up to date with the numbered SQL files of `folder`, forward only, each in a transaction
 * of its own. Processes that start together take turns. Returns the names of the files that were applied.
 *
 * Throws an AppError when the database was written by a newer Remit, when a file that was already applied
 * has been edited, or when the server is older than Postgres 14.
 */
export async function migrate(pool: Pool, folder: string): Promise<string[]> {
  const migrations = readMigrations(folder);
  const client = await pool.connect();
  try {
    await refuseOldServer(client);
    await client.query('set statement_timeout = 0');
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query(`create table if not exists schema_migrations (
      number integer primary key, name text not null, checksum text not null,
      applied_at timestamptz not null default now())`);
    const known = await client.query<Applied>(
      'select number, name, checksum from schema_migrations order by number',
    );
    const missing = missingFrom(known.rows, migrations);
    for (const migration of missing) await apply(client, migration);
    return missing.map((migration) => migration.name);
  } finally {
    // The lock and the changed time limit belong to this connection, so it is not given back to the pool.
    client.release(true);
  }
}

/** The migrations still to be applied; refuses a history that this folder does not know. Pure. */
export function missingFrom(applied: Applied[], migrations: Migration[]): Migration[] {
  const byNumber = new Map(migrations.map((migration) => [migration.number, migration]));
  for (const old of applied) {
    const file = byNumber.get(old.number);
    if (!file) {
      throw new AppError('conflict', `The database was made by a newer Remit: it has had ${old.name}.`, {
        suggestion: 'Start that version or a newer one; migrations only go forward.',
        path: old.name,
      });
    }
    if (file.checksum !== old.checksum) {
      throw new AppError('conflict', `${file.name} was edited after it had been applied to this database.`, {
        suggestion: 'Put the file back as it was, and write the change as a new migration.',
        path: file.name,
      });
    }
  }
  const done = new Set(applied.map((old) => old.number));
  return migrations.filter((migration) => !done.has(migration.number));
}

function readMigrations(folder: string): Migration[] {
  const found = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const number = Number(FILE_NAME.exec(name)?.[1]);
      if (!number)
        throw new AppError('invalid', `${name} is not named like 0001-what-it-does.sql.`, { path: name });
      const sql = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n');
      return { number, name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
  for (const [index, { number, name }] of found.entries()) {
    if (number !== index + 1)
      throw new AppError('invalid', `${name} should be number ${index + 1}.`, { path: name });
  }
  return found;
}

async function apply(client: PoolClient, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query('insert into schema_migrations (number, name, checksum) values ($1, $2, $3)', [
      migration.number,
      migration.name,
      migration.checksum,
    ]);
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback');
    throw new Error(`The migration ${migration.name} failed: ${(cause as Error).message}`, { cause });
  }
}

async function refuseOldServer(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ version: string }>(
    `select current_setting('server_version_num') as version`,
  );
  const major = Math.floor(Number(rows[0]?.version) / 10_000);
  if (major >= POSTGRES_VERSION_MIN) return;
  throw new AppError(
    'unavailable',
    `This is Postgres ${major}; Remit needs ${POSTGRES_VERSION_MIN} or newer.`,
    {
      suggestion: 'Set DATABASE_URL to a newer server, or unset it to use the embedded one.',
    },
  );
}
