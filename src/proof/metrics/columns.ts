import { binSql } from '../../evidence/metrics/bins.ts';
import {
  COHORT,
  COUNTER_NAMES,
  COUNTERS,
  PLAY,
  SUM_NAMES,
  SUMS,
  TIME_NAMES,
  TIMES,
  type Sum,
  type Time,
} from '../../evidence/metrics/counters.ts';

/** Names that a cell is told apart by; the SQL that gives each of them for a row of `decisions`. */
export const NAMES = ['cohort', 'kind', 'play', 'agent', 'version', 'systems'] as const;
export const NAMED = [
  `(${COHORT}) as cohort`,
  'kind',
  `${PLAY} as play`,
  'agent',
  'agent_version as version',
  `coalesce(systems, '[]') as systems`,
].join(', ');

/** Columns of a cell that are added up. */
export const ADDED = [
  ...COUNTER_NAMES,
  ...SUM_NAMES.flatMap((name) => [`${name}_n`, `${name}_sum`, `${name}_squares`]),
];

const value = (name: Sum) => `(${SUMS[name]})`;
const ms = (name: Time) => `(${TIMES[name]})`;

/** What each row of `decisions` adds to the columns of a cell, and how many rows are added up. */
export const COUNTED = {
  each: [
    ...COUNTER_NAMES.map((name) => `(${COUNTERS[name]}) as ${name}`),
    ...SUM_NAMES.map((name) => `${value(name)} as ${name}`),
    ...TIME_NAMES.map(
      (name) =>
        `case when ${ms(name)} is not null then ((${binSql(ms(name))})::bigint << 32) + 1 end as ${name}`,
    ),
  ].join(', '),
  summed: [
    ...COUNTER_NAMES.map((name) => `count(*) filter (where ${name}) as ${name}`),
    ...SUM_NAMES.flatMap((name) => [
      `count(${name}) as ${name}_n`,
      `coalesce(sum(${name}), 0) as ${name}_sum`,
      `coalesce(sum(${name} * ${name}), 0) as ${name}_squares`,
    ]),
    ...TIME_NAMES.map((name) => `array_agg(${name}) filter (where ${name} is not null) as ${name}`),
  ].join(', '),
};

/** Money of decisions, one row for each write and currency, and one for all writes together (`all`), and for edits. */
export const MOVED = (
  where: string,
) => `select workflow, ${NAMED}, planned_at, write as name, currency, count as actions, minor
  from decisions, json_to_recordset(moved::json) as done(write text, currency text, count bigint, minor double precision)
  where ${where} and moved is not null
  union all
  select workflow, ${NAMED}, planned_at, 'all', currency, sum(count), sum(minor) from decisions,
    json_to_recordset(moved::json) as done(currency text, count bigint, minor double precision)
  where ${where} and moved is not null group by decisions.id, currency
  union all
  select workflow, ${NAMED}, planned_at, 'edit', money_currency, 0, edited_minor from decisions
  where ${where} and how = 'edited' and edited_minor is not null and money_currency is not null`;

/**
 * The histograms of cells as they are stored, one behind the other: `histogramOf` adds them up. In SQL that takes ten
 * times as long, and to join arrays takes the square of their number.
 */
export const JOINED = TIME_NAMES.map((name) => `string_agg(array_send(${name}), ''::bytea) as ${name}`).join(
  ', ',
);
