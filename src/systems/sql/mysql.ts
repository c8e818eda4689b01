import type { ExecuteValues, Pool, PoolConnection, ResultSetHeader } from 'mysql2';
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

export const MYSQL: SqlMake = { open, faultOf, parameter };

/** The driver is loaded at the first connection: a workspace without MySQL starts without it. */
function open(options: PoolOptions): SqlPool {
  let opened: Promise<Pool> | undefined;
  let isMaria: boolean | undefined;
  return {
    async take() {
      opened ??= openPool(options);
      const pool = await opened;
      const connection = await new Promise<PoolConnection>((resolve, reject) =>
        pool.getConnection((error, taken) => (error ? reject(error) : resolve(taken))),
      );
      isMaria ??= /mariadb/i.test(await versionOf(connection));
      return lineOf(connection, isMaria);
    },
    async close() {
      const pool = await opened;
      await new Promise<void>((resolve) => (pool ? pool.end(() => resolve()) : resolve()));
    },
  };
}

async function openPool({ url, tls, ca, connections, connectMs }: PoolOptions): Promise<Pool> {
  const { createPool } = (await import('mysql2')).default;
  const { hostname, port, username, password, pathname } = new URL(url);
  return createPool({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? 3306 : Number(port),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
    ...(tls ? { ssl: ca === undefined ? {} : { ca } } : {}),
    connectionLimit: connections,
    maxIdle: connections,
    idleTimeout: IDLE_MS,
    connectTimeout: connectMs,
    // Times are taken as UTC, which every connection sets; big numbers stay texts, and are exact.
    timezone: 'Z',
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    charset: 'utf8mb4',
    multipleStatements: false,
    // An update that sets what was there already has found its row all the same.
    flags: ['FOUND_ROWS', '-LOCAL_FILES'],
  });
}

/** A statement of our own, without values. */
function plainly(connection: PoolConnection, text: string): Promise<Record<string, unknown>[]> {
  return new Promise((resolve, reject) =>
    connection.query(text, (error, rows) =>
      error ? reject(error) : resolve((Array.isArray(rows) ? rows : []) as Record<string, unknown>[]),
    ),
  );
}

/** MariaDB and MySQL name the time limit of a statement differently. */
async function versionOf(connection: PoolConnection): Promise<string> {
  const [row] = await plainly(connection, 'select version() as version');
  return String(row?.['version']);
}

function lineOf(connection: PoolConnection, isMaria: boolean): SqlLine {
  // Where a line breaks, the driver tells the connection and not always the statement that was under way on it.
  const onError = (error: Error): void => failing?.(error);
  let failing: ((error: Error) => void) | undefined;
  connection.on('error', onError);
  const guarded = <T>(work: Promise<T>): Promise<T> =>
    Promise.race([work, new Promise<never>((_, reject) => (failing = reject))]);
  const plain = (text: string) => guarded(plainly(connection, text));
  return {
    run: (text, values, limits) => guarded(run(connection, text, values, limits)),
    async begin(use, timeoutMs) {
      const limit = isMaria
        ? `max_statement_time = ${(timeoutMs / 1000).toFixed(3)}`
        : `max_execution_time = ${Math.ceil(timeoutMs)}`;
      const lock = `innodb_lock_wait_timeout = ${Math.max(1, Math.floor((timeoutMs * LOCK_SHARE) / 1000))}`;
      await plain(`set session time_zone = '+00:00', ${lock}, ${limit}`);
      await plain(use === 'read' ? 'start transaction read only' : 'start transaction');
    },
    commit: async () => void (await plain('commit')),
    mayChange: async () =>
      (await plain('show grants')).flatMap((row) => changesIn(String(Object.values(row)[0]))),
    withoutTransactions: async () => (await plain(WITHOUT_TRANSACTIONS)).map(({ what }) => String(what)),
    release(fate) {
      // A connection that is thrown away may still complain, and nobody is left to hear it.
      failing = undefined;
      if (fate === 'drop') connection.destroy();
      else {
        connection.off('error', onError);
        connection.release();
      }
    },
  };
}

