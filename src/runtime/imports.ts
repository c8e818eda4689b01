import type { Pool } from 'pg';

/** Where imports write down how far they have come, each under its own id and in its own words. */
export interface ImportShelf {
  read(id: string): Promise<unknown>;
  write(id: string, state: unknown): Promise<void>;
}

/** The shelf in the table `imports`. */
export function importShelf(pool: Pool): ImportShelf {
  return {
    async read(id) {
      const { rows } = await pool.query<{ state: unknown }>('select state from imports where id = $1', [id]);
      return rows[0]?.state;
    },
    async write(id, state) {
      await pool.query(
        'insert into imports (id, state) values ($1, $2) on conflict (id) do update set state = excluded.state',
        [id, JSON.stringify(state)],
      );
    },
  };
}
