import type { Pool } from 'pg';
import type { z } from 'zod';
import type { LogRow } from '../../../log/schema.ts';
import { givenTime } from '../../../runtime/given_time.ts';
import type { AnswerOf, Contract } from '../contract.ts';
import { readCursor, writeCursor } from './cursor.ts';

type Query = z.output<Contract['log']['query']>;
type Row = Omit<LogRow, 'at' | 'search'> & { at: Date };

/** Counting stops here: nobody reads further, and counting a million hits takes longer than showing fifty. */
const COUNTED_MAX = 10_000;

const COLUMNS =
  'id, case_id, workflow, at, actor, kind, play, effect, trigger, context, action, boundary, outcome, rule_update';

/** A page of the log, newest first. The last word of a search may be half typed. */
export async function readLog(pool: Pool, query: Query): Promise<AnswerOf<'log'>> {
  const after = readCursor(query.cursor, 2);
  const { where, values } = conditions(query);
  const at = values.length;
  const [page, count] = await Promise.all([
    pool.query<Row>(
      `select ${COLUMNS} from log_rows where ${where}
         and ($${at + 1}::timestamptz is null or (at, id) < ($${at + 1}, $${at + 2}))
       order by at desc, id desc limit $${at + 3}`,
      [...values, ...(after ?? [null, null]), query.limit + 1],
    ),
    pool.query<{ total: number }>(
      `select count(*) as total from (select 1 from log_rows where ${where} limit ${COUNTED_MAX + 1}) counted`,
      values,
    ),
  ]);
  const rows = page.rows.slice(0, query.limit);
  const last = page.rows.length > query.limit ? rows.at(-1) : undefined;
  const total = count.rows[0]?.total ?? 0;
  return {
    rows: rows.map(({ case_id, at, ...row }) => ({ ...row, case: case_id, at: at.toISOString() })),
    next: last ? writeCursor([last.at.toISOString(), last.id]) : null,
    total: Math.min(total, COUNTED_MAX),
    total_is_exact: total <= COUNTED_MAX,
  };
}

/** Only the filters that are asked for stand in the statement, so that Postgres can choose the right index. */
function conditions(query: Query): { where: string; values: unknown[] } {
  const values: unknown[] = [];
  const parts = ['true'];
  for (const field of ['workflow', 'kind', 'play', 'effect', 'actor'] as const) {
    if (query[field] !== undefined) parts.push(`${field} = $${values.push(query[field])}`);
  }
  if (query.from !== undefined) parts.push(`at >= $${values.push(givenTime(query.from, 'from'))}`);
  if (query.to !== undefined) parts.push(`at < $${values.push(givenTime(query.to, 'to'))}`);
  const words = query.q?.trim() ?? '';
  if (words !== '') {
    // A search of punctuation alone is an empty tsquery, which matches nothing; it must not grow a `:*`.
    const search = `websearch_to_tsquery('simple', $${values.push(words)})::text`;
    const isTyping = /[\p{L}\p{N}]$/u.test(words);
    parts.push(`document @@ (${isTyping ? `nullif(${search}, '') || ':*'` : search})::tsquery`);
  }
  return { where: parts.join(' and '), values };
}
