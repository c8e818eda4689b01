import { setTimeout as wait } from 'node:timers/promises';
import type { Pool } from 'pg';

const LOOK_MS = 5;
const GIVE_UP_MS = 20_000;

/**
 * Waits until whoever follows the log sees all that was appended so far. Followers read only up to the oldest
 * transaction in flight on the whole server, and other tests have theirs on the same one.
 */
export async function settled(pool: Pool): Promise<void> {
  const until = Date.now() + GIVE_UP_MS;
  while (Date.now() < until) {
    const { rows } = await pool.query<{ all: boolean }>(
      'select coalesce(max(tx) < pg_snapshot_xmin(pg_current_snapshot()), true) as all from entries',
    );
    if (rows[0]?.all) return;
    await wait(LOOK_MS);
  }
  throw new Error(`a transaction is in flight for more than ${GIVE_UP_MS} ms`);
}
