import type { PoolClient } from 'pg';
import { TIME_NAMES } from '../../evidence/metrics/counters.ts';
import { ADDED, BINS, BY_NAME, COUNTED, NAMED, NAMES } from './columns.ts';

/** An hour of a workflow that must be counted again, as the workspace's clock shows it: `2026-03-01 14:00:00`. */
export interface Hour {
  workflow: string;
  hour: string;
}

const CELL = ['level', 'grain', 'workflow', 'at', ...NAMES].join(', ');
const ALL_NAMES = NAMES.join(', ');

/**
 * Counts hours again from their decisions, then the days and months that they are in from the hours. What is counted
 * again is emptied first, so it may be counted as often as one likes; the cost is that of the hours' decisions.
 */
export async function recount(client: PoolClient, hours: readonly Hour[], timeZone: string): Promise<void> {
  if (hours.length === 0) return;
  const at = (unit: 'day' | 'month') =>
    distinct(hours.map(({ workflow, hour }) => ({ workflow, at: begin(hour, unit) })));
  const touched = distinct(hours.map(({ workflow, hour }) => ({ workflow, at: hour })));
  await empty(client, 'hour', touched);
  await client.query(HOUR_CELLS, [...columnsOf(touched), timeZone]);
  await client.query(HOUR_MONEY, [...columnsOf(touched), timeZone]);
  for (const [unit, sql] of [
    ['day', DAYS],
    ['month', MONTHS],
  ] as const) {
    const values = columnsOf(at(unit));
    await empty(client, unit, at(unit));
    await client.query(sql.cells, values);
    await client.query(sql.money, values);
  }
}

interface Touched {
  workflow: string;
  at: string;
}

function columnsOf(touched: readonly Touched[]): [string[], string[]] {
  return [touched.map(({ workflow }) => workflow), touched.map(({ at }) => at)];
}

function distinct(all: Touched[]): Touched[] {
  return [...new Map(all.map((one) => [`${one.at} ${one.workflow}`, one])).values()];
}

/** `2026-03-01 14:00:00` → `2026-03-01 00:00:00` */
function begin(hour: string, unit: 'day' | 'month'): string {
  return unit === 'day' ? `${hour.slice(0, 10)} 00:00:00` : `${hour.slice(0, 7)}-01 00:00:00`;
}

async function empty(client: PoolClient, level: string, touched: readonly Touched[]): Promise<void> {
  for (const table of ['metric_cells', 'metric_money'])
    await client.query(
      `delete from ${table} cell using unnest($1::text[], $2::timestamp[]) touched(workflow, at)
       where cell.level = $3 and cell.workflow = touched.workflow and cell.at = touched.at`,
      [...columnsOf(touched), level],
    );
}

const HOURS = `select hour.workflow, hour.at, metric_hour(hour.at, $3) as since,
  metric_hour(hour.at + interval '1 hour', $3) as until from unnest($1::text[], $2::timestamp[]) hour(workflow, at)`;
const OF_HOUR = `decisions.workflow = touched.workflow and planned_at >= touched.since and planned_at < touched.until`;

const HOUR_CELLS = `insert into metric_cells (${CELL}, ${[...ADDED, ...TIME_NAMES].join(', ')})
  select 'hour', 'all', touched.workflow, touched.at, counted.* from (${HOURS}) touched
  cross join lateral (select ${NAMED}, ${COUNTED} from decisions where ${OF_HOUR} group by ${BY_NAME}) counted`;

const MOVED = `select ${NAMED}, write as name, currency, count as actions, minor from decisions,
    json_to_recordset(moved::json) as done(write text, currency text, count bigint, minor double precision)
  where ${OF_HOUR} and moved is not null
  union all
  select ${NAMED}, 'all', currency, sum(count), sum(minor) from decisions,
    json_to_recordset(moved::json) as done(currency text, count bigint, minor double precision)
  where ${OF_HOUR} and moved is not null group by decisions.id, currency
  union all
  select ${NAMED}, 'edit', money_currency, 0, edited_minor from decisions
  where ${OF_HOUR} and how = 'edited' and edited_minor is not null and money_currency is not null`;

