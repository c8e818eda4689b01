import type { Pool } from 'pg';
import type { z } from 'zod';
import { Slice } from '../../../authority/schema.ts';
import type { RollbackSummary } from '../contract.ts';

/** The newest ones that a list shows. */
const ROWS_MAX = 200;

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

/** All rollbacks, newest first. */
export async function readRollbacks(pool: Pool): Promise<z.output<typeof RollbackSummary>[]> {
  const { rows } = await pool.query<Row>(
    'select id, state, title, slice, counts, by, at, changed_at from rollbacks order by at desc, id desc limit $1',
    [ROWS_MAX],
  );
  return rows.map(({ slice, counts, at, changed_at, ...row }) => ({
    ...row,
    slice: Slice.parse(JSON.parse(slice)),
    counts: JSON.parse(counts) as Record<string, number>,
    at: at.toISOString(),
    changed_at: changed_at.toISOString(),
  }));
}
