import type { Pool } from 'pg';
import type { Slice } from '../../authority/schema.ts';
import { AppError } from '../../runtime/errors.ts';

/** Actions that one rollback takes back at most: what a person can still review, and what one entry holds well. */
export const ITEMS_MAX = 5_000;

export interface Candidate {
  key: string;
  case_id: string;
}

/**
 * The actions of a slice, newest first: those that were done, and those of which nobody knows. What took another
 * action back is left out, except where the slice is of an earlier rollback (`undos` are the keys of its undos).
 * Throws `invalid` for a slice that narrows nothing, and `too_large` beyond `ITEMS_MAX`.
 */
export async function selectActions(
  pool: Pool,
  slice: Slice,
  undos: readonly string[] | null,
): Promise<Candidate[]> {
  if (Object.values(slice).every((part) => part === undefined || part === '')) {
    throw new AppError('invalid', 'A rollback of everything is not offered.', {
      suggestion: 'Name a workflow, a write, a time, a kind, an agent or a case.',
      path: 'slice',
    });
  }
  const { rows } = await pool.query<Candidate>(SELECT, [
    slice.workflow ?? null,
    slice.write ?? null,
    slice.case ?? null,
    slice.agent ?? null,
    slice.kind ?? null,
    slice.from ?? null,
    slice.to ?? null,
    slice.version ?? null,
    undos,
    ITEMS_MAX + 1,
  ]);
  if (rows.length <= ITEMS_MAX) return rows;
  throw new AppError('too_large', `More than ${ITEMS_MAX.toLocaleString('en')} actions are in this slice.`, {
    suggestion: 'Narrow it, for example to a shorter time, and plan several rollbacks.',
    path: 'slice',
  });
}

const SELECT = `
  select a.key, a.case_id
  from actions a join cases c on c.id = a.case_id
  where a.status in ('done', 'unknown', 'intended')
    and case when $9::text[] is null then a.undoes is null else a.key = any ($9) end
    and ($1::text is null or a.workflow = $1)
    and ($2::text is null or a.write = $2)
    and ($3::text is null or a.case_id = $3)
    and ($4::text is null or a.agent = $4)
    and ($5::text is null or c.kind = $5)
    and ($6::timestamptz is null or coalesce(a.done_at, a.intended_at) >= $6)
    and ($7::timestamptz is null or coalesce(a.done_at, a.intended_at) < $7)
    and ($8::text is null or exists (
      select from entries e
      where e.stream = 'case/' || a.case_id and e.version = 1 and (e.body::json)->>'workflow_version' = $8
    ))
  order by coalesce(a.done_at, a.intended_at) desc, a.key desc
  limit $10`;
