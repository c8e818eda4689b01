import type { Pool } from 'pg';

/** One decision of a person on a plan that several agents prepared. */
export interface Compared {
  changed: string[];
  /** The version of each part that was in the plan. */
  versions: Record<string, string>;
}

/** Decisions that are looked at, the newest. */
const DECISIONS_MAX = 2_000;

/** Decisions of people that can be compared with what an agent planned, with the versions of its parts. */
export async function readCompared(pool: Pool, workflow: string, agent: string): Promise<Compared[]> {
  const { rows } = await pool.query<{ changed: string; parts: { name: string; version: string }[] | null }>(
    `select d.changed::text as changed,
       (select e.body::jsonb -> 'parts' from entries e
        where e.stream = 'case/' || d.case_id and e.kind = 'planned' and e.at = d.planned_at limit 1) as parts
     from decisions d
     where d.workflow = $1 and d.agent = $2 and d.agreed is not null and d.how in ('approved', 'edited', 'handled')
     order by d.at desc limit $3`,
    [workflow, agent, DECISIONS_MAX],
  );
  return rows.map(({ changed, parts }) => ({
    changed: JSON.parse(changed) as string[],
    versions: Object.fromEntries((parts ?? []).map(({ name, version }) => [name, version])),
  }));
}

/** Plans that an agent's were, since a time, and what they cost in all; null where none had a price. */
export async function readSpent(
  pool: Pool,
  workflow: string,
  agent: string,
  since: Date,
): Promise<{ plans: number; minor: number | null }> {
  const { rows } = await pool.query<{ plans: string; minor: string | null }>(
    `select count(*)::text as plans, sum(spent_minor)::text as minor from decisions
     where workflow = $1 and agent = $2 and planned_at >= $3`,
    [workflow, agent, since],
  );
  const [row] = rows;
  return { plans: Number(row?.plans ?? 0), minor: row?.minor === null || !row ? null : Number(row.minor) };
}
