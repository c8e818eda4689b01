import type { Pool } from 'pg';
import type { z } from 'zod';
import type { WorkflowAnswer } from '../contract.ts';

/** What the front page says of each workflow. */
export interface WorkflowCounts {
  open: number;
  held: number;
  closed_today: number;
}

/** Open, held and closed cases by workflow; today begins at midnight in the workspace's zone. */
export async function readDeskCounts(
  pool: Pool,
  timeZone: string,
  now: Date,
): Promise<Map<string, WorkflowCounts>> {
  const { rows } = await pool.query<WorkflowCounts & { workflow: string }>({
    name: 'desk_counts',
    text: `
      with today as (select date_trunc('day', $1::timestamptz at time zone $2) at time zone $2 as start)
      select workflow,
        count(*) filter (where status <> 'closed') as open,
        count(*) filter (where status = 'held') as held,
        count(*) filter (where status = 'closed') as closed_today
      from cases, today
      where status in ('open', 'waiting', 'held', 'acting', 'unknown')
         or (status = 'closed' and changed_at >= today.start and closed_at >= today.start)
      group by workflow`,
    values: [now, timeZone],
  });
  return new Map(rows.map(({ workflow, ...counts }) => [workflow, counts]));
}

/** How the cases of one workflow went. `alone`: closed without a person; `by_people`: with one or by one. */
export async function readWorkflowCounts(
  pool: Pool,
  workflow: string,
): Promise<{
  counts: z.output<typeof WorkflowAnswer>['counts'];
  kinds: Map<string, number>;
  plays: Map<string, number>;
}> {
  const [counts, kinds, plays] = await Promise.all([
    pool.query<z.output<typeof WorkflowAnswer>['counts']>({
      name: 'workflow_counts',
      text: `
        select count(*) filter (where status <> 'closed') as open,
          count(*) filter (where status = 'held') as held,
          count(*) filter (where status = 'closed') as closed,
          count(*) filter (where status = 'closed' and not by_people) as alone,
          count(*) filter (where status = 'closed' and by_people) as by_people,
          count(*) filter (where reworked) as reworked
        from (
          select status, reworked,
            exists (select from reviews r where r.case_id = c.id and r.decided_by is not null)
              or not exists (select from actions a where a.case_id = c.id) as by_people
          from cases c where workflow = $1
        ) counted`,
      values: [workflow],
    }),
    countBy(
      pool,
      'select kind as name, count(*) as cases from cases where workflow = $1 group by kind',
      workflow,
    ),
    countBy(
      pool,
      'select play as name, count(distinct case_id) as cases from log_rows where workflow = $1 group by play',
      workflow,
    ),
  ]);
  const none = { open: 0, held: 0, closed: 0, alone: 0, by_people: 0, reworked: 0 };
  return { counts: counts.rows[0] ?? none, kinds, plays };
}

async function countBy(pool: Pool, text: string, workflow: string): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ name: string | null; cases: number }>(text, [workflow]);
  return new Map(rows.flatMap((row) => (row.name === null ? [] : [[row.name, row.cases]])));
}
