import type { Pool, PoolClient } from 'pg';
import { withTransaction } from '../runtime/database.ts';
import { storable } from './batch.ts';
import { COLUMNS, type EntryRow, toEntry } from './read.ts';
import type { Entry, Rows } from './schema.ts';
import { rowsOf } from './stream.ts';
import type { Upgrades } from './upgrades.ts';

const ROWS_AT_A_TIME = 500;
/** In the order in which an append writes them, so that a rebuild and an append cannot wait for each other. */
const TABLES = [
  'keys',
  'cases',
  'log_rows',
  'reviews',
  'actions',
  'decisions',
  'labels',
  'observations',
  'checks',
  'precedents',
  'rollouts',
  'boundaries',
  'notices',
  'rollbacks',
  'changes',
] as const;
/** What was found by looking through the tables, and is found again when somebody asks. */
const CACHES = ['rule_looks', 'rule_drafts', 'precedent_looks'];
/** Raised, as a migration may ask for, when more is made of old entries than before. */
const ROWS_VERSION = 2;
type Table = Exclude<(typeof TABLES)[number], 'keys'>;

export interface RebuildOptions {
  /** The rows of a stream, by all of its entries: the same function that makes them for an append. */
  rowsOf: (stream: string, entries: Entry[]) => Rows | undefined;
  /** The names that a stream claimed or moved to itself, each with the position of the entry that did so. */
  keysOf: (stream: string, entries: Entry[]) => { name: string; position: number }[];
  upgrades?: Upgrades;
  onProgress?: (done: { streams: number; of: number }) => void;
}

/**
 * Empties the tables made from the log and the names, and makes them again from its entries, in one transaction:
 * readers and appends wait meanwhile, and a rebuild that fails leaves everything as it was. The switches stay
 * as they are: a brake is never released by a repair. Returns the number of streams.
 */
export async function rebuild(pool: Pool, options: RebuildOptions): Promise<number> {
  return withTransaction(pool, async (client) => {
    await client.query('set local statement_timeout = 0');
    // Intents read budgets, roll-outs and boundaries before they write rows: they wait here, where they hold no table yet.
    await client.query(`select pg_advisory_xact_lock(hashtextextended('remit:switches', 0))`);
    await client.query(`truncate ${[...TABLES, ...CACHES].join(', ')}`);
    const { rows } = await client.query<{ of: number }>('select count(*)::int as of from heads');
    const making = new Remaking(client);
    let streams = 0;
    for await (const entries of streamsOf(client, options.upgrades ?? new Map())) {
      const stream = entries[0]?.stream ?? '';
      await making.put(options.rowsOf(stream, entries) ?? {});
      await making.hold(stream, options.keysOf(stream, entries));
      streams += 1;
      if (streams % ROWS_AT_A_TIME === 0) options.onProgress?.({ streams, of: rows[0]?.of ?? streams });
    }
    await making.finish();
    await client.query('update tables_made set version = $1', [ROWS_VERSION]);
    options.onProgress?.({ streams, of: streams });
    return streams;
  });
}

/** Whether the tables were made by an older version, which made less of the same entries. */
export async function areTablesOld(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ version: number }>('select version from tables_made');
  return (rows[0]?.version ?? 0) < ROWS_VERSION;
}

/** Collects rows and sends them some hundreds at a time. */
class Remaking {
  private readonly waiting = new Map<Table, object[]>();
  private names: { name: string; stream: string; position: number }[] = [];

  constructor(private readonly client: PoolClient) {}

  async put(rows: Rows): Promise<void> {
    for (const table of TABLES) {
      if (table === 'keys') continue;
      const made = rows[table] ?? [];
      const waiting = this.waiting.get(table) ?? [];
      waiting.push(...(Array.isArray(made) ? made : [made]));
      this.waiting.set(table, waiting);
      if (waiting.length >= ROWS_AT_A_TIME) await this.send(table);
    }
  }

  async hold(stream: string, names: { name: string; position: number }[]): Promise<void> {
    this.names.push(...names.map((held) => ({ ...held, stream })));
    if (this.names.length >= ROWS_AT_A_TIME) await this.sendNames();
  }

  async finish(): Promise<void> {
    for (const table of this.waiting.keys()) await this.send(table);
    await this.sendNames();
    await this.client.query(
      'insert into keys (name, stream) select distinct on (name) name, stream from held order by name, position desc',
    );
  }

  private async send(table: Table): Promise<void> {
    const rows = this.waiting.get(table) ?? [];
    this.waiting.set(table, []);
    if (rows.length === 0) return;
    const appends = rows.map(() => 1);
    await this.client.query(`select put_${table}($1::json, $2, array[1])`, [storable(rows), appends]);
  }

  /** Names wait in a table of their own until all are known: the last stream that took one holds it. */
  private async sendNames(): Promise<void> {
    await this.client.query(
      'create temporary table if not exists held (name text, stream text, position bigint) on commit drop',
    );
    await this.client.query(
      `insert into held select * from json_to_recordset($1::json) as h(name text, stream text, position bigint)`,
      [storable(this.names)],
    );
    this.names = [];
  }
}

/** The entries of one stream after the other. */
async function* streamsOf(client: PoolClient, upgrades: Upgrades): AsyncGenerator<Entry[], void, undefined> {
  let entries: Entry[] = [];
  for await (const row of rowsOf<EntryRow>(
    client,
    `select ${COLUMNS} from entries order by stream, version`,
  )) {
    if (entries.length > 0 && entries[0]?.stream !== row.stream) {
      yield entries;
      entries = [];
    }
    entries.push(toEntry(row, upgrades));
  }
  if (entries.length > 0) yield entries;
}
