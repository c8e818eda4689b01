import type { Pool } from 'pg';
import type { Decided } from '../evidence/schema.ts';
import type { DecisionRow } from '../log/schema.ts';

/** Evidence is made from at most so many of the newest decisions of a workflow. */
export const DECISIONS_MAX = 5_000;

type Stored = Omit<DecisionRow, 'at' | 'planned_at' | 'opened_at' | 'closed_at'> & {
  at: Date;
  planned_at: Date;
  opened_at: Date;
  closed_at: Date | null;
};

/** The newest decided rounds of a workflow that were planned after a time (null: ever), oldest first. */
export async function readDecisions(pool: Pool, workflow: string, since: Date | null): Promise<Decided[]> {
  const { rows } = await pool.query<Stored>({
    name: 'decisions',
    text: `select * from decisions
      where workflow = $1 and at is not null and ($2::timestamptz is null or planned_at >= $2)
      order by at desc, id desc limit $3`,
    values: [workflow, since?.toISOString() ?? null, DECISIONS_MAX],
  });
  return rows.toReversed().map(decided);
}

function decided(row: Stored): Decided {
  return {
    id: row.id,
    caseId: row.case_id,
    at: row.at,
    plannedAt: row.planned_at,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    stage: row.stage as Decided['stage'],
    cohort: row.cohort,
    kind: row.kind,
    planned: row.planned,
    decided: row.decided,
    how: row.how,
    agreed: row.agreed,
    changed: JSON.parse(row.changed) as string[],
    compared: row.compared ? (JSON.parse(row.compared) as string[]) : null,
    conflict: row.conflict,
    failed: row.failed,
    reworked: row.reworked,
  };
}
