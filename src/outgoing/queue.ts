import type { Pool } from 'pg';
import { withTransaction } from '../runtime/database.ts';
import type { Cursor } from '../log/schema.ts';
import type { CloudEvent } from './schema.ts';

/** One hook as its row says, held by this process. */
export interface HookState {
  cursor: Cursor;
  state: 'on' | 'stopped';
  fails: number;
  failingSince: Date | null;
  sentAt: Date | null;
  isDue: boolean;
}

/** An event that waits to be sent. */
export interface Waiting {
  seq: number;
  id: string;
  event: string;
  tries: number;
  firstAt: Date | null;
}

/** Events that wait for one hook; while there are as many, the log is not read further. */
const QUEUE_MAX = 10_000;

/**
 * Takes a hook for so long, so that one process sends; null where another has it. A hook that was never seen begins at
 * the end of the log: what was before it is nobody's news.
 */
export async function takeHook(
  pool: Pool,
  hook: string,
  { holder, ms, now }: { holder: string; ms: number; now: Date },
): Promise<HookState | null> {
  const { rows } = await pool.query<{
    tx: string;
    position: number;
    state: 'on' | 'stopped';
    fails: number;
    failing_since: Date | null;
    sent_at: Date | null;
    next_at: Date;
  }>(
    `insert into outgoing (hook, tx, position, lease_by, lease_until, next_at)
     select $1, coalesce(tx, '0'), coalesce(position, 0), $2, now() + $3 * interval '1 ms', $4
     from (select 1) one left join (
       select tx, position from entries where tx < pg_snapshot_xmin(pg_current_snapshot())
       order by entries.tx desc, position desc limit 1
     ) newest on true
     on conflict (hook) do update set lease_by = excluded.lease_by, lease_until = excluded.lease_until
     where outgoing.lease_by is null or outgoing.lease_by = $2 or outgoing.lease_until < now()
     returning tx::text, position, state, fails, failing_since, sent_at, next_at`,
    [hook, holder, ms, now],
  );
  const [row] = rows;
  return (
    (row && {
      cursor: { tx: row.tx, position: row.position },
      state: row.state,
      fails: row.fails,
      failingSince: row.failing_since,
      sentAt: row.sent_at,
      isDue: row.next_at <= now,
    }) ??
    null
  );
}

export async function releaseHooks(pool: Pool, holder: string): Promise<void> {
  await pool.query('update outgoing set lease_by = null, lease_until = null where lease_by = $1', [holder]);
}

export async function hasRoom(pool: Pool, hook: string): Promise<boolean> {
  const { rows } = await pool.query<{ full: boolean }>(
    `select count(*) >= $2 as full from (
       select 1 from outgoing_events where hook = $1 and state = 'waiting' limit $2) waiting`,
    [hook, QUEUE_MAX],
  );
  return !rows[0]?.full;
}

/** Puts events at the end of the queue and says how far the log was read, both or neither. */
export async function enqueue(
  pool: Pool,
  hook: string,
  { events, cursor, now }: { events: { stream: string; event: CloudEvent }[]; cursor: Cursor; now: Date },
): Promise<void> {
  await withTransaction(pool, async (client) => {
    if (events.length > 0) {
      await client.query(
        `insert into outgoing_events (hook, id, stream, type, event, next_at)
         select $1, id, stream, type, event, $6
         from unnest($2::text[], $3::text[], $4::text[], $5::text[]) e (id, stream, type, event)
         on conflict (hook, id) do nothing`,
        [
          hook,
          events.map(({ event }) => event.id),
          events.map(({ stream }) => stream),
          events.map(({ event }) => event.type),
          events.map(({ event }) => JSON.stringify(event)),
          now,
        ],
      );
    }
    await client.query('update outgoing set tx = $2, position = $3 where hook = $1', [
      hook,
      cursor.tx,
      cursor.position,
    ]);
  });
}

/**
 * What may be sent now: of each stream only the oldest that waits, so that a case's events arrive in order. While a hook
 * fails, what was tried least comes first, so that one event that is never taken does not keep the others.
 */
export async function dueEvents(
  pool: Pool,
  hook: string,
  now: Date,
  limit: number,
  isFailing: boolean,
): Promise<Waiting[]> {
  const { rows } = await pool.query<{
    seq: number;
    id: string;
    event: string;
    tries: number;
    first_at: Date | null;
  }>(
    `select seq, id, event, tries, first_at from (
       select distinct on (stream) seq, id, event, tries, first_at, next_at from outgoing_events
       where hook = $1 and state = 'waiting' order by stream, seq
     ) heads where next_at <= $2 order by case when $4 then tries else 0 end, seq limit $3`,
    [hook, now, limit, isFailing],
  );
  return rows.map(({ first_at: firstAt, ...row }) => ({ ...row, firstAt }));
}

export async function wasSent(pool: Pool, hook: string, seq: number, now: Date): Promise<void> {
  await withTransaction(pool, async (client) => {
    await client.query('delete from outgoing_events where seq = $1', [seq]);
    await client.query(
      `update outgoing set sent = sent + 1, sent_at = $2, fails = 0, failing_since = null, next_at = $2
       where hook = $1`,
      [hook, now],
    );
  });
}

/** It was not taken: it waits until `nextAt`, or is given up; the hook as a whole waits as well. */
export async function wasRefused(
  pool: Pool,
  hook: string,
  {
    seq,
    says,
    now,
    nextAt,
    hookNextAt,
  }: { seq: number; says: string; now: Date; nextAt: Date | null; hookNextAt: Date },
): Promise<void> {
  await withTransaction(pool, async (client) => {
    await client.query(
      `update outgoing_events set tries = tries + 1, first_at = coalesce(first_at, $2), says = $3,
         next_at = coalesce($4, next_at), state = case when $4::timestamptz is null then 'given_up' else state end
       where seq = $1`,
      [seq, now, says, nextAt],
    );
    await client.query(
      `update outgoing set fails = fails + 1, failing_since = coalesce(failing_since, $2), says = $3, next_at = $4
       where hook = $1`,
      [hook, now, says, hookNextAt],
    );
  });
}

export async function setState(
  pool: Pool,
  hook: string,
  state: 'on' | 'stopped',
  now: Date,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update outgoing set state = $2, fails = 0, failing_since = null, next_at = $3 where hook = $1 and state <> $2`,
    [hook, state, now],
  );
  if (state === 'on')
    await pool.query(
      `update outgoing_events set next_at = $2, state = 'waiting', first_at = null, tries = 0 where hook = $1`,
      [hook, now],
    );
  return rowCount === 1;
}
