import type { Pool } from 'pg';
import type { Dimension } from '../../evidence/metrics/schema.ts';
import { AppError } from '../../runtime/errors.ts';
import { givenTime } from '../../runtime/given_time.ts';
import type { Workspace } from '../../workspace/schema.ts';

/** A selection of decisions as a door hands it in. Without times it is the last four weeks. */
export interface MetricFilter {
  workflow?: string | undefined;
  kind?: string | undefined;
  play?: string | undefined;
  agent?: string | undefined;
  version?: string | undefined;
  system?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** Hours of the workspace's clock, `from` inclusive, `to` exclusive: `2026-03-01 14:00:00`. */
export interface Span {
  from: string;
  to: string;
}

/** A selection that was read and checked. */
export interface Selection {
  workflows: string[];
  names: Partial<Record<Exclude<Dimension, 'workflow'>, string>>;
  span: Span;
  /** The same span as instants. */
  from: Date;
  to: Date;
  timeZone: string;
  countedUntil: Date | null;
  says: string;
  /** When it was asked for: what is still open is as old as this. */
  now: Date;
  /** Decisions planned before have had the time to come back: the beginning of a day, by the clock and as an instant. */
  settled: { until: string; at: Date };
}

/** A case comes back within so many days, if it does; what is younger says nothing of rework yet. */
export const COMES_BACK_DAYS = 7;

const DAY_MS = 86_400_000;
const USUAL_DAYS = 28;
const YEARS_MAX = 200;

/**
 * Reads a filter against the workspace. Times are rounded to whole hours, `from` down and `to` up. Throws `AppError` for
 * a workflow that there is none of, a time that is none, and a span that ends before it begins.
 */
export async function select(
  pool: Pool,
  workspace: Workspace,
  filter: MetricFilter,
  now: Date,
): Promise<Selection> {
  const { workflow, kind, play, agent, version, system } = filter;
  const known = Object.keys(workspace.workflows);
  if (workflow !== undefined && !known.includes(workflow))
    throw new AppError('not_found', `There is no workflow ${workflow.slice(0, 80)}.`, {
      path: 'workflow',
      suggestion: `The workspace has ${known.join(', ')}.`,
    });
  const to = instant(filter.to, 'to') ?? now;
  const from = instant(filter.from, 'from') ?? new Date(to.getTime() - USUAL_DAYS * DAY_MS);
  if (from >= to) throw new AppError('invalid', 'The time ends before it begins.', { path: 'from' });
  if (to.getTime() - from.getTime() > YEARS_MAX * 366 * DAY_MS)
    throw new AppError('invalid', `Numbers go back ${YEARS_MAX} years at most.`, { path: 'from' });
  const { timeZone } = workspace;
  const { rows } = await pool.query<{
    from: string;
    to: string;
    since: Date;
    until: Date;
    counted_until: Date | null;
    settled: string;
    settled_at: Date;
  }>({
    name: 'metric-span',
    text: SPAN,
    values: [from.toISOString(), to.toISOString(), timeZone, now.toISOString(), COMES_BACK_DAYS],
  });
  const [span] = rows;
  if (!span) throw new Error('a span has no hours');
  const given = Object.entries({ kind, play, agent, version, system }).filter(
    ([, value]) => value !== undefined,
  );
  return {
    workflows: workflow === undefined ? known : [workflow],
    names: Object.fromEntries(given),
    span: { from: span.from, to: span.to },
    from: span.since,
    to: span.until,
    timeZone,
    countedUntil: span.counted_until,
    says: sayWhat(workspace, filter, from, to),
    now,
    settled: { until: span.settled, at: span.settled_at },
  };
}

const SPAN = `select span."from"::text as "from", span."to"::text as "to", metric_hour(span."from", $3) as since,
    metric_hour(span."to", $3) as until, (select counted_until from metric_state) as counted_until,
    settled::text as settled, metric_hour(settled, $3) as settled_at
  from (
    select *, date_trunc('day', ($4::timestamptz - make_interval(days => $5)) at time zone $3) as settled from (
    select date_trunc('hour', $1::timestamptz at time zone $3) as "from",
      date_trunc('hour', ($2::timestamptz at time zone $3) + interval '1 hour' - interval '1 microsecond') as "to"
    ) hours
  ) span`;

/** The part of a span that has had the time to come back; null where none of it has. */
export function settledPart(span: Span, { settled }: Pick<Selection, 'settled'>): Span | null {
  const to = span.to < settled.until ? span.to : settled.until;
  return span.from < to ? { from: span.from, to } : null;
}

function instant(text: string | undefined, path: string): Date | undefined {
  return text === undefined ? undefined : givenTime(text, path);
}

function sayWhat(workspace: Workspace, filter: MetricFilter, from: Date, to: Date): string {
  const { workflow, kind, play, agent, version, system } = filter;
  const day = (at: Date) =>
    at.toLocaleDateString(workspace.locale, { dateStyle: 'medium', timeZone: workspace.timeZone });
  const parts = [
    workflow === undefined ? 'all workflows' : (workspace.workflows[workflow]?.label ?? workflow),
    ...[kind, play, agent, version === undefined ? undefined : `version ${version}`, system].filter(
      (part) => part !== undefined,
    ),
    filter.from === undefined && filter.to === undefined
      ? 'the last four weeks'
      : `${day(from)} to ${day(to)}`,
  ];
  return parts.join(', ');
}
