import { DatabaseError, Pool, Query, types as pgTypes, type CustomTypesConfig, type PoolClient } from 'pg';
import {
  clipped,
  Rows,
  type PoolOptions,
  type Ran,
  type RowLimits,
  type SqlFault,
  type SqlLine,
  type SqlMake,
  type SqlPool,
} from './line.ts';

const IDLE_MS = 10_000;
/** How long a statement may wait for a lock that somebody else holds: far less than it may take. */
const LOCK_SHARE = 0.5;

/** The numbers of Postgres' types `date` and `timestamp`. */
const AS_WRITTEN = new Set<number>([1082, 1114]);

/** Days and times without a zone stay as they are written: read as a JavaScript Date they would move with the server. */
const types: CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    AS_WRITTEN.has(oid) ? (text: string) => text : pgTypes.getTypeParser(oid, format),
};

export const POSTGRES: SqlMake = { open, faultOf, parameter };

function open({ url, tls, ca, connections, connectMs }: PoolOptions): SqlPool {
  const pool = new Pool({
    connectionString: url,
    ...(tls ? { ssl: ca === undefined ? true : { ca } } : {}),
    max: connections,
    idleTimeoutMillis: IDLE_MS,
    connectionTimeoutMillis: connectMs,
    application_name: 'remit',
    types,
    allowExitOnIdle: true,
  });
  // A connection that dies while it waits is no longer in the pool, and nobody needs to know.
  pool.on('error', () => undefined);
  return {
    take: async () => lineOf(await pool.connect()),
    close: () => pool.end(),
  };
}

function lineOf(client: PoolClient): SqlLine {
  // An error between two statements is told by the next one.
  const ignore = (): undefined => undefined;
  client.on('error', ignore);
  const all = async (text: string): Promise<Record<string, unknown>[]> =>
    (await client.query<Record<string, unknown>>(text)).rows;
  return {
    run: (text, values, limits) => run(client, text, values, limits),
    async begin(use, timeoutMs) {
      const ms = Math.max(1, Math.round(timeoutMs));
      const lockMs = Math.max(1, Math.round(ms * LOCK_SHARE));
      const mode = use === 'read' ? 'read only' : 'read write';
      // One way to the server: settings that end with the transaction, so that any pooler between us is fine with them.
      await client.query(
        `begin transaction ${mode}; set local statement_timeout = ${ms}; set local lock_timeout = ${lockMs}`,
      );
    },
    commit: async () => void (await client.query('commit')),
    mayChange: async () => (await all(MAY_CHANGE)).map(({ what }) => String(what)),
    withoutTransactions: () => Promise.resolve([]),
    release(fate) {
      client.off('error', ignore);
      client.release(fate === 'drop');
    },
  };
}

/** Row by row, so that an answer without end is noticed while it comes. */
function run(
  client: PoolClient,
  text: string,
  values: readonly unknown[],
  limits: RowLimits | undefined,
): Promise<Ran> {
  const kept = new Rows(limits ?? { rowsMax: 1, bytesMax: Number.MAX_SAFE_INTEGER });
  return new Promise((resolve, reject) => {
    let isCut: Ran['isCut'];
    const query = new Query<Record<string, unknown>>({ text, values: [...values], types });
    query.on('row', (row) => {
      if (isCut) return;
      isCut = kept.add(row);
      if (isCut) resolve({ rows: [], changed: 0, isCut });
    });
    query.on('error', reject);
    query.on('end', ({ rowCount }) => resolve({ rows: kept.rows, changed: rowCount ?? 0 }));
    client.query(query);
  });
}

/** Lists and objects: a list of single values is an array of Postgres, everything else is JSON. */
function parameter(value: unknown): unknown {
  if (value === undefined) return null;
  if (Array.isArray(value) && value.every((part) => part === null || typeof part !== 'object')) return value;
  return value !== null && typeof value === 'object' ? JSON.stringify(value) : value;
}

/**
 * What the user may change: a few tables, or the schema or database itself. A superuser may change everything, and so
 * it is asked for by name.
 */
const MAY_CHANGE = `
  select 'everything (it is a superuser)' as what from pg_roles where rolname = current_user and rolsuper
  union all
  (select quote_ident(n.nspname) || '.' || quote_ident(c.relname)
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'f') and n.nspname not in ('pg_catalog', 'information_schema')
      and n.nspname not like 'pg_toast%' and n.nspname not like 'pg_temp%'
      and has_schema_privilege(n.oid, 'usage')
      and (has_table_privilege(c.oid, 'insert, update, delete, truncate')
           or has_any_column_privilege(c.oid, 'insert, update'))
    order by 1 limit 3)
  union all
  (select 'the schema ' || quote_ident(nspname) || ' (it may create tables)'
     from pg_namespace
    where nspname not like 'pg\\_%' and nspname <> 'information_schema' and has_schema_privilege(oid, 'create')
    order by 1 limit 2)`;

/** Codes of SQLSTATE, by their class or whole. https://www.postgresql.org/docs/18/errcodes-appendix.html */
const KINDS: Record<string, SqlFault['kind']> = {
  '57014': 'slow',
  '55P03': 'busy',
  '40001': 'busy',
  '40P01': 'busy',
  '53300': 'busy',
  '25P03': 'slow',
  '57P01': 'away',
  '57P02': 'away',
  '57P03': 'away',
  '23505': 'doubled',
};

function faultOf(error: unknown): SqlFault {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  const isFromServer = error instanceof DatabaseError;
  if (isFromServer) {
    const kind = KINDS[code] ?? (code.startsWith('08') || code.startsWith('58') ? 'away' : 'no');
    return { kind, says: inWords(kind, code, message) };
  }
  if (/timeout exceeded when trying to connect|due to connection timeout/i.test(message))
    return { kind: 'away', says: 'does not take a connection in time' };
  if (/^Connection terminated|^The server does not support SSL/.test(message))
    return { kind: 'away', says: message.includes('SSL') ? NO_TLS : 'cut the connection' };
  // Neither the network nor the database: a mistake of ours, which nobody may take for a system that is down.
  if (code === '') throw error;
  return { kind: 'away', says: BROKEN[code] ?? `cannot be talked to (${code})` };
}

function inWords(kind: SqlFault['kind'], code: string, message: string): string {
  if (kind === 'slow') return 'did not answer within its time limit';
  if (code.startsWith('28')) return `turns us away (${clipped(message)})`;
  if (kind === 'away') return `cannot work now (${clipped(message)})`;
  if (kind === 'busy') return `is busy (${clipped(message)})`;
  return `refused (${code}): ${clipped(message)}`;
}

const NO_TLS = 'speaks no TLS: say tls: false if that is meant';

const BROKEN: Record<string, string> = {
  ECONNREFUSED: 'refuses connections',
  ENOTFOUND: 'has an address that does not exist',
  EAI_AGAIN: 'has an address that cannot be looked up just now',
  ECONNRESET: 'cut the connection',
  EPIPE: 'cut the connection',
  ETIMEDOUT: 'cannot be reached',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'shows a certificate that nobody vouches for: name it under ca',
  SELF_SIGNED_CERT_IN_CHAIN: 'shows a certificate that nobody here vouches for: name its authority under ca',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'shows a certificate that nobody here vouches for: name its authority under ca',
};
