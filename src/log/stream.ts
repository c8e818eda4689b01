import type { PoolClient, QueryResultRow } from 'pg';

const ROWS_AT_A_TIME = 2_000;

/**
 * The rows of a query one by one, in constant memory. Needs a transaction; names its cursor itself, so that
 * several can be open in one.
 */
export async function* rowsOf<Row extends QueryResultRow>(
  client: PoolClient,
  sql: string,
  values: unknown[] = [],
): AsyncGenerator<Row, void, undefined> {
  const cursor = client.escapeIdentifier(`rows_${(cursors += 1)}`);
  await client.query(`declare ${cursor} no scroll cursor for ${sql}`, values);
  for (;;) {
    const { rows } = await client.query<Row>(`fetch ${ROWS_AT_A_TIME} from ${cursor}`);
    yield* rows;
    if (rows.length < ROWS_AT_A_TIME) break;
  }
  await client.query(`close ${cursor}`);
}

let cursors = 0;
