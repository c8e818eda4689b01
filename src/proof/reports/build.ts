import type { Pool } from 'pg';
import type { MetricAnswer } from '../../evidence/metrics/schema.ts';
import { reportRows } from '../../evidence/report/rows.ts';
import type { Report, ReportSection, Span } from '../../evidence/report/schema.ts';
import { shifted, spanId, spanTitle } from '../../evidence/report/span.ts';
import { summarizeReport } from '../../evidence/report/summary.ts';
import { AppError } from '../../runtime/errors.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import { readMetrics } from '../metrics/index.ts';
import { styleOf } from '../returns/assumptions.ts';
import { readReturn } from '../returns/index.ts';
import { type Dear, dearest, draftsOf, exceptionsOf, updatesOf } from './happened.ts';
import type { PostWorld } from './post.ts';

/**
 * The report of a period, from the numbers as they are now: of the workflows named, else of the whole and of each of
 * them. Throws `not_found` for a workflow that there is not.
 */
export async function buildReport(
  world: PostWorld,
  pool: Pool,
  span: Span,
  workflows: readonly string[],
): Promise<Report> {
  const workspace = world.workspace();
  const now = world.now();
  const all = Object.values(workspace.workflows);
  const wanted = workflows.length > 0 ? workflows.map((name) => named(workspace, name)) : all;
  const made = [];
  for (const workflow of wanted) made.push(await sectionOf(world, pool, span, workflow));
  const exceptions = made.flatMap(({ section, exceptions: own }) =>
    own.map((one) => ({ ...one, says: `${section.label}: ${one.says}` })),
  );
  const isWhole = workflows.length === 0 && all.length > 1;
  const whole = isWhole ? [await sectionOf(world, pool, span, null, exceptions)] : [];
  const sections = [...whole, ...made].map(({ section }) => section);
  const countedUntil = made.find(({ counted_until }) => counted_until !== null)?.counted_until ?? null;
  const { period, date, from, to } = span;
  return {
    id: spanId(span),
    period,
    date,
    title: `${TITLES[period]}: ${spanTitle(span, workspace.locale)}`,
    from: from.toISOString(),
    to: to.toISOString(),
    is_over: to <= now,
    made_at: now.toISOString(),
    counted_until: countedUntil,
    sections,
  };
}

const TITLES = {
  day: 'Report of the day',
  week: 'Report of the week',
  month: 'Report of the month',
} as const;

async function sectionOf(
  world: PostWorld,
  pool: Pool,
  span: Span,
  workflow: Workflow | null,
  ofAll: Dear[] = [],
): Promise<{ section: ReportSection; counted_until: string | null; exceptions: Dear[] }> {
  const workspace = world.workspace();
  const style = styleOf(workspace);
  const before = shifted(span, -1, workspace.timeZone);
  const read = async ({ from, to }: Span) => {
    const filter = {
      from: from.toISOString(),
      to: to.toISOString(),
      ...(workflow ? { workflow: workflow.name } : {}),
    };
    return readMetrics(pool, workspace, filter, world.now());
  };
  const isOver = span.to <= world.now();
  const [now, earlier] = await Promise.all([read(span), read(before)]);
  const rows = reportRows(now.metrics, earlier.metrics, {
    isOver,
    style,
    href: (metric) => casesPage(workflow, metric, span),
  });
  const exceptions = workflow ? await exceptionsOf(world, pool, workflow, span) : ofAll;
  const updates = workflow
    ? [
        ...(await updatesOf(world, workflow, span)),
        ...(isNew(span, world.now()) ? await draftsOf(world, pool, workflow) : []),
      ]
    : [];
  const told = await readReturn(world, pool, workflow);
  const [says = ''] = told.summary;
  const query = workflow ? `?workflow=${encodeURIComponent(workflow.name)}` : '';
  const section = {
    workflow: workflow?.name ?? null,
    label: workflow?.label ?? 'All workflows',
    summary: summarizeReport({ period: span.period, isOver, rows, style }),
    rows,
    exceptions: dearest(exceptions),
    updates,
    returns: { says, href: `/return${query}` },
  };
  return { section, counted_until: now.selected.counted_until, exceptions };
}

/** Drafts are what waits now: of a period of long ago nobody knows them any more. */
function isNew({ from, to }: Span, now: Date): boolean {
  return now.getTime() - to.getTime() < to.getTime() - from.getTime();
}

/** Exactly the cases that a number was counted from. */
function casesPage(workflow: Workflow | null, metric: MetricAnswer, { from, to }: Span): string | null {
  if (!metric.listed || metric.agent.of === 0) return null;
  const query = new URLSearchParams({ metric: metric.id, from: from.toISOString(), to: to.toISOString() });
  if (workflow) query.set('workflow', workflow.name);
  return `/proof/cases?${query.toString()}`;
}

function named(workspace: Workspace, name: string): Workflow {
  const workflow = Object.hasOwn(workspace.workflows, name) ? workspace.workflows[name] : undefined;
  if (workflow) return workflow;
  throw new AppError('not_found', `There is no workflow "${name.slice(0, 80)}".`, {
    suggestion: `There is ${Object.keys(workspace.workflows).join(', ')}.`,
    path: 'workflow',
  });
}
