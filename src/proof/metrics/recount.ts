import type { PoolClient } from 'pg';
import { TIME_NAMES } from '../../evidence/metrics/counters.ts';
import { down } from './cells.ts';
import { ADDED, COUNTED, MOVED, NAMED, NAMES } from './columns.ts';
import { GRAIN, GRAIN_NAMES, setsOf } from './grains.ts';

/** A day of a workflow that must be counted again, as the workspace's clock shows it: `2026-03-01 00:00:00`. */
export interface Day {
  workflow: string;
  day: string;
}

/** Of more decisions than this, each bin of a histogram stands once. */
const BINS_APART_MAX = 64;

const CELL = ['level', 'grain', 'workflow', 'at', ...NAMES].join(', ');
const ALL_NAMES = NAMES.join(', ');
const TIMED = TIME_NAMES.join(', ');
const ALL_ADDED = ADDED.join(', ');

/**
 * Counts days again from their decisions, then the weeks and months that they are in from the days. What is counted again
 * is emptied first, so it may be counted as often as one likes; the cost is that of the days' decisions.
 */
export async function recount(client: PoolClient, days: readonly Day[], timeZone: string): Promise<void> {
  if (days.length === 0) return;
  const touched = columnsOf(days);
  await empty(client, 'day', touched);
  await client.query(DAY_CELLS, [...touched, timeZone]);
  await client.query(DAY_MONEY, [...touched, timeZone]);
  for (const level of ['week', 'month'] as const) {
    const begun = columnsOf(days.map(({ workflow, day }) => ({ workflow, day: down(day, level) })));
    await empty(client, level, begun);
    await client.query(addedCells(level), begun);
    await client.query(addedMoney(level), begun);
  }
}

/** Workflows and days, each pair once. */
function columnsOf(days: readonly Day[]): [string[], string[]] {
  const distinct = [...new Map(days.map((one) => [`${one.day} ${one.workflow}`, one])).values()];
  return [distinct.map(({ workflow }) => workflow), distinct.map(({ day }) => day)];
}

async function empty(client: PoolClient, level: string, touched: [string[], string[]]): Promise<void> {
  for (const table of ['metric_cells', 'metric_money'])
    await client.query(
      `delete from ${table} cell using unnest($1::text[], $2::timestamp[]) touched(workflow, at)
       cross join unnest($4::text[]) apart(name)
       where cell.level = $3 and cell.grain = apart.name and cell.workflow = touched.workflow and cell.at = touched.at`,
      [...touched, level, GRAIN_NAMES],
    );
}

const DAYS = `(select day.workflow, day.at as begins, metric_hour(day.at, $3) as since,
  metric_hour(day.at + interval '1 day', $3) as until from unnest($1::text[], $2::timestamp[]) day(workflow, at)) touched`;
const OF_DAY = `decisions.workflow = touched.workflow and planned_at >= touched.since and planned_at < touched.until`;

const UNGROUPED = NAMES.slice(1)
  .map((name) => `coalesce(${name}, '')`)
  .join(', ');
/** Of few decisions a histogram takes no more room than their bins one by one, and is made in a twentieth of the time. */
const mergedSql = (name: string) =>
  `case when cardinality(${name}) > ${BINS_APART_MAX} then merge_bins(${name}) else ${name} end`;

const DAY_CELLS = `insert into metric_cells (${CELL}, ${ALL_ADDED}, ${TIMED})
  select 'day', grain, workflow, begins, ${ALL_NAMES}, ${ALL_ADDED}, ${TIME_NAMES.map(mergedSql).join(', ')}
  from ${DAYS} cross join lateral (
    select ${GRAIN} as grain, cohort, ${NAMES.slice(1)
      .map((name) => `coalesce(${name}, '') as ${name}`)
      .join(', ')}, ${COUNTED.summed}
    from (select ${NAMED}, ${COUNTED.each} from decisions where ${OF_DAY}) one group by ${setsOf()}
  ) counted`;

const DAY_MONEY = `insert into metric_money (${CELL}, name, currency, n, actions, sum, squares)
  select 'day', ${GRAIN}, workflow, begins, cohort, ${UNGROUPED}, name, currency, count(*), sum(actions), sum(minor),
    sum(minor * minor)
  from (select touched.begins, moved.* from ${DAYS} cross join lateral (${MOVED(OF_DAY)}) moved) one
  group by ${setsOf('workflow', 'begins', 'name', 'currency')}`;

/** `offset 0` keeps the planner from reading the days of all times: it takes the few that are touched for many. */
const daysOf = (table: string, level: string) => `(select touched.at as begins, cell.*
  from unnest($1::text[], $2::timestamp[]) touched(workflow, at)
  cross join unnest('{${GRAIN_NAMES.join(',')}}'::text[]) apart(name)
  cross join lateral (
    select * from ${table} one where one.level = 'day' and one.grain = apart.name and one.workflow = touched.workflow
      and one.at >= touched.at and one.at < touched.at + interval '1 ${level}' offset 0
  ) cell) days`;
const LONGER = ['workflow', 'begins', 'grain', ...NAMES].join(', ');

const addedCells = (level: 'week' | 'month') => `insert into metric_cells (${CELL}, ${ALL_ADDED}, ${TIMED})
  select '${level}', grain, workflow, begins, ${ALL_NAMES}, ${ALL_ADDED}, ${TIME_NAMES.map(mergedSql).join(', ')}
  from (
    select ${LONGER}, ${ADDED.map((name) => `sum(${name}) as ${name}`).join(', ')},
      ${TIME_NAMES.map((name) => `joined_bins(${name}) as ${name}`).join(', ')}
    from ${daysOf('metric_cells', level)} group by ${LONGER}
  ) summed`;

const addedMoney = (
  level: 'week' | 'month',
) => `insert into metric_money (${CELL}, name, currency, n, actions, sum, squares)
  select '${level}', grain, workflow, begins, ${ALL_NAMES}, name, currency, sum(n), sum(actions), sum(sum), sum(squares)
  from ${daysOf('metric_money', level)} group by ${LONGER}, name, currency`;
