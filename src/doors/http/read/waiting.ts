import type { Pool } from 'pg';
import { countAudits } from '../../../runtime/audits.ts';
import type { Workspace } from '../../../workspace/schema.ts';

/** What waits for somebody beside held plans: both tables are small, and what is over leaves the count. */
export async function readWaiting(
  pool: Pool,
  workspace: Workspace,
  now: Date,
  person: string | null,
): Promise<{ changes: number; rollbacks: number; audits: number; arrivals: number }> {
  const [{ rows }, audits] = await Promise.all([
    pool.query<{ changes: number; rollbacks: number; arrivals: number }>({
      name: 'desk_waiting',
      text: `select
        (select count(*)::int from changes where state = 'proposed') as changes,
        (select count(*)::int from rollbacks where state in ('running', 'paused')) as rollbacks,
        (select count(*)::int from arrivals where state = 'waiting') as arrivals`,
    }),
    countAudits(pool, workspace, now, person),
  ]);
  const { changes, rollbacks, arrivals } = rows[0] ?? { changes: 0, rollbacks: 0, arrivals: 0 };
  return { changes, rollbacks, audits, arrivals };
}
