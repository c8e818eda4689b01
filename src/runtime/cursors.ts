import type { Pool } from 'pg';

/**
 * Where triggers that look for themselves have read to, each under a name of its own (`mail/support/inbox`). One process
 * at a time looks: whoever takes a cursor holds it for so long, and keeps it by writing or taking again.
 */
export interface Cursors {
  /** The cursor, held from now for `ms`; `value` is null at the beginning. Null: another process has it. */
  take(name: string, ms: number): Promise<{ value: string | null } | null>;
  /** Writes how far it is. False: the lease was lost to another process, and nothing was written. */
  keep(name: string, value: string): Promise<boolean>;
  release(name: string): Promise<void>;
}

/** The cursors in the database, for one process: `holder` names it (`world.worker`). */
export function openCursors(pool: Pool, holder: string): Cursors {
  return {
    async take(name, ms) {
      const { rows } = await pool.query<{ value: string | null }>(
        `insert into cursors (name, lease_by, lease_until) values ($1, $2, now() + $3 * interval '1 ms')
         on conflict (name) do update set lease_by = excluded.lease_by, lease_until = excluded.lease_until
         where cursors.lease_by is null or cursors.lease_by = $2 or cursors.lease_until < now()
         returning value`,
        [name, holder, ms],
      );
      return rows[0] ?? null;
    },
    async keep(name, value) {
      const { rowCount } = await pool.query(
        'update cursors set value = $3, at = now() where name = $1 and lease_by = $2',
        [name, holder, value],
      );
      return rowCount === 1;
    },
    async release(name) {
      await pool.query(
        'update cursors set lease_by = null, lease_until = null where name = $1 and lease_by = $2',
        [name, holder],
      );
    },
  };
}
