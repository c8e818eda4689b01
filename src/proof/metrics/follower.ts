import type { Pool, PoolClient } from 'pg';
import { withTransaction } from '../../runtime/database.ts';
import { recount, type Day } from './recount.ts';

/** Entries that one turn takes up at most. Each turn counts whole days again, so that many small turns never end. */
const ENTRIES_MAX = 100_000;
/** Days that one turn counts again at most, the newest first: old rework waits, so that today never does. */
const STALE_DAYS_MAX = 40;
/** Days that are counted at once while everything is counted from the beginning. */
const DAYS_MAX = 100;
const LOCK = `hashtextextended('remit:metrics', 0)`;

export interface Clock {
  timeZone: string;
  now: Date;
}

/**
 * Takes up what the log has said since the last turn, notes the days on which those decisions were planned, and counts
 * some of the noted days again. A day that was named a hundred times meanwhile is counted once. Of several processes one
 * does it: the others are told `busy`. `more`: there is more to take up, or to count.
 */
export async function takeUp(pool: Pool, clock: Clock): Promise<'busy' | 'more' | 'level'> {
  return withTransaction(pool, async (client) => {
    const { rows: locks } = await client.query<{ mine: boolean }>(
      `select pg_try_advisory_xact_lock(${LOCK}) as mine`,
    );
    if (!locks[0]?.mine) return 'busy';
    const { rows: states } = await client.query<State>(
      'select tx::text, position, time_zone from metric_state',
    );
    const [state] = states;
    if (state?.time_zone !== clock.timeZone) {
      await countAll(client, clock);
      return 'level';
    }
    const { rows: news } = await client.query<News>(NEWS, [state.tx, state.position, ENTRIES_MAX]);
    const [{ entries, tx, position, cases } = { entries: 0, tx: null, position: null, cases: null }] = news;
    if (cases) await client.query(NOTE_DAYS, [cases, clock.timeZone]);
    const { rows: days } = await client.query<Day>(NEWEST_DAYS, [STALE_DAYS_MAX]);
    await recount(client, days, clock.timeZone);
    const isLevel = entries < ENTRIES_MAX && days.length < STALE_DAYS_MAX;
    await client.query(
      `update metric_state set tx = coalesce($1::xid8, tx), position = coalesce($2, position),
         counted_until = case when $3 then $4 else counted_until end`,
      [tx, position, isLevel, clock.now.toISOString()],
    );
    return isLevel ? 'level' : 'more';
  });
}

/** Empties the rollups and counts everything again: after a rebuild of the rows, and when the clock is another one. */
export async function refillMetrics(pool: Pool, clock: Clock): Promise<void> {
  await withTransaction(pool, async (client) => {
    await client.query(`select pg_advisory_xact_lock(${LOCK})`);
    await countAll(client, clock);
  });
}

interface State {
  tx: string;
  position: number;
  time_zone: string;
}

interface News {
  entries: number;
  tx: string | null;
  position: number | null;
  cases: string[] | null;
}

/** It stops before the oldest transaction still in flight, as every follower of the log does. */
const NEWS = `with news as (
    select tx, position, stream from entries
    where (tx, position) > ($1::xid8, $2::bigint) and tx < pg_snapshot_xmin(pg_current_snapshot())
    order by entries.tx, position limit $3
  )
  select count(*)::int as entries, (array_agg(tx::text order by tx desc, position desc))[1] as tx,
    (array_agg(position order by tx desc, position desc))[1] as position,
    array_agg(distinct substr(stream, 6)) filter (where stream like 'case/%') as cases
  from news`;

async function countAll(client: PoolClient, { timeZone, now }: Clock): Promise<void> {
  await client.query('set local statement_timeout = 0');
  await client.query('truncate metric_cells, metric_money, metric_state, metric_stale');
  // How far the log is now is read first: what comes in meanwhile is counted again afterwards, which changes nothing.
  await client.query(
    `insert into metric_state (tx, position, time_zone, counted_until)
     select coalesce(tx, '0'), coalesce(position, 0), $1, $2 from (select 1) one left join (
       select tx, position from entries where tx < pg_snapshot_xmin(pg_current_snapshot())
       order by entries.tx desc, position desc limit 1
     ) newest on true`,
    [timeZone, now.toISOString()],
  );
  const { rows: days } = await client.query<Day>(
    `select distinct workflow, date_trunc('day', planned_at at time zone $1)::text as day from decisions order by day`,
    [timeZone],
  );
  // Whole months together, so that each is summed once.
  for (const some of byMonth(days)) await recount(client, some, timeZone);
}

function byMonth(days: readonly Day[]): Day[][] {
  const months: Day[][] = [];
  for (const day of days) {
    const last = months.at(-1);
    const isSame = last?.[0]?.day.slice(0, 7) === day.day.slice(0, 7);
    if (last && (isSame || last.length < DAYS_MAX)) last.push(day);
    else months.push([day]);
  }
  return months;
}

/** The days on which the rounds of these cases were planned. A round keeps its day for ever. */
const NOTE_DAYS = `insert into metric_stale (workflow, day)
  select distinct workflow, date_trunc('day', planned_at at time zone $2)
  from unnest($1::text[]) named(id) cross join lateral (
    select workflow, planned_at from decisions where id > named.id || '.' and id < named.id || '/'
  ) rounds
  on conflict do nothing`;

const NEWEST_DAYS = `delete from metric_stale where (workflow, day) in (
    select workflow, day from metric_stale order by day desc limit $1
  ) returning workflow, day::text`;
