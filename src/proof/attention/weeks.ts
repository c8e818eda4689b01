import type { Pool } from 'pg';
import { against, counted, type Draw } from '../../evidence/attention/target.ts';
import { rate } from '../../evidence/rate.ts';
import { percent } from '../../evidence/words.ts';
import { DRAWS_PER_PERCENT } from '../../flow/case/draw.ts';
import { dayAt, momentOf } from '../../people/zone.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import { AUDITED_WITHIN_MS } from '../standing/tally.ts';

const DAY_MS = 86_400_000;
const WEEK_DAYS = 7;
/** 1 January 1970 was a Thursday: so many days before it the week had begun. */
const THURSDAY = 3;
/** Deviations that are listed by name. */
const DEVIATIONS_SHOWN = 50;

interface Week extends Draw {
  week: string;
  ran: number;
  drawn: number;
  waiting: number;
}

/** The Monday of the first of so many weeks, the one that goes on included. */
export function mondayOf(now: Date, weeks: number, timeZone: string): Date {
  const day = dayAt(now, timeZone);
  const sinceMonday = (Math.floor(day / DAY_MS) + THURSDAY) % WEEK_DAYS;
  return new Date(momentOf(day - (sinceMonday + (weeks - 1) * WEEK_DAYS) * DAY_MS, 0, timeZone, 'first'));
}

/** Spot audits of the workflows since a Monday: per week, altogether, and against the target. */
export async function readAuditWeeks(
  pool: Pool,
  workspace: Workspace,
  { from, now, workflow }: { from: Date; now: Date; workflow?: string | undefined },
) {
  const all = Object.values(workspace.workflows).filter(
    ({ name }) => workflow === undefined || name === workflow,
  );
  return Promise.all(all.map((one) => ofWorkflow(pool, workspace, one, { from, now })));
}

async function ofWorkflow(
  pool: Pool,
  { timeZone }: Workspace,
  workflow: Workflow,
  { from, now }: { from: Date; now: Date },
) {
  const { name, label, auditShare: share, auditTarget: target } = workflow;
  const below = Math.round(share * DRAWS_PER_PERCENT);
  const [weeks, deviations] = await Promise.all([
    readWeeks(pool, [name, below, from, new Date(now.getTime() - AUDITED_WITHIN_MS), timeZone]),
    readDeviations(pool, [name, below, from]),
  ]);
  const sum = (part: 'ran' | 'drawn' | 'waiting' | keyof Draw) =>
    weeks.reduce((total, week) => total + week[part], 0);
  const total = {
    ran: sum('ran'),
    drawn: sum('drawn'),
    judged: sum('judged'),
    deviated: sum('deviated'),
    overdue: sum('overdue'),
    came_back: sum('came_back'),
    waiting: sum('waiting'),
  };
  const { at_least, at_most, target_is, needed } = against(total, target);
  return {
    workflow: name,
    label,
    share,
    target,
    weeks: weeks.map((week) => ({ ...week, rate: rateOf(week) })),
    total: { ...total, rate: rateOf(total), at_least, at_most },
    target_is,
    needed,
    says: say(total, target, { at_least, at_most, target_is, needed }),
    deviations,
  };
}

/** Whether the target is met, not met, or not known yet, with the numbers. */
export function say(
  draw: Draw & { ran: number },
  target: number,
  { at_least, at_most, target_is, needed }: ReturnType<typeof against>,
): string {
  const { count, of } = counted(draw);
  if (draw.ran === 0) return 'Nothing ran by itself in these weeks, so there is nothing to check.';
  if (of === 0) return 'Nothing that was drawn is judged yet, so it is not known whether the target is met.';
  const seen = `${count} of ${of} drawn cases ${count === 1 ? 'deviates' : 'deviate'}`;
  const unseen = draw.overdue + draw.came_back;
  const strict = unseen === 0 ? '' : `, counting ${unseen} that nobody judged in time or that came back`;
  if (target_is === 'met')
    return `The target of ${percent(target)} is met: ${seen}${strict}, so at most ${percent(at_most)} do (95 % sure).`;
  if (target_is === 'not_met')
    return `The target of ${percent(target)} is not met: ${seen}${strict}, so at least ${percent(at_least)} do (95 % sure).`;
  const more = needed === null ? '' : ` ${needed} more without a deviation would show that it is met.`;
  return `Whether the target of ${percent(target)} is met is not known yet: ${seen}${strict}, so at most ${percent(at_most)} do (95 % sure).${more}`;
}

function rateOf(draw: Draw) {
  const { count, of } = counted(draw);
  return rate(count, of);
}

async function readWeeks(pool: Pool, values: unknown[]): Promise<Week[]> {
  const { rows } = await pool.query<Week>({
    name: 'audits_by_week',
    text: `
      select to_char(date_trunc('week', closed_at at time zone $5), 'YYYY-MM-DD') as week,
        count(*)::int as ran,
        count(*) filter (where draw < $2)::int as drawn,
        count(*) filter (where draw < $2 and agreed is not null)::int as judged,
        count(*) filter (where draw < $2 and not agreed)::int as deviated,
        count(*) filter (where draw < $2 and agreed is null and reworked)::int as came_back,
        count(*) filter (where draw < $2 and agreed is null and not reworked and closed_at <= $4)::int as overdue,
        count(*) filter (where draw < $2 and agreed is null and not reworked and closed_at > $4)::int as waiting
      from decisions
      where workflow = $1 and planned_at > $3::timestamptz - interval '90 days' and how = 'alone' and closed_at >= $3
      group by 1 order by 1 desc`,
    values,
  });
  return rows;
}

async function readDeviations(pool: Pool, values: unknown[]) {
  const { rows } = await pool.query<{ case: string; at: Date; title: string; changed: string }>({
    name: 'audits_deviations',
    text: `
      select d.case_id as case, coalesce(d.audited_at, d.closed_at) as at, c.title, d.changed
      from decisions d join cases c on c.id = d.case_id
      where d.workflow = $1 and d.how = 'alone' and d.draw < $2 and d.closed_at >= $3 and not d.agreed
        and d.planned_at > $3::timestamptz - interval '90 days'
      order by d.closed_at desc, d.id limit ${DEVIATIONS_SHOWN}`,
    values,
  });
  return rows.map(({ changed, at, ...row }) => ({
    ...row,
    at: at.toISOString(),
    changed: JSON.parse(changed) as string[],
  }));
}