const HOUR_MONEY = `insert into metric_money (${CELL}, name, currency, n, actions, sum, squares)
  select 'hour', 'all', touched.workflow, touched.at, ${ALL_NAMES}, name, currency, count(*), sum(actions), sum(minor),
    sum(minor * minor)
  from (${HOURS}) touched cross join lateral (${MOVED}) one
  group by touched.workflow, touched.at, ${ALL_NAMES}, name, currency`;

/** Days are told apart by each name alone and by all together; months as their days are. */
const GRAINS = `grouping sets ((workflow, begins, cohort), (workflow, begins, cohort, kind), (workflow, begins, cohort, play),
  (workflow, begins, cohort, agent, version), (workflow, begins, cohort, systems),
  (workflow, begins, cohort, kind, play, agent, version, systems))`;
const GRAIN = `case when grouping(kind, systems) = 0 then 'all' when grouping(kind) = 0 then 'kind'
  when grouping(play) = 0 then 'play' when grouping(agent) = 0 then 'agent'
  when grouping(systems) = 0 then 'systems' else 'none' end`;
const UNGROUPED = NAMES.slice(1)
  .map((name) => `coalesce(${name}, '') as ${name}`)
  .join(', ');

const DAYS = summed('day', 'hour', { grain: GRAIN, names: `cohort, ${UNGROUPED}`, by: GRAINS });
const MONTHS = summed('month', 'day', {
  grain: 'grain',
  names: ALL_NAMES,
  by: `workflow, begins, grain, ${ALL_NAMES}`,
});

/** Cells of one level as sums of those of a finer one. */
function summed(
  level: 'day' | 'month',
  from: 'hour' | 'day',
  { grain, names, by }: Record<'grain' | 'names' | 'by', string>,
) {
  const source = (
    table: string,
  ) => `(select touched.at as begins, cell.* from unnest($1::text[], $2::timestamp[]) touched(workflow, at)
    join ${table} cell on cell.level = '${from}' and cell.workflow = touched.workflow
      and cell.at >= touched.at and cell.at < touched.at + interval '1 ${level}') finer`;
  const key = `workflow, begins, ${grain} as grain, ${names}`;
  const wider = (more: string) =>
    by.replace(/\(([^()]*)\)/g, `($1, ${more})`) + (by.includes('(') ? '' : `, ${more}`);
  const same = ['workflow', 'begins', 'grain', ...NAMES].join(', ');
  const arrays = TIME_NAMES.map(
    (name) => `array_agg((bin << 32) + n order by bin) filter (where time = '${name}') as ${name}`,
  );
  return {
    cells: `with summed as (
        select ${key}, ${ADDED.map((name) => `sum(${name}) as ${name}`).join(', ')} from ${source('metric_cells')} group by ${by}
      ), binned as (
        select ${key}, time, bin, sum(n)::bigint as n from ${source('metric_cells')} ${BINS} group by ${wider('time, bin')}
      ), arrays as (select ${same}, ${arrays.join(', ')} from binned group by ${same})
      insert into metric_cells (${CELL}, ${[...ADDED, ...TIME_NAMES].join(', ')})
      select '${level}', grain, workflow, begins, ${ALL_NAMES}, ${[...ADDED, ...TIME_NAMES].join(', ')}
      from summed left join arrays using (${same})`,
    money: `insert into metric_money (${CELL}, name, currency, n, actions, sum, squares)
      select '${level}', grain, workflow, begins, ${ALL_NAMES}, name, currency, n, actions, sum, squares from (
        select ${key}, name, currency, sum(n) as n, sum(actions) as actions, sum(sum) as sum, sum(squares) as squares
        from ${source('metric_money')} group by ${wider('name, currency')}
      ) made`,
  };
}
