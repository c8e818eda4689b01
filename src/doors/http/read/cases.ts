import type { Pool } from 'pg';
import type { z } from 'zod';
import type { CaseState } from '../../../flow/case/state.ts';
import type { Workflow } from '../../../workspace/schema.ts';
import { fill, holesOf } from '../../../workspace/template.ts';
import type { CaseAnswer } from '../contract.ts';
import type { DecidedAt } from '../show/plan.ts';

type Earlier = z.output<typeof CaseAnswer>['earlier'];

const EARLIER_MAX = 12;

/** Other cases of the same subject or of the same customer, newest first. */
export async function readEarlier(pool: Pool, state: CaseState, workflow: Workflow): Promise<Earlier> {
  const { rows } = await pool.query<Omit<Earlier[number], 'opened_at'> & { opened_at: Date }>({
    name: 'earlier_cases',
    text: `
      select id, title, kind, outcome, opened_at from cases
      where (subject = $1 or subject like $2) and id <> $3
      order by opened_at desc limit ${EARLIER_MAX}`,
    values: [state.subject, `${escapeLike(whose(state, workflow))}%`, state.id],
  });
  return rows.map((row) => ({ ...row, opened_at: row.opened_at.toISOString() }));
}

/**
 * The beginning of the subject that names whose case it is: what its first hole is filled with and the text up
 * to the second. `{{event.email}} {{event.order_number}}` gives all cases of that address.
 */
function whose(state: CaseState, workflow: Workflow): string {
  const template = workflow.event.subject;
  const second = holesOf(template)[1];
  if (second === undefined) return state.subject;
  const start = fill(template.slice(0, second.start), {
    values: { event: state.event },
    locale: 'en',
    timeZone: 'UTC',
  });
  const text = start.ok ? String(start.value) : '';
  return text.trim() !== '' && state.subject.startsWith(text) ? text : state.subject;
}

function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);
}

/** When the cases that a plan leans on were closed. */
export async function readDecidedAt(pool: Pool, state: CaseState): Promise<DecidedAt> {
  const ids = (state.plan?.similar ?? []).map((similar) => similar.case);
  if (ids.length === 0) return new Map();
  const { rows } = await pool.query<{ id: string; closed_at: Date }>({
    name: 'decided_at',
    text: 'select id, closed_at from cases where id = any($1) and closed_at is not null',
    values: [ids],
  });
  return new Map(rows.map((row) => [row.id, row.closed_at.toISOString()]));
}
