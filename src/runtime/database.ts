import { Pool, types, type CustomTypesConfig, type PoolClient } from 'pg';

const CONNECT_TIMEOUT_MS = 10_000;
const IDLE_TIMEOUT_MS = 30_000;
const STATEMENT_TIMEOUT_MS = 120_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 60_000;
const CONNECTIONS_MAX = 12;

/**
 * A pool of connections to Postgres. `bigint` columns (positions, counts, minor units of money) come back as
 * numbers, and one that a number cannot hold exactly is an error; `numeric` stays a string.
 */
export function openDatabase(url: string, options: { max?: number; name?: string } = {}): Pool {
  const pool = new Pool({
    connectionString: url,
    max: options.max ?? CONNECTIONS_MAX,
    application_name: options.name ?? 'remit',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    keepAlive: true,
    // Our queries take milliseconds; to compile one first takes up to a second (rollups: 41 s with it, 6 s without).
    options: '-c jit=off',
    types: parsers,
  });
  // An idle connection that breaks is dropped by the pool and replaced at the next use; without a listener
  // the event would end the process. A query under way still fails at its caller.
  pool.on('error', () => undefined);
  return pool;
}

/**
 * Runs `work` in one transaction: committed when it returns, rolled back when it throws. A connection whose
 * rollback fails is thrown away, so that no half-done transaction goes back to the pool.
 */
export async function withTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // A connection that breaks between two statements says so by an event, which ends the process where nobody
  // listens. The next statement, or the rollback, fails on it anyway.
  const onError = (error: Error): void => void (broken = error);
  client.on('error', onError);
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

const parsers: CustomTypesConfig = {
  getTypeParser: (type, format) =>
    type === types.builtins.INT8 ? parseBigint : types.getTypeParser(type, format),
};

function parseBigint(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} does not fit into a number exactly.`);
  return value;
}
