import type { Dimension, Period } from '../../evidence/metrics/schema.ts';
import type { Selection, Span } from './selection.ts';

/** What a query over cells is told apart by. */
export type By = Dimension | 'period' | 'work' | null;

/** Cells of one level within a span; `where` they stand is decided here alone. */
interface Piece {
  level: 'hour' | 'day' | 'month';
  span: Span;
}

/** SQL of the cells of a selection, with its values. */
export interface Cells {
  /** A select in parentheses; its columns are those of the table. */
  of(table: 'metric_cells' | 'metric_money'): string;
  values: unknown[];
}

const GRAIN: Partial<Record<Dimension, string>> = {
  kind: 'kind',
  play: 'play',
  agent: 'agent',
  version: 'agent',
  system: 'systems',
};

/**
 * The cells that make up a selection: whole months, then days at both ends, then hours. `every`: all of one level, for
 * a line over time. `null` for the span takes all that there is.
 */
export function cellsOf(
  { workflows, names }: Pick<Selection, 'workflows' | 'names'>,
  span: Span | null,
  { by = null, every }: { by?: By; every?: Period } = {},
): Cells {
  const grain = grainOf(Object.keys(names) as Dimension[], by);
  const values: unknown[] = [workflows];
  const value = (given: unknown) => `$${values.push(given)}`;
  const named = Object.entries(names).map(([name, given]) =>
    name === 'system'
      ? `position(${value(JSON.stringify(given))} in systems) > 0`
      : `${name} = ${value(given)}`,
  );
  const pieces = every
    ? [whole(every, span)]
    : span === null
      ? [{ level: 'month' as const, span: null }]
      : split(span);
  const conditions = pieces.map(({ level, span: part }) =>
    [
      `level = '${level}' and grain = '${level === 'hour' ? 'all' : grain}' and workflow = any ($1::text[])`,
      ...(part ? [`at >= ${value(part.from)}::timestamp and at < ${value(part.to)}::timestamp`] : []),
      ...named,
    ].join(' and '),
  );
  return {
    of: (table) =>
      `(${conditions.map((condition) => `select * from ${table} where ${condition}`).join(' union all ')})`,
    values,
  };
}

/** The coarsest grain that tells apart what the selection names and what it is told apart by. */
function grainOf(names: readonly Dimension[], by: By): string {
  const apart = by === 'work' ? 'kind' : by;
  const grains = new Set(
    [...names, ...(apart === null || apart === 'period' ? [] : [apart])].flatMap((name) => GRAIN[name] ?? []),
  );
  const [only] = grains;
  if (only === undefined) return 'none';
  return grains.size === 1 ? only : 'all';
}

/** Weeks are sums of days; all others have cells of their own. */
export const LEVEL: Record<Period, Piece['level']> = {
  hour: 'hour',
  day: 'day',
  week: 'day',
  month: 'month',
};

function whole(every: Period, span: Span | null): { level: Piece['level']; span: Span | null } {
  return { level: LEVEL[every], span };
}

/** A span as whole months, the days before and behind them, and the hours before and behind those. */
export function split({ from, to }: Span): Piece[] {
  const days: Span = { from: up(from, 'day'), to: down(to, 'day') };
  if (days.from >= days.to) return [{ level: 'hour', span: { from, to } }];
  const months: Span = { from: up(from, 'month'), to: down(to, 'month') };
  const inner: Piece[] =
    months.from < months.to
      ? [
          { level: 'day', span: { from: days.from, to: months.from } },
          { level: 'month', span: months },
          { level: 'day', span: { from: months.to, to: days.to } },
        ]
      : [{ level: 'day', span: days }];
  const pieces: Piece[] = [
    { level: 'hour', span: { from, to: days.from } },
    ...inner,
    { level: 'hour', span: { from: days.to, to } },
  ];
  return pieces.filter(({ span }) => span.from < span.to);
}

const MIDNIGHT = '00:00:00';

function down(at: string, unit: 'day' | 'month'): string {
  return unit === 'day' ? `${at.slice(0, 10)} ${MIDNIGHT}` : `${at.slice(0, 7)}-01 ${MIDNIGHT}`;
}

function up(at: string, unit: 'day' | 'month'): string {
  const begins = down(at, unit);
  if (begins === at) return at;
  const next = new Date(`${begins.replace(' ', 'T')}Z`);
  if (unit === 'day') next.setUTCDate(next.getUTCDate() + 1);
  else next.setUTCMonth(next.getUTCMonth() + 1);
  return `${next.toISOString().slice(0, 10)} ${MIDNIGHT}`;
}
