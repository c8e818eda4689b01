import type { Pool } from 'pg';
import { DRAWS_PER_PERCENT } from '../flow/case/draw.ts';
import type { Workspace } from '../workspace/schema.ts';

/** A case that nobody has audited after so long is not audited any more. */
export const AUDIT_WITHIN_MS = 30 * 86_400_000;
/** So many are shown; the rest comes when these are done. */
const AUDITS_MAX = 200;

export interface Drawn {
  case: string;
  workflow: string;
  title: string;
  closed_at: Date;
}

const FROM = `
  from unnest($1::text[], $2::integer[]) as shares (workflow, below)
  join decisions d on d.workflow = shares.workflow and d.draw < shares.below
    and d.how = 'alone' and d.agreed is null and d.closed_at is not null and d.closed_at > $3
    and not d.reworked
  join cases c on c.id = d.case_id and c.status = 'closed'`;

/**
 * Cases that ran by themselves and were drawn for a blind check, oldest first. The draw was made with the row, from a
 * hash of the case's id, so a larger share of audits draws more without dropping any; the index holds only those.
 * What came back needs no audit: that it was not right is known.
 */
export async function drawnForAudit(pool: Pool, workspace: Workspace, now: Date): Promise<Drawn[]> {
  const { rows } = await pool.query<Drawn>({
    name: 'audits_drawn',
    text: `
      select d.case_id as case, d.workflow, c.title, d.closed_at ${FROM}
      order by d.closed_at, d.case_id limit ${AUDITS_MAX}`,
    values: valuesOf(workspace, now),
  });
  return rows;
}

/** How many cases wait to be audited. */
export async function countAudits(pool: Pool, workspace: Workspace, now: Date): Promise<number> {
  const { rows } = await pool.query<{ count: number }>({
    name: 'audits_counted',
    text: `select count(*)::int as count ${FROM}`,
    values: valuesOf(workspace, now),
  });
  return rows[0]?.count ?? 0;
}

function valuesOf({ workflows }: Workspace, now: Date): unknown[] {
  const all = Object.values(workflows);
  const below = all.map(({ auditShare }) => Math.round(auditShare * DRAWS_PER_PERCENT));
  return [all.map(({ name }) => name), below, new Date(now.getTime() - AUDIT_WITHIN_MS)];
}
