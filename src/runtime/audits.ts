import type { Pool } from 'pg';
import { DRAWS_PER_PERCENT } from '../flow/case/draw.ts';
import type { Workspace } from '../workspace/schema.ts';

/** A case that nobody has judged after so long is not judged any more. */
export const AUDIT_WITHIN_MS = 30 * 86_400_000;
/** So many are shown; the rest comes when these are done. */
const AUDITS_MAX = 200;

export interface Drawn {
  case: string;
  workflow: string;
  title: string;
  closed_at: Date;
  /** What it was drawn for: it ran by itself, or one person decided it. */
  what: 'audit' | 'second';
}

// Two reads, for each has an index of its own that holds only what still waits.
const FROM = `
  from (
    select d.case_id, d.workflow, d.closed_at, 'audit' as what
    from unnest($1::text[], $2::integer[]) as shares (workflow, below)
    join decisions d on d.workflow = shares.workflow and d.draw < shares.below
      and d.how = 'alone' and d.agreed is null and d.closed_at is not null and d.closed_at > $4
      and not d.reworked
    union all
    select d.case_id, d.workflow, d.closed_at, 'second' as what
    from unnest($1::text[], $3::integer[]) as shares (workflow, below)
    join decisions d on d.workflow = shares.workflow and d.draw < shares.below
      and d.how in ('approved', 'edited', 'handled') and d.seconded is null and d.closed_at is not null
      and d.closed_at > $4 and d.decided_by is distinct from $5
      and not exists (
        select from decisions l
        where l.id > (d.case_id || '.') collate "C" and l.id < (d.case_id || '/') collate "C"
          and l.planned_at > d.planned_at)
  ) d
  join cases c on c.id = d.case_id and c.status = 'closed'`;

/**
 * Cases that were drawn for a blind check, oldest first: what ran by itself, and what somebody other than `person`
 * decided. The draw was made with the row, from a hash of the case's id, so a larger share draws more without dropping
 * any. What ran by itself and came back needs no audit: that it was not right is known.
 */
export async function drawnForAudit(
  pool: Pool,
  workspace: Workspace,
  now: Date,
  person: string | null = null,
): Promise<Drawn[]> {
  const { rows } = await pool.query<Drawn>({
    name: 'audits_drawn',
    text: `
      select d.case_id as case, d.workflow, c.title, d.closed_at, d.what ${FROM}
      order by d.closed_at, d.case_id limit ${AUDITS_MAX}`,
    values: valuesOf(workspace, now, person),
  });
  return rows;
}

/** How many cases wait to be judged by this person; by anybody where no person is named. */
export async function countAudits(
  pool: Pool,
  workspace: Workspace,
  now: Date,
  person: string | null = null,
): Promise<number> {
  const { rows } = await pool.query<{ count: number }>({
    name: 'audits_counted',
    text: `select count(*)::int as count ${FROM}`,
    values: valuesOf(workspace, now, person),
  });
  return rows[0]?.count ?? 0;
}

function valuesOf({ workflows }: Workspace, now: Date, person: string | null): unknown[] {
  const all = Object.values(workflows);
  const below = (percent: number) => Math.round(percent * DRAWS_PER_PERCENT);
  return [
    all.map(({ name }) => name),
    all.map(({ auditShare }) => below(auditShare)),
    all.map(({ attention }) => below(attention.second)),
    new Date(now.getTime() - AUDIT_WITHIN_MS),
    person ?? '',
  ];
}
