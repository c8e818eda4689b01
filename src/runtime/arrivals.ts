import type { Pool } from 'pg';
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

/** Where arrivals wait that could not be delivered: nothing that came in is lost. */
export interface ArrivalShelf {
  /** Keeps it, or counts it once more where it is there already. Returns its id. */
  keep(id: string, undelivered: Undelivered, now: Date): Promise<string>;
  /** It became an event of a case after all: what was sent is forgotten. */
  delivered(
    workflow: string,
    trigger: string,
    sourceId: string,
    caseId: string | null,
    now: Date,
  ): Promise<void>;
}

/** The shelf in the table `arrivals`. */
export function arrivalShelf(pool: Pool): ArrivalShelf {
  return {
    async keep(id, { workflow, trigger, arrival, says, path, suggestion }, now) {
      const { rows } = await pool.query<{ id: string }>(
        `insert into arrivals
           (id, workflow, trigger, source_id, type, at, came_at, last_at, says, path, suggestion, payload)
         values ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10, $11)
         on conflict (workflow, trigger, source_id) do update set
           last_at = excluded.last_at, times = arrivals.times + 1, says = excluded.says, path = excluded.path,
           suggestion = excluded.suggestion,
           state = case when arrivals.state = 'dropped' then 'dropped' else 'waiting' end,
           payload = case when arrivals.state = 'dropped' then null else excluded.payload end
         returning id`,
        [
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
        ],
      );
      return rows[0]?.id ?? id;
    },
    async delivered(workflow, trigger, sourceId, caseId, now) {
      await pool.query(
        `update arrivals set state = 'delivered', case_id = $4, ended_at = $5, payload = null
         where workflow = $1 and trigger = $2 and source_id = $3 and state = 'waiting'`,
        [workflow, trigger, sourceId, caseId, now],
      );
    },
  };
}
