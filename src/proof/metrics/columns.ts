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
export const BY_NAME = NAMES.map((_, index) => index + 1).join(', ');

/** Columns of a cell that are added up. */
export const ADDED = [
  ...COUNTER_NAMES,
  ...SUM_NAMES.flatMap((name) => [`${name}_n`, `${name}_sum`, `${name}_squares`]),
];

/** What one set of rows of `decisions` adds to each column of a cell. */
export const COUNTED = [
  ...COUNTER_NAMES.map((name) => `count(*) filter (where ${COUNTERS[name]}) as ${name}`),
  ...SUM_NAMES.flatMap((name) => {
    const value = `(${SUMS[name]})`;
    return [
      `count(${value}) as ${name}_n`,
      `coalesce(sum(${value}), 0) as ${name}_sum`,
      `coalesce(sum(${value} * ${value}), 0) as ${name}_squares`,
    ];
  }),
  ...TIME_NAMES.map((name) => {
    const ms = `(${TIMES[name]})`;
    return `array_agg(((${binSql(ms)})::bigint << 32) + 1) filter (where ${ms} is not null) as ${name}`;
  }),
].join(',\n  ');

/** The histograms of a cell one element after the other: `time`, `bin` and how often it occurred. */
export const BINS = `cross join lateral (values ${TIME_NAMES.map((name) => `('${name}', ${name})`).join(', ')}) kept(time, bins)
  cross join lateral (select bin >> 32 as bin, bin & 4294967295 as n from unnest(bins) bin) binned`;
