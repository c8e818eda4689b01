import type { Pool } from 'pg';
import type { Cursor, Log } from '../log/schema.ts';
import { eventsOf, type Outgoing } from './events.ts';
import { endedIn } from './fill.ts';

/** A place in the order of events: so many entries after a cursor. */
export interface Place extends Cursor {
  skip: number;
}

/** An event with the place behind it, to go on from. */
export interface Placed {
  outgoing: Outgoing;
  place: Place;
}

const ENTRIES_MAX = 200;
const PLACE = /^(\d{1,20})-(\d{1,16})-(\d{1,3})$/;

/** As `id:` of a server-sent event, and read back from `Last-Event-ID`. */
export function writePlace({ tx, position, skip }: Place): string {
  return `${tx}-${position}-${skip}`;
}

/** Undefined for what this stream did not give out. */
export function readPlace(text: string): Place | undefined {
  const [, tx, position, skip] = PLACE.exec(text) ?? [];
  if (tx === undefined || Number(skip) > ENTRIES_MAX) return undefined;
  return { tx, position: Number(position), skip: Number(skip) };
}

/** The end of the log, as far as no transaction in flight can precede it. */
export async function endOfLog(pool: Pool): Promise<Place> {
  const { rows } = await pool.query<{ tx: string; position: number }>(
    `select tx::text, position from entries where tx < pg_snapshot_xmin(pg_current_snapshot())
     order by entries.tx desc, position desc limit 1`,
  );
  return { tx: rows[0]?.tx ?? '0', position: rows[0]?.position ?? 0, skip: 0 };
}

/**
 * What goes out after a place, and the place behind all that was looked at. The log's order never changes, so that
 * whoever comes back with a place gets what follows it: nothing is left out, and nothing comes twice.
 */
export async function eventsAfter(
  pool: Pool,
  log: Log,
  place: Place,
): Promise<{ events: Placed[]; place: Place; more: boolean }> {
  const { tx, position, skip } = place;
  const { entries, cursor } = await log.follow({ tx, position }, { limit: ENTRIES_MAX });
  const fresh = entries.slice(skip);
  const end = cursor ? { ...cursor, skip: 0 } : place;
  const placeOf = (index: number): Place => ({ tx, position, skip: index + 1 });
  const indexes = new Map(entries.map((entry, index) => [`${entry.stream}/${entry.version}`, index]));
  const told = (await eventsOf(pool, fresh)).map((outgoing) => ({
    outgoing,
    place: placeOf(indexes.get(outgoing.event.id) ?? entries.length - 1),
  }));
  const ended = (await endedIn(pool, log, fresh)).map((outgoing) => ({
    outgoing,
    place: placeOf(entries.length - 1),
  }));
  return { events: [...told, ...ended], place: end, more: entries.length === ENTRIES_MAX };
}
