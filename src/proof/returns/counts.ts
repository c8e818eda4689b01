import type { Pool } from 'pg';
import { binSql, type Histogram } from '../../evidence/metrics/bins.ts';
import { AGES, COHORT, OPEN } from '../../evidence/metrics/counters.ts';
import type { Counts, GroupCounts, KindMinutes } from '../../evidence/returns/measure.ts';

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
    ${SUMS('handling', MINUTES, 'true')},
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
  const [kinds, answers] = await Promise.all([
    pool.query<KindRow>({ name: 'return_kinds', text: KINDS, values: [workflow, from, now] }),
    pool.query<AnswerRow>({ name: 'return_answers', text: ANSWERS, values: [workflow, from, now] }),
  ]);
  const answered = (group: Row['grp']) => answersOf(answers.rows.filter(({ grp }) => grp === group));
  const minutes = (group: Row['grp']) => kindsOf(kinds.rows.filter(({ grp }) => grp === group));
  const group = (name: Row['grp']) => ({
    ...groupOf(row(name)),
    kinds: minutes(name),
    answers: answered(name),
  });
  const agent = row('agent');
  const since = agent?.['since'] instanceof Date ? agent['since'] : now;
  return {
    from: since,
    counts: {
      days: (now.getTime() - since.getTime()) / DAY_MS,
      control: group('control'),
      baseline: group('baseline'),
      agent: {
        ...group('agent'),
        waiting: kinds.rows.reduce((sum, { waiting }) => sum + waiting, 0),
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

interface KindRow {
  grp: Row['grp'];
  kind: string;
  bin: number | null;
  decided: number;
  sum: number;
  squares: number;
  waiting: number;
}

const GROUP = `case when ${COHORT} in ('shadow', 'recorded') then 'baseline' else ${COHORT} end`;
const MEASURED = `workflow = $1 and (planned_at >= $2 or stage in ('record', 'shadow') or cohort = 'recorded')`;
const HANDLED = 'case when at is not null then handling_ms / 60000.0::float8 end';

/** Minutes of each kind, as histograms with their sums, and what of the agent's decisions still waits for people. */
const KINDS = `select ${GROUP} as grp, kind, ${binSql('handling_ms')} as bin,
    count(*) filter (where at is not null)::int as decided, coalesce(sum(${HANDLED}), 0)::float8 as sum,
    coalesce(sum((${HANDLED}) * (${HANDLED})), 0)::float8 as squares,
    count(*) filter (where at is null and how is null and closed_at is null and ${COHORT} = 'agent')::int as waiting
  from decisions
  where ${MEASURED} and planned_at <= $3 and (at <= $3 or at is null) and (how is null or how <> 'expired')
  group by 1, 2, 3`;

function kindsOf(rows: readonly KindRow[]): KindMinutes[] {
  const kinds = new Map<string, KindMinutes>();
  for (const { kind, bin, decided, sum, squares } of rows) {
    const known = kinds.get(kind) ?? {
      kind,
      decided: 0,
      known: { count: 0, sum: 0, squares: 0 },
      minutes: [],
    };
    const { known: sums } = known;
    const count = bin === null ? 0 : decided;
    kinds.set(kind, {
      kind,
      decided: known.decided + decided,
      known: { count: sums.count + count, sum: sums.sum + sum, squares: sums.squares + squares },
      minutes: bin === null || count === 0 ? known.minutes : [...known.minutes, { bin, count }],
    });
  }
  return [...kinds.values()];
}

interface AnswerRow {
  grp: Row['grp'];
  bin: number;
  open: boolean;
  count: number;
}

const RESPONSE = `extract(epoch from first_response_at - coalesce(since_at, opened_at)) * 1000`;
const AGE = `(${AGES('$3::timestamptz').first_response})`;

/** Times until something first went out, and how long those wait to whom nothing has. */
const ANSWERS = `select grp, bin, open, count(*)::int as count from (
    select ${GROUP} as grp, ${binSql(`(${RESPONSE})`)} as bin, false as open from decisions
    where ${MEASURED} and at <= $3 and how <> 'expired' and first_response_at >= coalesce(since_at, opened_at)
    union all
    select ${GROUP}, case when ${AGE} is not null then ${binSql(AGE)} end, true from decisions
    where ${MEASURED} and planned_at <= $3 and ${OPEN}
  ) answers where bin is not null group by 1, 2, 3`;

function answersOf(rows: readonly AnswerRow[]): { ended: Histogram; open: Histogram } {
  const of = (open: boolean) =>
    rows.filter((row) => row.open === open).toSorted((one, other) => one.bin - other.bin);
  return { ended: of(false), open: of(true) };
}

function groupOf(row: Row | undefined): Omit<GroupCounts, 'kinds' | 'answers'> {
  return {
    decided: number(row, 'decided'),
    handling: sumsOf(row, 'handling'),
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
