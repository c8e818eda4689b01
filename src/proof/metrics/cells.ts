import type { Dimension, Period } from '../../evidence/metrics/schema.ts';
import { TIME_NAMES } from '../../evidence/metrics/counters.ts';
import { BASELINE } from '../../evidence/metrics/definitions.ts';
import { ADDED, COUNTED, MOVED, NAMED } from './columns.ts';
import type { Grain } from './grains.ts';
import type { Selection, Span } from './selection.ts';

/** What a query over cells is told apart by. */
export type By = Dimension | 'period' | 'work' | null;

/** Spans that one statement reads, each under a name of its own. Null: the logging period, whenever it was. */
export type Parts = Readonly<Record<string, Span | null>>;

/** Cells of one level within a span (null: of all time); `raw` are counted from the decisions at once. */
export interface Piece {
  level: 'raw' | 'day' | 'week' | 'month';
  span: Span | null;
}

type Table = 'metric_cells' | 'metric_money';

/** SQL of the cells of a selection, with its values. */
export interface Cells {
  /** A select in parentheses; its columns are `part` and those of the table. */
  of(table: Table): string;
  values: unknown[];
}

const GRAIN: Record<Exclude<Dimension, 'workflow' | 'kind'>, Grain> = {
  play: 'play',
  agent: 'agent',
  version: 'agent',
  system: 'systems',
};

/**
 * The cells that make up a selection: whole months, then days at both ends, then hours, which are counted from the
 * decisions as they are asked for; so are selections by several names at once. `every`: all of one level, for
 * a line over time.
 */
export function cellsOf(
  { workflows, names, timeZone }: Pick<Selection, 'workflows' | 'names' | 'timeZone'>,
  parts: Parts,
  { by = null, every, isFine = false }: { by?: By; every?: Period; isFine?: boolean } = {},
): Cells {
  const grain = grainOf(Object.keys(names) as Dimension[], by);
  const all = Object.entries(parts).flatMap(([part, span]) =>
    (grain === null ? [{ level: 'raw' as const, span }] : piecesOf(span, every, isFine)).map((piece) => ({
      ...piece,
      part,
    })),
  );
  // The clock is the second value, where hours are counted: one that a statement does not name is refused.
  const values: unknown[] = all.some(({ level }) => level === 'raw') ? [workflows, timeZone] : [workflows];
  const value = (given: unknown) => `$${values.push(given)}`;
  const named = namedSql(names, value);
  const pieces = all.map(({ span, ...piece }) => ({
    ...piece,
    bounds: span && ([value(span.from), value(span.to)] as const),
  }));
  const unit = by === 'period' ? LEVEL[every ?? 'day'] : 'month';
  const apart = by === null ? [] : APART[by];
  const of = (table: Table) =>
    pieces.map(({ level, part, bounds }) => {
      if (level === 'raw') {
        const planned = bounds ? plannedSql(bounds) : PEOPLES;
        const counted = raw(
          table,
          `workflow = any ($1::text[]) and ${planned}`,
          `date_trunc('${unit}', planned_at at time zone $2::text)`,
          whereSql([...(bounds ? [] : [LOGGED]), ...named]),
          apart,
        );
        return `select '${part}' as part, counted.* from (${counted}) counted`;
      }
      const conditions = [
        `level = '${level}' and grain = '${grain}' and workflow = any ($1::text[])`,
        bounds ? withinSql(bounds) : LOGGED,
        ...named,
      ];
      return `select '${part}' as part, workflow, at, cohort, ${[...apart, ...COLUMNS[table]].join(', ')}
        from ${table}${whereSql(conditions)}`;
    });
  return { of: (table) => `(${of(table).join(' union all ')})`, values };
}

/** Conditions over the names of cells. */
export function namedSql(names: Selection['names'], value: (given: unknown) => string): string[] {
  return Object.entries(names).map(([name, given]) =>
    name === 'system'
      ? `position(${value(JSON.stringify(given))} in systems) > 0`
      : `${name} = ${value(given)}`,
  );
}

function whereSql(conditions: readonly string[]): string {
  return conditions.length > 0 ? ` where ${conditions.join(' and ')}` : '';
}

type Bounds = readonly [from: string, to: string];

/** Cells between two hours of the clock. */
export function withinSql([from, to]: Bounds): string {
  return `at >= ${from}::timestamp and at < ${to}::timestamp`;
}

/** Decisions between two hours of the clock, which is the second value. */
export function plannedSql([from, to]: Bounds): string {
  return `planned_at >= metric_hour(${from}::timestamp, $2) and planned_at < metric_hour(${to}::timestamp, $2)`;
}

function piecesOf(span: Span | null, every: Period | undefined, isFine: boolean): Piece[] {
  if (span === null) return [{ level: 'month', span: null }];
  if (!every) return split(span);
  const level = LEVEL[every] !== 'hour' && isFine ? 'day' : LEVEL[every];
  return [{ level: level === 'hour' ? 'raw' : level, span }];
}