function run(
  connection: PoolConnection,
  text: string,
  values: readonly unknown[],
  limits: RowLimits | undefined,
): Promise<Ran> {
  const kept = new Rows(limits ?? { rowsMax: 1, bytesMax: Number.MAX_SAFE_INTEGER });
  return new Promise((resolve, reject) => {
    let isCut: Ran['isCut'];
    let header: ResultSetHeader | undefined;
    // A statement prepared by the server: values never become a part of its text.
    const query = connection.execute(text, values as ExecuteValues);
    query.on('result', (row: Record<string, unknown> | ResultSetHeader) => {
      if (row.constructor.name === 'ResultSetHeader') header = row as ResultSetHeader;
      else if (!isCut) isCut = kept.add({ ...(row as Record<string, unknown>) });
      if (isCut) resolve({ rows: [], changed: 0, isCut });
    });
    query.on('error', reject);
    query.on('end', () => {
      const changed = header?.affectedRows ?? kept.rows.length;
      resolve({ rows: kept.rows, changed, ...(header?.insertId ? { insertedId: header.insertId } : {}) });
    });
  });
}

/** Lists and objects arrive as JSON, and times as this database writes them, in UTC. */
function parameter(value: unknown, isTime: boolean): unknown {
  if (value === undefined) return null;
  if (isTime && typeof value === 'string')
    return new Date(value)
      .toISOString()
      .replace('T', ' ')
      .replace(/(?:\.000)?Z$/, '');
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value !== null && typeof value === 'object' ? JSON.stringify(value) : value;
}

/** Privileges of one line of `show grants` that let somebody change something. */
function changesIn(grant: string): string[] {
  const [, privileges = '', on = ''] = /^GRANT (.+?) ON (.+?) TO /i.exec(grant) ?? [];
  const changing = privileges
    .split(/,\s*(?![^(]*\))/)
    .map((privilege) => privilege.trim().replace(/ \(.*$/, ''))
    .filter((privilege) => privilege !== '' && !HARMLESS.has(privilege.toUpperCase()));
  return changing.length === 0
    ? []
    : [`${on.replaceAll('`', '')} (${changing.slice(0, 3).join(', ').toLowerCase()})`];
}

const HARMLESS = new Set([
  'USAGE',
  'SELECT',
  'SHOW VIEW',
  'SHOW DATABASES',
  'SHOW_ROUTINE',
  'PROCESS',
  'REPLICATION CLIENT',
  'BINLOG MONITOR',
  'SLAVE MONITOR',
  'REPLICA MONITOR',
  'PROXY',
]);

const WITHOUT_TRANSACTIONS = `
  select t.table_name as what
    from information_schema.tables t join information_schema.engines e on e.engine = t.engine
   where t.table_schema = database() and coalesce(e.transactions, 'NO') <> 'YES'
   order by 1 limit 100`;

/** https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html; 1969 and 3024 are the time limits. */
const KINDS: Record<number, SqlFault['kind']> = {
  1040: 'busy',
  1205: 'busy',
  1213: 'busy',
  1969: 'slow',
  3024: 'slow',
  1053: 'away',
  1062: 'doubled',
  1927: 'away',
};

function faultOf(error: unknown): SqlFault {
  const given = error as { code?: string; errno?: number; sqlMessage?: string; sqlState?: string };
  const { code = '', errno = 0, sqlMessage } = given;
  if (sqlMessage !== undefined && given.sqlState !== undefined) {
    const kind = KINDS[errno] ?? (given.sqlState.startsWith('08') ? 'away' : 'no');
    return { kind, says: inWords(kind, errno, sqlMessage) };
  }
  // Neither the network nor the database: a mistake of ours, which nobody may take for a system that is down.
  if (code === '') throw error;
  return { kind: 'away', says: BROKEN[code] ?? `cannot be talked to (${code})` };
}

const SIGN_IN = [1044, 1045, 1049, 1698];

function inWords(kind: SqlFault['kind'], errno: number, message: string): string {
  if (kind === 'slow') return 'did not answer within its time limit';
  if (SIGN_IN.includes(errno)) return `turns us away (${clipped(message)})`;
  if (kind === 'away') return `cannot work now (${clipped(message)})`;
  if (kind === 'busy') return `is busy (${clipped(message)})`;
  return `refused (${errno}): ${clipped(message)}`;
}

const BROKEN: Record<string, string> = {
  ECONNREFUSED: 'refuses connections',
  ENOTFOUND: 'has an address that does not exist',
  EAI_AGAIN: 'has an address that cannot be looked up just now',
  ECONNRESET: 'cut the connection',
  EPIPE: 'cut the connection',
  ETIMEDOUT: 'cannot be reached',
  PROTOCOL_CONNECTION_LOST: 'cut the connection',
  HANDSHAKE_NO_SSL_SUPPORT: 'speaks no TLS: say tls: false if that is meant',
  HANDSHAKE_SSL_ERROR: 'shows a certificate that nobody here vouches for: name its authority under ca',
};
