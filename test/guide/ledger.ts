import { randomBytes } from 'node:crypto';
import { emptyDatabase } from '../support/database.ts';
import { startMariadb } from '../support/mariadb.ts';
import { readGuide } from './gym.ts';

/** The ledger of docs/connect-database.md in a real database, with the tables and users that the page makes. */
export interface Ledger {
  /** `systems/ledger.yaml` as the page shows it, for this make of database. */
  yaml: string;
  env: { LEDGER_READ_URL: string; LEDGER_WRITE_URL: string };
  rows(statement: string): Promise<unknown[]>;
  stop(): Promise<void>;
}

export async function openLedger(make: 'postgres' | 'mariadb'): Promise<Ledger> {
  const page = await readGuide('connect-database.md');
  const [postgres = '', mysql = ''] = [...page.matchAll(/```sql\n([\s\S]*?)```/g)].map(([, sql]) => sql);
  const yaml = /```yaml\n(kind: sql[\s\S]*?)```/.exec(page)?.[1]?.replace('postgres', make) ?? '';
  const opened = make === 'postgres' ? await openPostgres(postgres) : await openMariadb(mysql);
  return { yaml, ...opened };
}

/** Users of Postgres belong to the whole server, so each test's get names of their own. */
async function openPostgres(sql: string): Promise<Omit<Ledger, 'yaml'>> {
  const database = await emptyDatabase();
  const { url, pool } = database;
  const own = randomBytes(4).toString('hex');
  await pool.query(sql.replaceAll(/ledger_(?:reader|writer)/g, (user) => `${user}_${own}`));
  const as = (user: string, password: string): string =>
    Object.assign(new URL(url), { username: `${user}_${own}`, password }).href;
  return {
    env: {
      LEDGER_READ_URL: as('ledger_reader', 'change me'),
      LEDGER_WRITE_URL: as('ledger_writer', 'change me too'),
    },
    rows: async (statement) => (await pool.query<object>(statement)).rows,
    async stop() {
      for (const user of ['ledger_reader', 'ledger_writer'])
        await pool.query(`drop owned by ${user}_${own}; drop role ${user}_${own}`);
      await database.drop();
    },
  };
}

async function openMariadb(sql: string): Promise<Omit<Ledger, 'yaml'>> {
  const server = await startMariadb();
  await server.run(...sql.split(';').filter((statement) => statement.trim() !== ''));
  const as = (user: string, password: string): string =>
    `mysql://${user}:${password}@${server.host}:${server.port}/shop`;
  return {
    env: {
      LEDGER_READ_URL: as('ledger_reader', 'change%20me'),
      LEDGER_WRITE_URL: as('ledger_writer', 'change%20me%20too'),
    },
    rows: (statement) => server.rows(statement),
    stop: () => server.stop(),
  };
}
