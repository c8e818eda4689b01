import type { Pool } from 'pg';
import type { z } from 'zod';
import type { PrecedentAnswer } from '../../doors/http/answers/updates.ts';
import { load, Walk } from '../../flow/walk.ts';
import { kindLabel, nameOf, playLabel } from '../../flow/say/words.ts';
import type { World } from '../../flow/world.ts';
import { needRight } from '../../people/rights.ts';
import { AppError } from '../../runtime/errors.ts';
import type { Person, Workspace } from '../../workspace/schema.ts';

type Shown = z.output<typeof PrecedentAnswer>;

/** Flagged decisions that a page shows: those that wait first, newest first. */
const SHOWN_MAX = 200;

interface Stored {
  id: string;
  case_id: string;
  workflow: string;
  title: string;
  decided_at: Date;
  flagged_at: Date;
  boundary: string;
  rules: string;
  says: string;
  verdict: Shown['verdict'];
  judged_by: string | null;
  labels: string | null;
  decided_by: string | null;
}

/** Decisions that broke the policy of their day, and how many were looked at. */
export async function readPrecedents(
  world: Pick<World, 'workspace'>,
  pool: Pool,
  workflow: string | undefined,
): Promise<{ precedents: Shown[]; looked: number; left_out: number }> {
  const workspace = world.workspace();
  const { rows } = await pool.query<Stored>(
    `select p.*, c.title, l.labels,
       (select e.actor::json ->> 'id' from entries e where e.stream = 'case/' || p.case_id
         and e.version = substring(p.id from length(p.case_id) + 2)::int) as decided_by
     from precedents p join cases c on c.id = p.case_id left join labels l on l.id = p.id
     where $1::text is null or p.workflow = $1
     order by (p.verdict is not null), p.decided_at desc limit $2`,
    [workflow ?? null, SHOWN_MAX],
  );
  const looked = await pool.query<{ looked: string; left_out: string }>(
    `select count(*) as looked, count(*) filter (where result = 'left_out') as left_out from precedent_looks
     where $1::text is null or workflow = $1`,
    [workflow ?? null],
  );
  const counts = looked.rows[0];
  return {
    precedents: rows.map((row) => show(row, workspace)),
    looked: Number(counts?.looked ?? 0),
    left_out: Number(counts?.left_out ?? 0),
  };
}

function show(row: Stored, workspace: Workspace): Shown {
  const workflow = workspace.workflows[row.workflow];
  const labels = row.labels === null ? {} : (JSON.parse(row.labels) as { kind?: string; play?: string });
  const kind = kindLabel(labels.kind ?? null, workflow);
  const person = (id: string | null) => (id === null ? null : nameOf({ type: 'person', id }, workspace));
  return {
    id: row.id,
    case: row.case_id,
    title: row.title,
    workflow: row.workflow,
    label: workflow?.label ?? row.workflow,
    decision: Number(row.id.slice(row.case_id.length + 1)),
    decided: [playLabel(labels.play ?? null, workflow), ...(kind === null ? [] : [kind])].join(' · '),
    by: person(row.decided_by) ?? 'Somebody',
    decided_at: row.decided_at.toISOString(),
    flagged_at: row.flagged_at.toISOString(),
    boundary: row.boundary,
    rules: JSON.parse(row.rules) as string[],
    says: row.says,
    verdict: row.verdict,
    judged_by: person(row.judged_by),
  };
}

/** Tries at a case to which somebody else appends at the same moment. */
const RACES_MAX = 5;

/** Says that a flagged decision was right after all, or that it is not to be learned from. May be said anew. */
export async function judgePrecedent(
  world: World,
  person: Person,
  id: string,
  { verdict, because }: { verdict: 'keep' | 'set_aside'; because?: string | undefined },
): Promise<{ says: string }> {
  needRight(world.workspace(), person, 'change_boundary');
  const dot = id.lastIndexOf('.');
  const [caseId, decision] = [id.slice(0, dot), Number(id.slice(dot + 1))];
  for (let race = 0; race < RACES_MAX; race++) {
    const walk = new Walk(world, await load(world, caseId));
    if (!walk.state.precedents.some((one) => one.decision === decision))
      throw new AppError('not_found', 'This decision was not flagged.', { path: 'id' });
    const actor = { type: 'person' as const, id: person.id, name: person.name };
    const body = { decision, verdict, ...(because !== undefined && { because }) };
    walk.add('precedent.judged', actor, body);
    if ((await walk.commit(false)).ok) return { says: SAYS[verdict] };
  }
  throw new AppError('conflict', 'Somebody else worked on this case at the same moment: try again.');
}

const SAYS = {
  keep: 'Kept: it is learned from like any other decision.',
  set_aside: 'Set aside: nothing is learned from it.',
};
