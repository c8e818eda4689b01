import type { Pool } from 'pg';

/** What the agents of a workflow have spent since midnight in the workspace's time zone, in minor units. */
export async function spentToday(pool: Pool, workflow: string, timeZone: string, now: Date): Promise<number> {
  const { rows } = await pool.query<{ spent: string }>({
    name: 'spent_today',
    text: `
      select coalesce(sum(spent_minor), 0)::text as spent from decisions
      where workflow = $1 and spent_minor is not null
        and planned_at >= date_trunc('day', $2::timestamptz at time zone $3) at time zone $3`,
    values: [workflow, now, timeZone],
  });
  return Number(rows[0]?.spent ?? 0);
}
