import type { Pool } from 'pg';

/** Names of the switches that are thrown now, for looking before a write is sent again. */
export async function thrownSwitches(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>({
    name: 'switches-thrown',
    text: 'select name from switches',
  });
  return rows.map(({ name }) => name);
}
