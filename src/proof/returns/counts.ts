import type { Pool } from 'pg';
import { COHORT } from '../../evidence/metrics/counters.ts';
import type { Counts, GroupCounts } from '../../evidence/returns/measure.ts';

const DAY_MS = 86_400_000;
/** What is measured lies in the newest so many days, but for the logging period, which may be older. */
export const MEASURED_DAYS = 91;
/** A case that closed so long ago would have come back by now, if it ever does. */
const SETTLED_DAYS = 14;
/** Of very many rounds the newest so many tell enough: a mean of them is exact to half a percent. */
const ROUNDS_MAX = 100_000;

interface Row extends Record<string, unknown> {
  grp: 'agent' | 'control' | 'baseline';
}

const SUMS = (name: string, value: string, filter: string) => `
  count(${value}) filter (where ${filter})::float8 as ${name}_count,
  coalesce(sum(${value}) filter (where ${filter}), 0)::float8 as ${name}_sum,
  coalesce(sum((${value}) * (${value})) filter (where ${filter}), 0)::float8 as ${name}_squares`;

const MINUTES = 'd.handling_ms / 60000.0::float8';
const HOURS = `(extract(epoch from d.first_response_at - coalesce(d.since_at, d.opened_at)) / 3600)::float8`;
const REVIEWED = `d.how in ('approved', 'edited')`;
const BY_HAND = `d.how in ('rejected', 'handled')`;
const MOVED = `d.done_minor > 0 and d.money_currency = $4`;
const LOST = `d.how = 'alone' and (d.reworked or (d.audited_at is not null and d.agreed = false))`;

const TEXT = `
  with rounds as (
    select *, ${COHORT} as cohort_counted
    from decisions
    where workflow = $1 and at is not null and at <= $3 and how <> 'expired'
      and (planned_at >= $2 or stage in ('record', 'shadow') or cohort = 'recorded')
    order by at desc limit ${ROUNDS_MAX}
  )
  select case when d.cohort_counted in ('shadow', 'recorded') then 'baseline' else d.cohort_counted end as grp,
    count(*)::int as decided, count(distinct d.case_id)::int as cases, min(d.planned_at) as since,
    count(*) filter (where d.closed_at <= $5)::int as closed,
    count(*) filter (where d.closed_at <= $5 and d.reworked)::int as reworked,
    count(*) filter (where ${REVIEWED})::int as reviewed, count(*) filter (where ${BY_HAND})::int as by_hand,
    ${SUMS('handling', MINUTES, 'true')}, ${SUMS('response', HOURS, 'd.first_response_at >= coalesce(d.since_at, d.opened_at)')},
    ${SUMS('review', MINUTES, REVIEWED)}, ${SUMS('hand', MINUTES, BY_HAND)},
    ${SUMS('spent', 'coalesce(d.spent_minor, 0)::float8', 'd.planned is not null')},
    ${SUMS('moved', 'd.done_minor::float8', MOVED)},
    ${SUMS('alone', 'd.done_minor::float8', `${MOVED} and d.how = 'alone'`)},
    ${SUMS('lost', 'd.done_minor::float8', `${MOVED} and ${LOST}`)},
    count(*) filter (where d.done_minor > 0 and d.money_currency is distinct from $4)::int as other_currencies
  from rounds d group by 1`;

/**
 * What was counted of one workflow: of its agent's cases and of the control group in the last quarter, and of the
 * logging period at any time. Sums only, so that every mean and interval can be made from them again.
 */
export async function readCounts(
  pool: Pool,
  workflow: string,
  { currency, now }: { currency: string; now: Date },
): Promise<{ counts: Counts; from: Date }> {
  const from = new Date(now.getTime() - MEASURED_DAYS * DAY_MS);
  const settled = new Date(now.getTime() - SETTLED_DAYS * DAY_MS);
  const { rows } = await pool.query<Row>({
    name: 'return_counts',
    text: TEXT,
    values: [workflow, from, now, currency, settled],
  });
  const row = (group: Row['grp']) => rows.find(({ grp }) => grp === group);
  const agent = row('agent');
  const since = agent?.['since'] instanceof Date ? agent['since'] : now;
  return {
    from: since,
    counts: {
      days: (now.getTime() - since.getTime()) / DAY_MS,
      control: groupOf(row('control')),
      baseline: groupOf(row('baseline')),
      agent: {
        ...groupOf(agent),
        cases: number(agent, 'cases'),
        reviewed: { count: number(agent, 'reviewed'), known: sumsOf(agent, 'review') },
        byHand: { count: number(agent, 'by_hand'), known: sumsOf(agent, 'hand') },
        spent: sumsOf(agent, 'spent'),
        moved: sumsOf(agent, 'moved'),
        alone: sumsOf(agent, 'alone'),
        lost: sumsOf(agent, 'lost'),
        otherCurrencies: number(agent, 'other_currencies'),
      },
    },
  };
}

function groupOf(row: Row | undefined): GroupCounts {
  return {
    decided: number(row, 'decided'),
    handling: sumsOf(row, 'handling'),
    response: sumsOf(row, 'response'),
    closed: number(row, 'closed'),
    reworked: number(row, 'reworked'),
  };
}

function sumsOf(row: Row | undefined, name: string) {
  return {
    count: number(row, `${name}_count`),
    sum: number(row, `${name}_sum`),
    squares: number(row, `${name}_squares`),
  };
}

function number(row: Row | undefined, name: string): number {
  return Number(row?.[name] ?? 0);
}