/** Of all time only the logging period is asked for; an index has just those decisions. */
export const PEOPLES = `(cohort = 'recorded' or stage in ('record', 'shadow'))`;
const LOGGED = `cohort in ('${BASELINE.join(`', '`)}')`;

/** Names that the keys of a query are made from. */
const APART: Record<Exclude<By, null>, readonly string[]> = {
  period: [],
  workflow: [],
  work: ['kind'],
  kind: ['kind'],
  play: ['play'],
  agent: ['agent'],
  version: ['agent', 'version'],
  system: ['systems'],
};

const COLUMNS: Record<Table, readonly string[]> = {
  metric_cells: [...ADDED, ...TIME_NAMES],
  metric_money: ['name', 'currency', 'n', 'actions', 'sum', 'squares'],
};

/**
 * The cells of hours, counted from the decisions themselves: the ends of a selection, and lines by the hour. They are told
 * apart by no more names than the answer: to begin a cell costs as much as to add twenty decisions to it.
 */
function raw(table: Table, where: string, at: string, among: string, apart: readonly string[]): string {
  const by = ['workflow', 'hour', 'cohort', ...apart].join(', ');
  const names = ['workflow', 'hour as at', 'cohort', ...apart].join(', ');
  if (table === 'metric_cells')
    return `select ${names}, ${COUNTED.summed} from (
        select workflow, ${at} as hour, ${NAMED}, ${COUNTED.each} from decisions where ${where}
      ) one${among} group by ${by}`;
  return `select ${names}, name, currency, count(*) as n, sum(actions) as actions,
      sum(minor) as sum, sum(minor * minor) as squares
    from (select ${at} as hour, moved.* from (${MOVED(where)}) moved) one${among} group by ${by}, name, currency`;
}

/** What the cells must be told apart by; null where it is several names beside the kind, of which there are no cells. */
function grainOf(names: readonly Dimension[], by: By): Grain | null {
  const apart = new Set([...names, ...(by === null || by === 'period' ? [] : [by])]);
  const grains = new Set(
    [...apart].flatMap((name) =>
      name === 'workflow' || name === 'work' || name === 'kind' ? [] : [GRAIN[name]],
    ),
  );
  const [only] = grains;
  if (only === undefined) return apart.has('kind') || apart.has('work') ? 'kind' : 'none';
  return grains.size === 1 ? only : null;
}

/** What a line is made from. */
const LEVEL: Record<Period, 'hour' | 'day' | 'week' | 'month'> = {
  hour: 'hour',
  day: 'day',
  week: 'week',
  month: 'month',
};

/** A span as whole months, the weeks and days before and behind them, and the hours before and behind those. */
export function split(span: Span): Piece[] {
  return cut(span, 'day', raws, (days) =>
    cut(days, 'month', daysOf, (months) => [{ level: 'month', span: months }]),
  );
}

/** Days, those of whole weeks as weeks. */
function daysOf(span: Span): Piece[] {
  const alone = (days: Span): Piece[] => [{ level: 'day', span: days }];
  return cut(span, 'week', alone, (weeks) => [{ level: 'week', span: weeks }]);
}

function raws(span: Span): Piece[] {
  return [{ level: 'raw', span }];
}

/** The whole units within a span, and what is left of it on both sides. */
function cut(
  { from, to }: Span,
  unit: 'day' | 'week' | 'month',
  ends: (end: Span) => Piece[],
  middle: (whole: Span) => Piece[],
): Piece[] {
  const whole: Span = { from: up(from, unit), to: down(to, unit) };
  if (whole.from >= whole.to) return ends({ from, to });
  const before = { from, to: whole.from };
  const behind = { from: whole.to, to };
  const isSome = (end: Span) => end.from < end.to;
  return [
    ...[before].filter(isSome).flatMap(ends),
    ...middle(whole),
    ...[behind].filter(isSome).flatMap(ends),
  ];
}

const MIDNIGHT = '00:00:00';

/** When the unit begins that a clock time lies in; weeks begin on Monday. */
export function down(at: string, unit: 'day' | 'week' | 'month'): string {
  if (unit === 'month') return `${at.slice(0, 7)}-01 ${MIDNIGHT}`;
  const day = `${at.slice(0, 10)} ${MIDNIGHT}`;
  if (unit === 'day') return day;
  return later(day, -((new Date(`${day.replace(' ', 'T')}Z`).getUTCDay() + 6) % 7));
}

function up(at: string, unit: 'day' | 'week' | 'month'): string {
  const begins = down(at, unit);
  if (begins === at) return at;
  if (unit !== 'month') return later(begins, unit === 'week' ? 7 : 1);
  return down(later(begins, 31), 'month');
}

/** A clock time so many days later, as if the clock were that of UTC, which has no summer. */
function later(at: string, days: number): string {
  const time = new Date(`${at.replace(' ', 'T')}Z`);
  time.setUTCDate(time.getUTCDate() + days);
  return `${time.toISOString().slice(0, 10)} ${MIDNIGHT}`;
}
