import type { Pool } from 'pg';
import { actionByRef } from './actions.ts';
import type { Arrival } from '../workspace/triggers/schema.ts';

/** Something that came in and could not become an event, with why. */
export interface Undelivered {
  workflow: string;
  trigger: string;
  arrival: Arrival;
  says: string;
  path?: string | undefined;
  suggestion?: string | undefined;
}

/** One that was kept, with what was sent while it waits. */
export interface KeptArrival extends Undelivered {
  id: string;
  state: 'waiting' | 'delivered' | 'dropped';
  caseId: string | null;
}

/** Where arrivals wait that could not be delivered: nothing that came in is lost. */
export interface ArrivalShelf {
  /** Keeps it, or counts it once more where it is there already (but not when we try again). Returns its id. */
  keep(id: string, undelivered: Undelivered, now: Date, isAgain?: boolean): Promise<string>;
  read(id: string): Promise<KeptArrival | undefined>;
  /** The ids of those that wait, the oldest first: they happened in that order. */
  waiting(workflow: string, trigger: string, limit: number): Promise<string[]>;
  /** A person says that nothing will come of it: what was sent is forgotten. False: it does not wait any more. */
  drop(id: string, by: string, because: string, now: Date): Promise<boolean>;
  /** The action that made a thing, by what its system called the thing. */
  readonly actionByRef: (ref: string) => Promise<{ key: string; case: string } | undefined>;
  /** It became an event of a case after all: what was sent is forgotten. */
  delivered(
    workflow: string,
    trigger: string,
    sourceId: string,
    caseId: string | null,
    now: Date,
  ): Promise<void>;
}

/** Who dropped what, and what became a case late, is kept for this long after it ended. */
export const ENDED_KEPT_MS = 90 * 24 * 3_600_000;
const SWEEP_EVERY_MS = 3_600_000;

const KEEP = `insert into arrivals
     (id, workflow, trigger, source_id, type, at, came_at, last_at, says, path, suggestion, payload)
   values ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10, $11)
   on conflict (workflow, trigger, source_id) do update set
     last_at = case when $12 then arrivals.last_at else excluded.last_at end,
     times = arrivals.times + case when $12 then 0 else 1 end, says = excluded.says, path = excluded.path,
     suggestion = excluded.suggestion,
     state = case when arrivals.state = 'dropped' then 'dropped' else 'waiting' end,
     payload = case when arrivals.state = 'dropped' then null else excluded.payload end
   returning id`;

/** The shelf in the table `arrivals`. What ended long ago is taken from it as other things come in. */
export function arrivalShelf(pool: Pool): ArrivalShelf {
  const sweep = sweeper(pool);
  return {
    actionByRef: (ref) => actionByRef(pool, ref),
    async keep(id, { workflow, trigger, arrival, says, path, suggestion }, now, isAgain = false) {
      await sweep(now);
      const { rows } = await pool.query<{ id: string }>(KEEP, [
        id,
        workflow,
        trigger,
        arrival.id,
        arrival.type ?? null,
        arrival.at,
        now,
        says,
        path ?? null,
        suggestion ?? null,
        JSON.stringify(arrival.payload ?? null),
        isAgain,
      ]);
      return rows[0]?.id ?? id;
    },
    async delivered(workflow, trigger, sourceId, caseId, now) {
      await pool.query(
        `update arrivals set state = 'delivered', case_id = $4, ended_at = $5, payload = null
         where workflow = $1 and trigger = $2 and source_id = $3 and state = 'waiting'`,
        [workflow, trigger, sourceId, caseId, now],
      );
      await sweep(now);
    },
    async read(id) {
      const { rows } = await pool.query<Row>('select * from arrivals where id = $1', [id]);
      return rows[0] && keptOf(rows[0]);
    },
    async waiting(workflow, trigger, limit) {
      const { rows } = await pool.query<{ id: string }>(
        `select id from arrivals where workflow = $1 and trigger = $2 and state = 'waiting'
         order by at, came_at limit $3`,
        [workflow, trigger, limit],
      );
      return rows.map(({ id }) => id);
    },
    async drop(id, by, because, now) {
      const { rowCount } = await pool.query(
        `update arrivals set state = 'dropped', by = $2, because = $3, ended_at = $4, payload = null
         where id = $1 and state = 'waiting'`,
        [id, by, because, now],
      );
      return rowCount === 1;
    },
  };
}

/** Forgets what ended long ago, once in a while. */
function sweeper(pool: Pool): (now: Date) => Promise<void> {
  let sweptAt = 0;
  return async (now) => {
    if (now.getTime() - sweptAt < SWEEP_EVERY_MS) return;
    sweptAt = now.getTime();
    const before = new Date(now.getTime() - ENDED_KEPT_MS);
    await pool.query(`delete from arrivals where state in ('delivered', 'dropped') and ended_at < $1`, [
      before,
    ]);
  };
}

interface Row {
  id: string;
  workflow: string;
  trigger: string;
  source_id: string;
  type: string | null;
  at: Date;
  says: string;
  path: string | null;
  suggestion: string | null;
  state: KeptArrival['state'];
  case_id: string | null;
  payload: string | null;
}

function keptOf(row: Row): KeptArrival {
  const payload: unknown = row.payload === null ? null : JSON.parse(row.payload);
  const arrival = { id: row.source_id, at: row.at, payload, ...(row.type !== null && { type: row.type }) };
  const { id, workflow, trigger, says, state, case_id: caseId } = row;
  const { path, suggestion } = row;
  return {
    id,
    workflow,
    trigger,
    arrival,
    says,
    path: path ?? undefined,
    suggestion: suggestion ?? undefined,
    state,
    caseId,
  };
}

/** One that waits, without what was sent. */
export interface WaitingArrival {
  id: string;
  workflow: string;
  trigger: string;
  type: string | null;
  came_at: string;
  times: number;
  says: string;
}

/** Those that wait, newest first. */
export async function readWaiting(
  pool: Pool,
  { workflow, limit }: { workflow?: string | undefined; limit: number },
): Promise<WaitingArrival[]> {
  const { rows } = await pool.query<Omit<WaitingArrival, 'came_at'> & { came_at: Date }>(
    `select id, workflow, trigger, type, came_at, times, says from arrivals
     where state = 'waiting' and ($1::text is null or workflow = $1) order by came_at desc, id desc limit $2`,
    [workflow ?? null, limit],
  );
  return rows.map((row) => ({ ...row, came_at: row.came_at.toISOString() }));
}
