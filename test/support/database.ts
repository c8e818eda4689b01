import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { inject } from 'vitest';
import { openDatabase } from '../../src/runtime/database.ts';

/** Enough for concurrent writers in a test, and far below the server's own limit when files run side by side. */
const CONNECTIONS_MAX = 8;

/** A migrated, empty database of a test's own. */
export interface FreshDatabase {
  url: string;
  pool: Pool;
  /** Closes the pool and drops the database, whoever is still connected to it. */
  drop(): Promise<void>;
}

/**
 * Makes a database for one test (or one file: call it in `beforeAll`) by cloning the migrated template.
 *
 * ```ts
 * const database = await freshDatabase();
 * afterAll(() => database.drop());
 * ```
 */
export async function freshDatabase(): Promise<FreshDatabase> {
  return create(inject('template'));
}

/** Makes a database with no schema at all, for tests of the migrations themselves. */
export async function emptyDatabase(): Promise<FreshDatabase> {
  return create('template1');
}

async function create(template: string): Promise<FreshDatabase> {
  const server = inject('serverUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin(server, `create database ${name} template ${template}`);
  const url = Object.assign(new URL(server), { pathname: name }).href;
  const pool = openDatabase(url, { max: CONNECTIONS_MAX, name: 'remit test' });
  return {
    url,
    pool,
    async drop() {
      await pool.end();
      await asAdmin(server, `drop database if exists ${name} with (force)`);
    },
  };
}

async function asAdmin(server: string, sql: string): Promise<void> {
  const admin = openDatabase(server, { max: 1, name: 'remit test admin' });
  try {
    await admin.query(sql);
  } finally {
    await admin.end();
  }
}
