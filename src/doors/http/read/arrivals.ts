import type { Pool } from 'pg';
import type { z } from 'zod';
import { AppError } from '../../../runtime/errors.ts';
import type { Workspace } from '../../../workspace/schema.ts';
import type { ArrivalAnswer } from '../answers/hooks.ts';
import { readCursor, writeCursor } from './cursor.ts';

interface Row {
  id: string;
  workflow: string;
  trigger: string;
  source_id: string;
  type: string | null;
  at: Date;
  came_at: Date;
  last_at: Date;
  times: number;
  says: string;
  path: string | null;
  suggestion: string | null;
  state: 'waiting' | 'delivered' | 'dropped';
  case_id: string | null;
  by: string | null;
  because: string | null;
  ended_at: Date | null;
}
const COLUMNS = `id, workflow, trigger, source_id, type, at, came_at, last_at, times, says, path, suggestion, state,
  case_id, by, because, ended_at`;

/** Which of them, and how many. */
export interface Asked {
  state: Row['state'] | 'all';
  workflow?: string | undefined;
  trigger?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** Arrivals, newest first, and how many wait in all. */
export async function readArrivals(pool: Pool, workspace: Workspace, asked: Asked) {
  const [at = null, id = null] = readCursor(asked.cursor, 2) ?? [];
  const { rows } = await pool.query<Row>(
    `select ${COLUMNS} from arrivals
     where ($1 = 'all' or state = $1) and ($2::text is null or workflow = $2) and ($3::text is null or trigger = $3)
       and ($4::timestamptz is null or (date_trunc('milliseconds', came_at), id) < ($4, $5))
     order by date_trunc('milliseconds', came_at) desc, id desc limit $6`,
    [asked.state, asked.workflow ?? null, asked.trigger ?? null, at, id, asked.limit + 1],
  );
  const shown = rows.slice(0, asked.limit);
  const last = rows.length > asked.limit ? shown.at(-1) : undefined;
  const { rows: counts } = await pool.query<{ waiting: number }>(
    "select count(*)::int as waiting from arrivals where state = 'waiting'",
  );
  return {
    items: shown.map((row) => answerOf(workspace, row)),
    next: last ? writeCursor([last.came_at.toISOString(), last.id]) : null,
    waiting: counts[0]?.waiting ?? 0,
  };
}

/** One arrival with what was sent, as people can read it. */
export async function readArrival(pool: Pool, workspace: Workspace, id: string) {
  const { rows } = await pool.query<Row & { payload: string | null }>(
    `select ${COLUMNS}, payload from arrivals where id = $1`,
    [id],
  );
  const [row] = rows;
  if (!row) throw new AppError('not_found', 'There is no such arrival.', { path: 'id' });
  const payload = row.payload === null ? null : JSON.stringify(JSON.parse(row.payload), null, 2);
  return { ...answerOf(workspace, row), payload };
}

/** How many wait for each trigger, by `<workflow>/<trigger>`. */
export async function countWaiting(pool: Pool): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ name: string; waiting: number }>(
    `select workflow || '/' || trigger as name, count(*)::int as waiting from arrivals
     where state = 'waiting' group by workflow, trigger`,
  );
  return new Map(rows.map(({ name, waiting }) => [name, waiting]));
}

function answerOf(workspace: Workspace, row: Row): z.output<typeof ArrivalAnswer> {
  const { at, came_at, last_at, ended_at, case_id, ...rest } = row;
  return {
    ...rest,
    workflow_label: workspace.workflows[row.workflow]?.label ?? row.workflow,
    case: case_id,
    at: at.toISOString(),
    came_at: came_at.toISOString(),
    last_at: last_at.toISOString(),
    ended_at: ended_at?.toISOString() ?? null,
  };
}
