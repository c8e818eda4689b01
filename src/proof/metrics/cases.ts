import type { Pool } from 'pg';
import { PLAY } from '../../evidence/metrics/counters.ts';
import { definitionOf, type Definition } from '../../evidence/metrics/definitions.ts';
import { workOf } from '../../evidence/metrics/answer.ts';
import { isCounted } from '../../evidence/metrics/hours.ts';
import type { Group, MetricId } from '../../evidence/metrics/schema.ts';
import { AppError } from '../../runtime/errors.ts';
import type { Workspace } from '../../workspace/schema.ts';
import { conditions, type CasesAsked } from './behind.ts';
import { labelOf } from './labels.ts';
import { readKinds, selected, type Selected } from './read.ts';
import { sayCase, type Behind } from './say_case.ts';
import { select, type MetricFilter, type Selection } from './selection.ts';
import { noMetric } from './series.ts';

/** A decision with what its case shows: title, and the kind unless it is hidden. */
type Listed = Behind & { title: string | null; known: string | null };

export interface MetricCases {
  metric: MetricId;
  who: Group;
  side: 'count' | 'of';
  selected: Selected;
  total: number;
  cases: {
    case: string;
    round: number;
    workflow: string;
    title: string;
    kind: string;
    kind_label: string;
    play: string | null;
    play_label: string | null;
    at: string;
    how: string | null;
    decided_by: string | null;
    says: string;
  }[];
  next: string | null;
}

/** The decisions behind one number, newest first: exactly those that it was counted from, by the same conditions. */
export async function readMetricCases(
  pool: Pool,
  workspace: Workspace,
  metric: string,
  { who, side, part, after, limit, ...filter }: MetricFilter & CasesAsked,
  now: Date,
): Promise<MetricCases> {
  const definition = definitionOf(metric);
  if (!definition) throw noMetric(metric);
  const selection = await select(pool, workspace, filter, now);
  const made = conditions(definition, selection, { who, side, part });
  const { where, values } = side === 'count' ? await alsoCounted(pool, definition, selection, made) : made;
  const [at, id] = cursorOf(after);
  const [since, below] = [`$${values.length + 1}::timestamptz`, `$${values.length + 2}`];
  const [listed, counted] = await Promise.all([
    pool.query<Listed>(
      `select page.*, cases.title, cases.kind as known from (
         select decisions.*, ${PLAY} as shown_play from decisions
         where ${where} and (${since} is null or (planned_at, id) < (${since}, ${below}))
         order by planned_at desc, id desc limit ${limit + 1}
       ) page left join cases on cases.id = page.case_id order by page.planned_at desc, page.id desc`,
      [...values, at, id],
    ),
    pool.query<{ total: number }>(`select count(*)::int as total from decisions where ${where}`, values),
  ]);
  const rows = listed.rows.slice(0, limit);
  const last = listed.rows.length > limit ? rows.at(-1) : undefined;
  return {
    metric: definition.id,
    who,
    side,
    selected: selected(selection),
    total: counted.rows[0]?.total ?? 0,
    cases: rows.map((row) => shown(workspace, selection, definition, row)),
    next: last ? `${last.planned_at.toISOString()} ${last.id}` : null,
  };
}

/** Of hours won only the kinds count of which people's own minutes are known. */
async function alsoCounted(
  pool: Pool,
  { measure }: Definition,
  selection: Selection,
  { where, values }: ReturnType<typeof conditions>,
): Promise<ReturnType<typeof conditions>> {
  if (measure.as !== 'hours') return { where, values };
  const kinds = (await readKinds(pool, selection)).map(workOf).filter(isCounted);
  const names = kinds.map(({ workflow, kind }) => `${workflow}/${kind}`);
  return {
    where: `${where} and workflow || '/' || kind = any ($${values.length + 1})`,
    values: [...values, names],
  };
}

function cursorOf(after: string | undefined): [string | null, string | null] {
  if (after === undefined) return [null, null];
  const [at = '', id = ''] = after.split(' ');
  if (Number.isNaN(new Date(at).getTime()) || id === '')
    throw new AppError('invalid', 'That is no place in the list.', {
      path: 'after',
      suggestion: 'Begin anew.',
    });
  return [at, id];
}

function shown(
  workspace: Workspace,
  selection: Selection,
  definition: Definition,
  row: Listed,
): MetricCases['cases'][number] {
  // What nobody has decided yet may be hidden from who decides: only what the case itself shows is told.
  const isDecided = row.at !== null;
  const kind = isDecided ? row.kind : (row.known ?? 'unclear');
  const play = isDecided && row.shown_play !== '' ? row.shown_play : null;
  const one = { workflows: [row.workflow] };
  return {
    case: row.case_id,
    round: Number(row.id.slice(row.id.lastIndexOf('.') + 1)),
    workflow: row.workflow,
    title: row.title ?? row.case_id,
    kind,
    kind_label: labelOf(workspace, one, 'kind', kind),
    play,
    play_label: play === null ? null : labelOf(workspace, one, 'play', play),
    at: (row.at ?? row.planned_at).toISOString(),
    how: row.how,
    decided_by: workspace.people.find(({ id }) => id === row.decided_by)?.name ?? row.decided_by ?? null,
    says: sayCase(workspace, definition, row),
  };
}
