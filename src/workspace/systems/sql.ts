import { z } from 'zod';
import { fromEnv, type Env } from '../env.ts';
import { entry, type Say } from '../forms/form.ts';
import { suggestName } from '../nearest.ts';
import type { Shape } from '../shape.ts';
import { AmountsForm, checkAmounts, type Amounts } from './amounts.ts';
import { confide } from './confide.ts';
import { checkOffers, offersOf, readKeys, systemKeys, writeKeys } from './offers.ts';
import type { SystemCommon } from './schema.ts';
import { checkStatement } from './sql_check.ts';
import type { SqlDialect } from './sql_statement.ts';

/** A database that is read and written by statements that stand in its file, and by no other. */
export interface SqlFile extends SystemCommon<SqlVia> {
  kind: 'sql';
  database: SqlDialect;
  tls: boolean;
  /** The table of the database that keeps the keys of writes, in the transaction of each write. */
  keys?: string;
  /** The reading user may be one that may write. Its transactions are read-only all the same. */
  mayReadAsWriter: boolean;
  /** These three hold secrets, so they are not enumerable. */
  readUrl: string;
  writeUrl: string | undefined;
  ca: string | undefined;
}

/** The statement behind one read or write. */
export interface SqlVia {
  sql: string;
  /** Read and locked before the statement of a write, in its transaction; its columns join the result. */
  before?: string;
  /** How many rows a write changes; with any other number it is taken back and counts as refused. */
  changes?: { least: number; most: number };
  /** More rows than these are no answer. */
  rowsMax: number;
  amounts?: Amounts;
}

/** Rows of a read, unless its file says more. */
const ROWS = 200;
const ROWS_MAX = 5_000;
const CHANGES_MAX = 10_000;

const Sql = z.string().min(1);
const TABLE = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)?$/;

const Changes = z.union([
  z.int().min(0).max(CHANGES_MAX),
  entry({ least: z.int().min(0).default(0), most: z.int().min(1).max(CHANGES_MAX) }),
]);
const ReadForm = entry({
  ...readKeys,
  sql: Sql,
  rows: z.int().min(1).max(ROWS_MAX).default(ROWS),
  amounts: AmountsForm.optional(),
});
const WriteForm = entry({
  ...writeKeys,
  sql: Sql,
  before: Sql.optional(),
  changes: Changes.default(1),
  key_column: z.string().optional(),
  amounts: AmountsForm.optional(),
});
type ReadForm = z.infer<typeof ReadForm>;
type WriteForm = z.infer<typeof WriteForm>;

/** `systems/<name>.yaml` of kind `sql` */
export const SqlForm = entry({
  ...systemKeys,
  kind: z.literal('sql'),
  database: z.enum(['postgres', 'mysql', 'mariadb']),
  read_url: z.string().min(1),
  write_url: z.string().min(1).optional(),
  tls: z.boolean().optional(),
  ca: z.string().optional(),
  keys: z.string().regex(TABLE, 'is not the name of a table').optional(),
  may_read_as_writer: z.boolean().default(false),
  ...offersOf(ReadForm, WriteForm),
});

/** A database's file as the runtime takes it, after saying everything in it that does not hold together. */
export function checkSql(name: string, form: z.infer<typeof SqlForm>, env: Env, say: Say): SqlFile {
  const database: SqlDialect = form.database === 'postgres' ? 'postgres' : 'mysql';
  const readUrl = addressOf(form.read_url, 'read_url', database, env, say);
  const writeUrl = form.write_url && addressOf(form.write_url, 'write_url', database, env, say);
  if (writeUrl === undefined && Object.keys(form.writes).length > 0)
    say(['writes'], 'need write_url', 'name a user who may write, apart from the one who reads');
  const via = (offer: ReadForm | WriteForm, path: readonly (string | number)[]): SqlVia =>
    'changes' in offer ? writeVia(offer, form, database, path, say) : readVia(offer, database, path, say);
  const common = checkOffers(name, form, env, say, via, (offer) => form.keys ?? offer.key_column);
  const ca = form.ca === undefined ? undefined : fromEnv(form.ca, env, ['ca'], say);
  const file = {
    ...common,
    kind: 'sql' as const,
    database,
    tls: form.tls ?? !isThisMachine(readUrl),
    keys: form.keys,
    mayReadAsWriter: form.may_read_as_writer,
  };
  return confide(file, { readUrl, writeUrl, ca });
}

function readVia(
  offer: ReadForm,
  database: SqlDialect,
  path: readonly (string | number)[],
  say: Say,
): SqlVia {
  checkStatement(offer.sql, offer.args, { database, use: 'read' }, [...path, 'sql'], say);
  checkAnswer(offer.gives, [...path, 'gives'], say);
  const amounts = checkAmounts(offer.amounts, offer.gives, say, [...path, 'amounts']);
  return { sql: offer.sql, rowsMax: offer.rows, amounts };
}

function writeVia(
  offer: WriteForm,
  form: z.infer<typeof SqlForm>,
  database: SqlDialect,
  path: readonly (string | number)[],
  say: Say,
): SqlVia {
  const { sql, before, changes, key_column: column } = offer;
  const names = checkStatement(sql, offer.args, { database, use: 'write' }, [...path, 'sql'], say);
  if (before !== undefined)
    checkStatement(before, offer.args, { database, use: 'before' }, [...path, 'before'], say);
  if (column !== undefined) {
    if (form.keys !== undefined)
      say([...path, 'key_column'], 'stands beside keys, the table of all keys: one of them is enough');
    if (!names.includes('key')) say([...path, 'sql'], `does not write :key into ${column}`);
    if (!offer.confirm)
      say([...path, 'confirm'], `is missing: key_column needs a read that finds the row by its ${column}`);
  }
  const most = typeof changes === 'number' ? changes : changes.most;
  const least = typeof changes === 'number' ? changes : changes.least;
  if (least > most) say([...path, 'changes'], 'asks for at least more than it lets at most');
  const amounts = checkAmounts(offer.amounts, offer.gives, say, [...path, 'amounts']);
  return { sql, before, changes: { least, most }, rowsMax: ROWS, amounts };
}

/** One row is an object, rows are a list of objects; a row is never one bare value. */
function checkAnswer(gives: Shape, path: readonly (string | number)[], say: Say): void {
  const row = gives.type === 'list' ? gives.of : gives;
  if (row.type !== 'object')
    say(path, 'is not a row', 'write {column: type} for one row, or [{column: type}] for many');
}

const PROTOCOLS = { postgres: ['postgres:', 'postgresql:'], mysql: ['mysql:', 'mariadb:'] };

/** Never says what the address is: it holds a password. */
function addressOf(text: string, key: string, database: SqlDialect, env: Env, say: Say): string {
  const url = fromEnv(text, env, [key], say);
  if (url === '') return url;
  const example = `write one such as ${database}://user:password@db.example/shop`;
  if (!URL.canParse(url)) say([key], 'is not the address of a database', example);
  else if (!PROTOCOLS[database].includes(new URL(url).protocol)) {
    const protocol = new URL(url).protocol.replace(':', '');
    say(
      [key],
      `begins with ${protocol}:, but the database is ${database}`,
      suggestName(protocol, [database]),
    );
  } else if (new URL(url).pathname.length < 2) say([key], 'does not name a database', example);
  return url;
}

function isThisMachine(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  // A socket's folder stands where a host would.
  const isSocket = decodeURIComponent(host).startsWith('/');
  return isSocket || host === '' || host === 'localhost' || host === '::1' || host.startsWith('127.');
}
