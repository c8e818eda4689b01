import type { Pool } from 'pg';
import type { Workspace } from '../workspace/schema.ts';

/** Workflows that the workspace no longer has, with their open cases: those are not worked on. */
export async function orphans(
  pool: Pool,
  { workflows }: Pick<Workspace, 'workflows'>,
): Promise<{ workflow: string; open: number }[]> {
  const { rows } = await pool.query<{ workflow: string; open: number }>(
    `select workflow, count(*)::int as open from cases
     where status <> 'closed' and workflow <> all ($1) group by workflow order by workflow`,
    [Object.keys(workflows)],
  );
  return rows;
}
