import type { Pool } from 'pg';
import type { z } from 'zod';
import { Slice } from '../../../authority/schema.ts';
import type { RollbackSummary } from '../contract.ts';
import { readCursor, writeCursor } from './cursor.ts';

interface Row {
  id: string;
  state: z.output<typeof RollbackSummary>['state'];
  title: string;
  slice: string;
  counts: string;
  by: string;
  at: Date;
  changed_at: Date;
}

/** All rollbacks, newest first, page by page. */
export async function readRollbacks(
  pool: Pool,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ rollbacks: z.output<typeof RollbackSummary>[]; next: string | null }> {
  const [after, id] = readCursor(cursor, 2) ?? [null, null];
  const { rows } = await pool.query<Row>(
    `select id, state, title, slice, counts, by, at, changed_at from rollbacks
      where $2::timestamptz is null or (at, id) < ($2, $3)
      order by at desc, id desc limit $1`,
    [limit, after, id],
  );
  const rollbacks = rows.map(({ slice, counts, at, changed_at, ...row }) => ({
    ...row,
    slice: Slice.parse(JSON.parse(slice)),
    counts: JSON.parse(counts) as Record<string, number>,
    at: at.toISOString(),
    changed_at: changed_at.toISOString(),
  }));
  const last = rollbacks.at(-1);
  return { rollbacks, next: last && rollbacks.length === limit ? writeCursor([last.at, last.id]) : null };
}
