import type { Dimension, Period } from '../../evidence/metrics/schema.ts';
import { TIME_NAMES } from '../../evidence/metrics/counters.ts';
import { ADDED, COUNTED, MOVED, NAMED, NAMES } from './columns.ts';
import type { Selection, Span } from './selection.ts';

/** What a query over cells is told apart by. */
export type By = Dimension | 'period' | 'work' | null;

/** Cells of one level within a span (null: of all time); `raw` are counted from the decisions at once. */
interface Piece {
  level: 'raw' | 'day' | 'month';
  span: Span | null;
}

type Table = 'metric_cells' | 'metric_money';

/** SQL of the cells of a selection, with its values. */
export interface Cells {
  /** A select in parentheses; its columns are those of the table. */
  of(table: Table): string;
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
 * The cells that make up a selection: whole months, then days at both ends, then hours, which are counted from the
 * decisions as they are asked for; so are selections by several names at once. `every`: all of one level, for
 * a line over time. `null` for the span takes all that there is.
 */
export function cellsOf(
  { workflows, names, timeZone }: Pick<Selection, 'workflows' | 'names' | 'timeZone'>,
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
  const pieces = grain === null ? [{ level: 'raw' as const, span }] : piecesOf(span, every);
  const zone = pieces.some(({ level }) => level === 'raw') ? value(timeZone) : '';
  const bounds = pieces.map(
    ({ span: part }) => part && [`${value(part.from)}::timestamp`, `${value(part.to)}::timestamp`],
  );
  const of = (table: Table) =>
    pieces.map(({ level }, index) => {
      const [from, to] = bounds[index] ?? [];
      if (level === 'raw') {
        const time = from
          ? `planned_at >= metric_hour(${from}, ${zone}) and planned_at < metric_hour(${to}, ${zone})`
          : PEOPLES;
        const unit = by === 'period' ? LEVEL[every ?? 'day'] : 'month';
        const counted = raw(
          table,
          `workflow = any ($1::text[]) and ${time}`,
          `date_trunc('${unit}', planned_at at time zone ${zone})`,
        );
        return `select * from (${counted}) counted${named.length > 0 ? ` where ${named.join(' and ')}` : ''}`;
      }
      const conditions = [
        `level = '${level}' and grain = '${grain}' and workflow = any ($1::text[])`,
        from ? `at >= ${from} and at < ${to}` : `cohort <> 'agent'`,
        ...named,
      ];
      return `select workflow, at, ${COLUMNS[table]} from ${table} where ${conditions.join(' and ')}`;
    });
  return { of: (table) => `(${of(table).join(' union all ')})`, values };
}

function piecesOf(span: Span | null, every: Period | undefined): Piece[] {
  if (span === null) return [{ level: 'month', span: null }];
  if (!every) return split(span);
  const level = LEVEL[every];
  return [{ level: level === 'hour' ? 'raw' : level, span }];
}

/** Of all time only people's own decisions are asked for. */
const PEOPLES = `(cohort <> 'agent' or stage in ('record', 'shadow'))`;

const COLUMNS: Record<Table, string> = {
  metric_cells: [...NAMES, ...ADDED, ...TIME_NAMES].join(', '),
  metric_money: [...NAMES, 'name', 'currency', 'n', 'actions', 'sum', 'squares'].join(', '),
};

/** The cells of hours, counted from the decisions themselves: the ends of a selection, and lines by the hour. */
function raw(table: Table, where: string, at: string): string {
  const by = ['workflow', 'at', ...NAMES].join(', ');
  if (table === 'metric_cells')
    return `select workflow, hour as at, ${NAMES.join(', ')}, ${COUNTED.summed} from (
        select workflow, ${at} as hour, ${NAMED}, ${COUNTED.each} from decisions where ${where}
      ) one group by ${by.replace(' at,', ' hour,')}`;
  return `select workflow, at, ${NAMES.join(', ')}, name, currency, count(*) as n, sum(actions) as actions,
      sum(minor) as sum, sum(minor * minor) as squares
    from (select ${at} as at, moved.* from (${MOVED(where)}) moved) one group by ${by}, name, currency`;
}

/** What the cells must be told apart by; null where it is several names at once, of which there are no cells. */
function grainOf(names: readonly Dimension[], by: By): string | null {
  const apart = by === 'work' ? 'kind' : by;
  const grains = new Set(
    [...names, ...(apart === null || apart === 'period' ? [] : [apart])].flatMap((name) => GRAIN[name] ?? []),
  );
  const [only] = grains;
  if (only === undefined) return 'none';
  return grains.size === 1 ? only : null;
}

/** Weeks are sums of days; all others have cells of their own. */
const LEVEL: Record<Period, 'hour' | 'day' | 'month'> = {
  hour: 'hour',
  day: 'day',
  week: 'day',
  month: 'month',
};

/** A span as whole months, the days before and behind them, and the hours before and behind those. */
export function split({ from, to }: Span): Piece[] {
  const days: Span = { from: up(from, 'day'), to: down(to, 'day') };
  if (days.from >= days.to) return [{ level: 'raw', span: { from, to } }];
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
    { level: 'raw', span: { from, to: days.from } },
    ...inner,
    { level: 'raw', span: { from: days.to, to } },
  ];
  return pieces.filter(({ span }) => span !== null && span.from < span.to);
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
