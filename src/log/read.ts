import type { Pool } from 'pg';
import type { Actor, Cursor, Entry } from './schema.ts';
import { upgraded, type Upgrades } from './upgrades.ts';

const FOLLOW_LIMIT_MAX = 10_000;

export interface EntryRow {
  stream: string;
  version: number;
  kind: string;
  kind_version: number;
  at: Date;
  actor: string;
  body: string;
  private: string | null;
  prev_hash: string;
  hash: string;
  position: number;
  tx: string;
}

/** What `toEntry` reads of an entry. */
export const COLUMNS = `stream, version, kind, kind_version, at, actor, body, private,
  encode(prev_hash, 'hex') as prev_hash, encode(hash, 'hex') as hash, position`;

/** What followers are told: what is personal stays where it is, for it is most of an entry and nobody who counts needs it. */
const FOLLOWED = COLUMNS.replace('private', 'null::text as private');

/** The entries of each stream in order, in one query; absent streams are absent. */
export async function readStreams(
  pool: Pool,
  upgrades: Upgrades,
  streams: string[],
): Promise<Map<string, Entry[]>> {
  const { rows } = await pool.query<EntryRow>({
    name: 'log-read',
    text: 'select * from read_streams($1)',
    values: [streams],
  });
  const found = new Map<string, Entry[]>();
  for (const row of rows) {
    const entries = found.get(row.stream);
    if (entries) entries.push(toEntry(row, upgrades));
    else found.set(row.stream, [toEntry(row, upgrades)]);
  }
  return found;
}

/**
 * Entries after a cursor in the order (transaction, position). It stops before the oldest transaction still in
 * flight: one that commits late has a lower id than what is still to come, so nothing is ever skipped. A long
 * transaction in any database of the server therefore holds followers up, and a log that was restored into another
 * server is followed only once that server's transaction ids have passed those of the log (`pg_resetwal -x`).
 * `until` ends it at a place that a follower has reached before. What is private of an entry is left out.
 */
export async function followEntries(
  pool: Pool,
  upgrades: Upgrades,
  after: Cursor | null,
  options: { kinds?: string[]; limit: number; until?: Cursor },
): Promise<{ entries: Entry[]; cursor: Cursor | null }> {
  const limit = Math.min(options.limit, FOLLOW_LIMIT_MAX);
  const { rows } = await pool.query<EntryRow & { end_tx: string; end_position: number }>({
    name: 'log-follow',
    text: `select e.*, horizon.tx::text as end_tx, horizon.position as end_position
      from (
        select tx, position from entries where tx < pg_snapshot_xmin(pg_current_snapshot())
        order by entries.tx desc, position desc limit 1
      ) horizon
      left join lateral (
        select ${FOLLOWED}, tx::text from entries
        where (tx, position) > ($1::xid8, $2::bigint) and tx < pg_snapshot_xmin(pg_current_snapshot())
          and ($3::text[] is null or kind = any ($3))
          and ($5::xid8 is null or (tx, position) <= ($5::xid8, $6::bigint))
        order by entries.tx, position limit $4
      ) e on true`,
    values: [
      after?.tx ?? '0',
      after?.position ?? 0,
      options.kinds ?? null,
      limit,
      options.until?.tx ?? null,
      options.until?.position ?? null,
    ],
  });
  const found = rows.filter(({ stream }) => stream !== null);
  const last = found.at(-1);
  const end = rows[0];
  // Everything up to the horizon was looked at: a follower of rare kinds must not look at the others again.
  if (found.length < limit && end) {
    return {
      entries: found.map((row) => toEntry(row, upgrades)),
      cursor: options.until ?? { tx: end.end_tx, position: end.end_position },
    };
  }
  return {
    entries: found.map((row) => toEntry(row, upgrades)),
    cursor: last ? { tx: last.tx, position: last.position } : after,
  };
}

export function toEntry(row: EntryRow, upgrades: Upgrades): Entry {
  const body = JSON.parse(row.body) as Record<string, unknown>;
  const hidden =
    row.private === null ? undefined : (JSON.parse(row.private) as { data: Record<string, unknown> });
  return {
    stream: row.stream,
    version: row.version,
    kind: row.kind,
    ...upgraded(upgrades, row.kind, row.kind_version, body),
    at: row.at,
    actor: JSON.parse(row.actor) as Actor,
    private: hidden?.data,
    prevHash: row.prev_hash,
    hash: row.hash,
    position: row.position,
  };
}
