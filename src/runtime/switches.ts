import type { Pool } from 'pg';

/** Names of the switches that are thrown now, drills left out: for looking before a write is sent again. */
export async function thrownSwitches(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>({
    name: 'switches-thrown',
    text: 'select name from switches where not drill',
  });
  return rows.map(({ name }) => name);
}
