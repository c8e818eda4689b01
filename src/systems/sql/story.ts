import { randomBytes } from 'node:crypto';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { emptyDatabase } from '../../../test/support/database.ts';
import { startMariadb } from '../../../test/support/mariadb.ts';
import { readSystem } from '../../workspace/systems/index.ts';
import type { SqlFile } from '../../workspace/systems/schema.ts';
import type { Fault } from '../../workspace/shape.ts';
import { readYaml } from '../../workspace/yaml.ts';
import { sayFor } from '../../workspace/forms/form.ts';

/** A real database with a small shop in it, and a user who may read it and one who may write it. */
export interface TestDatabase {
  make: 'postgres' | 'mariadb';
  readUrl: string;
  writeUrl: string;
  /** Where it is reached over TCP, for a proxy to stand before it. */
  at: { host: string; port: number };
  /** As its administrator. */
  run(...statements: string[]): Promise<void>;
  rows(statement: string): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

const TABLES = [
  `create table orders (
     id integer primary key, customer varchar(40) not null, status varchar(20) not null,
     total numeric(10, 2) not null, currency char(3) not null, paid smallint not null, placed_at timestamp not null)`,
  `create table refunds (id integer primary key, order_id integer not null references orders (id),
     amount_minor integer not null, remit_key varchar(60) unique)`,
  `insert into orders values (1, 'Ida', 'paid', 49.9, 'EUR', 1, '2026-11-01 10:00:00'),
     (2, 'Noor', 'paid', 19, 'EUR', 0, '2026-11-02 10:00:00'), (3, 'Ida', 'sent', 5, 'EUR', 1, '2026-11-03 10:00:00')`,
];

/** The tables of keys as the guide gives them. */
const KEYS = {
  postgres: `create table remit_keys (id text primary key, write_name text not null, answer jsonb,
    done_at timestamptz not null default now())`,
  mariadb: `create table remit_keys (id varchar(100) primary key, write_name varchar(100) not null, answer longtext,
    done_at timestamp not null default current_timestamp)`,
};

export async function openTestDatabase(make: 'postgres' | 'mariadb'): Promise<TestDatabase> {
  const database = make === 'postgres' ? await openPostgres() : await openMariadb();
  await database.run(...TABLES, KEYS[make], ...database.grants);
  return database;
}

type Opened = TestDatabase & { grants: string[] };

async function openPostgres(): Promise<Opened> {
  const database = await emptyDatabase();
  const { url, pool } = database;
  const own = randomBytes(4).toString('hex');
  const [reader, writer] = [`reader_${own}`, `writer_${own}`];
  const as = (user: string): string =>
    Object.assign(new URL(url), { username: user, password: 'secret-pass' }).href;
  const rows = async (text: string): Promise<Record<string, unknown>[]> =>
    (await pool.query<Record<string, unknown>>(text)).rows;
  const run = async (...statements: string[]): Promise<void> => {
    for (const statement of statements) await rows(statement);
  };
  const door = await openDoor(new URL(url));
  for (const user of [reader, writer]) await rows(`create role ${user} login password 'secret-pass'`);
  return {
    make: 'postgres',
    at: { host: '127.0.0.1', port: door.port },
    readUrl: as(reader),
    writeUrl: as(writer),
    grants: [
      `grant select on orders, refunds to ${reader}`,
      `grant select, insert, update, delete on orders, refunds, remit_keys to ${writer}`,
    ],
    run,
    rows,
    async stop() {
      for (const user of [reader, writer]) await run(`drop owned by ${user}`, `drop role ${user}`);
      await door.close();
      await database.drop();
    },
  };
}

/** The embedded Postgres listens at a socket only; this lets it be reached over TCP as well. */
async function openDoor({ hostname, port }: URL): Promise<{ port: number; close(): Promise<void> }> {
  const folder = decodeURIComponent(hostname);
  const door = createServer((near) => {
    const far = folder.startsWith('/')
      ? connect(join(folder, `.s.PGSQL.${port}`))
      : connect(Number(port), folder);
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) socket.on('error', () => [near, far].forEach((one) => one.destroy()));
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  return {
    port: (door.address() as AddressInfo).port,
    close: () => new Promise((resolve) => door.close(() => resolve())),
  };
}

async function openMariadb(): Promise<Opened> {
  const server = await startMariadb();
  const as = (user: string): string => `mysql://${user}:secret-pass@${server.host}:${server.port}/shop`;
  const run = async (...statements: string[]): Promise<void> => {
    for (const statement of statements) await server.rows(statement);
  };
  return {
    make: 'mariadb',
    at: { host: server.host, port: server.port },
    readUrl: as('reader'),
    writeUrl: as('writer'),
    grants: [
      `create user reader@'127.0.0.1' identified by 'secret-pass'`,
      `create user writer@'127.0.0.1' identified by 'secret-pass'`,
      `grant select on shop.orders to reader@'127.0.0.1'`,
      `grant select on shop.refunds to reader@'127.0.0.1'`,
      `grant select, insert, update, delete on shop.* to writer@'127.0.0.1'`,
    ],
    run,
    rows: (statement) => server.rows(statement),
    stop: () => server.stop(),
  };
}

/** The shop's file as a workspace would give it, with its text changed where a test wants it so. */
export function shopFile(database: TestDatabase, change: (text: string) => string = (text) => text): SqlFile {
  const env = { READ_URL: database.readUrl, WRITE_URL: database.writeUrl };
  return sqlFile(change(SHOP_YAML.replace('MAKE', database.make)), env);
}

/** A file of kind `sql` read as a workspace reads it; throws its faults. */
export function sqlFile(text: string, env: Record<string, string>): SqlFile {
  const { file, faults } = readSqlFile(text, env);
  if (!file || faults.length > 0) throw new Error(JSON.stringify(faults, null, 2));
  return file;
}

export function readSqlFile(text: string, env: Record<string, string>): { file?: SqlFile; faults: Fault[] } {
  const read = readYaml('systems/erp.yaml', text);
  if (!read.ok) return { faults: read.faults };
  const faults: Fault[] = [];
  const file = readSystem('erp', read.yaml, env, sayFor(read.yaml, faults));
  return { file: file?.kind === 'sql' ? file : undefined, faults };
}

/** The shop's file; what only one make of database can do is not in it. */
export const SHOP_YAML = `
kind: sql
label: The books
database: MAKE
read_url: \${READ_URL}
write_url: \${WRITE_URL}
keys: remit_keys
limits: {timeout: 5s}
reads:
  order:
    sql: select id, customer, status, total, currency, paid, placed_at from orders where id = :order_id
    args: {order_id: integer}
    gives: {id: string, customer: string, status: string, total: money, paid: boolean, placed_at: time}
    amounts: {total: {units: total, currency: currency}}
  orders_of:
    sql: select id, status from orders where customer = :customer order by id
    args: {customer: string}
    rows: 2
    gives: [{id: integer, status: string}]
  refund_by_key:
    sql: select id, amount_minor from refunds where remit_key = :key
    args: {key: string}
    gives: {id: integer, amount: money}
    amounts: {amount: {minor_units: amount_minor, currency: EUR}}
writes:
  set_status:
    sql: update orders set status = :status where id = :order_id
    before: select status as old_status from orders where id = :order_id for update
    args: {order_id: integer, status: {choices: [paid, sent, held]}}
    gives: {old_status: string, changed: integer}
    undo: {write: set_status, with: {order_id: "{{args.order_id}}", status: "{{result.old_status}}"}}
  hold_all:
    sql: update orders set status = 'held' where customer = :customer
    args: {customer: string}
  refund:
    sql: insert into refunds (id, order_id, amount_minor, remit_key) values (:id, :order_id, :amount.minor, :key)
    args: {id: integer, order_id: integer, amount: money}
    money: amount
    gives: {changed: integer}
    confirm: {read: refund_by_key, with: {key: "{{key}}"}}
`;
