import type { Pool } from 'pg';
import { NEW_RECIPIENT_SHARE } from '../evidence/anomaly.ts';
import type { Usual, UsualAmount, UsualRecipients, UsualWrite } from '../evidence/schema.ts';

/** How far back the history goes that an action is held against. */
export const USUAL_DAYS = 90;
/** Where a write goes to more than this many, a new one is nothing special anyway. */
const RECIPIENTS_MAX = 10_000;

interface Asked {
  workflows: string[];
  currency: string;
  timeZone: string;
  now: Date;
}

/** The statistics of every write of these workflows, over what was done in the last 90 days and was no undo. */
export async function readUsual(pool: Pool, asked: Asked): Promise<Map<string, Usual>> {
  const since = [asked.workflows, asked.now.toISOString()];
  const read = async <T>(name: string, text: string, ...more: unknown[]) =>
    (await pool.query<T & Write>({ name: `usual-${name}`, text, values: [...since, ...more] })).rows;
  const [clock, days, amounts, rates, recipients] = await Promise.all([
    read<{ hour: number; count: number; recent: number }>('clock', CLOCK, asked.timeZone),
    read<{ days: number }>('days', DAYS, asked.timeZone),
    read<UsualAmount>('amounts', AMOUNTS, asked.currency),
    read<UsualWrite['perHour']>('rates', RATES),
    read<UsualRecipients>('recipients', RECIPIENTS, NEW_RECIPIENT_SHARE, RECIPIENTS_MAX),
  ]);
  const usual = new Map<string, Usual>(asked.workflows.map((name) => [name, { writes: {} }]));
  const of = ({ workflow, write }: Write): UsualWrite | undefined => {
    const writes = usual.get(workflow)?.writes;
    return writes && (writes[write] ??= nothing());
  };
  for (const { hour, count, recent, ...named } of clock) {
    const known = of(named);
    if (!known) continue;
    known.hours[hour] = count;
    known.count += count;
    known.lastHour += recent;
  }
  for (const { workflow, write, ...day } of days) Object.assign(of({ workflow, write }) ?? {}, day);
  for (const { workflow, write, ...amount } of amounts)
    Object.assign(of({ workflow, write }) ?? {}, { amount });
  for (const { workflow, write, ...perHour } of rates)
    Object.assign(of({ workflow, write }) ?? {}, { perHour });
  for (const { workflow, write, ...whom } of recipients)
    Object.assign(of({ workflow, write }) ?? {}, { recipients: whom });
  return usual;
}

interface Write {
  workflow: string;
  write: string;
}

function nothing(): UsualWrite {
  return {
    count: 0,
    days: 0,
    amount: null,
    perHour: { hours: 0, median: 0, spread: 0, max: 0 },
    lastHour: 0,
    hours: Array.from({ length: 24 }, () => 0),
    recipients: null,
  };
}

const DONE = `done as (
  select workflow, write, intended_at, money_minor, money_currency, recipient from actions
  where workflow = any ($1) and status = 'done' and undoes is null
    and intended_at > $2::timestamptz - interval '${USUAL_DAYS} days' and intended_at <= $2::timestamptz
)`;

const CLOCK = `with ${DONE}
select workflow, write, extract(hour from intended_at at time zone $3)::int as hour, count(*)::int as count,
  count(*) filter (where intended_at > $2::timestamptz - interval '60 minutes')::int as recent
from done group by workflow, write, hour`;

const DAYS = `with ${DONE}
select workflow, write, count(distinct (intended_at at time zone $3)::date)::int as days
from done group by workflow, write`;

// 1.4826 scales the median absolute deviation to the standard deviation of a normal distribution.
const AMOUNTS = `with ${DONE},
amounts as (
  select workflow, write, money_minor, ln(money_minor::float8) as log from done
  where money_minor > 0 and money_currency = $3
),
middle as (
  select workflow, write, count(*)::int as count, percentile_cont(0.5) within group (order by log) as median,
    percentile_disc(0.99) within group (order by money_minor) as high, max(money_minor) as max
  from amounts group by workflow, write
)
select workflow, write, middle.count, $3 as currency, median, high::float8, max::float8,
  1.4826 * percentile_cont(0.5) within group (order by abs(log - median)) as spread
from middle join amounts using (workflow, write)
group by workflow, write, middle.count, median, high, max`;

// The hour that is under way is not whole yet.
const RATES = `with ${DONE},
busy as (
  select workflow, write, count(*)::int as count from done
  where intended_at < date_trunc('hour', $2::timestamptz)
  group by workflow, write, date_trunc('hour', intended_at)
),
middle as (
  select workflow, write, count(*)::int as hours, percentile_cont(0.5) within group (order by count) as median,
    max(count) as max
  from busy group by workflow, write
)
select workflow, write, hours, median, max,
  1.4826 * percentile_cont(0.5) within group (order by abs(busy.count - median)) as spread
from middle join busy using (workflow, write) group by workflow, write, hours, median, max`;

const RECIPIENTS = `with ${DONE},
each as (
  select workflow, write, recipient, count(*)::int as times from done where recipient is not null
  group by workflow, write, recipient
)
select workflow, write, sum(times)::int as count, (count(*) filter (where times = 1))::int as once,
  json_object_agg(recipient, times) as known
from each group by workflow, write
having count(*) filter (where times = 1) <= $3::float8 * sum(times) and count(*) <= $4::int`;
