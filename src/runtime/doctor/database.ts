import type { Pool } from 'pg';
import type { Workspace } from '../../workspace/schema.ts';
import { orphans } from '../orphans.ts';
import { fail, ok, warn, type Finding } from './finding.ts';

/** A workflow's cases that wait longer than this for a person are worth a look. */
const WAITS_HOURS = 48;

/** The database, and what of the work in it stands still. */
export async function examineDatabase(pool: Pool, workspace: Workspace | null): Promise<Finding[]> {
  const found: Finding[] = [];
  const { rows } = await pool.query<{ version: string; bytes: string; entries: number; fsync: string }>(
    `select current_setting('server_version') as version, pg_database_size(current_database())::text as bytes,
       (select coalesce(sum(version), 0)::int from heads) as entries, current_setting('fsync') as fsync`,
  );
  const [row] = rows;
  const size = (Number(row?.bytes ?? 0) / 1_000_000).toFixed(0);
  found.push(ok('database', `Postgres ${row?.version} answers: ${row?.entries} entries, ${size} MB.`));
  if (row?.fsync !== 'on')
    found.push(
      fail(
        'database',
        'fsync is off: a crash of the machine may lose what was said to be done.',
        'Turn fsync on.',
      ),
    );
  found.push(...(await standing(pool)));
  for (const { workflow, open } of workspace ? await orphans(pool, workspace) : [])
    found.push(
      warn(
        'cases',
        `${open} open of ${workflow}, which the workspace does not have any more.`,
        'Bring the workflow back, or close them by hand.',
      ),
    );
  return found;
}

/** What stands still, and why. */
async function standing(pool: Pool): Promise<Finding[]> {
  const { rows } = await pool.query<Record<'stopped' | 'down' | 'unknown' | 'waiting' | 'arrivals', number>>(
    `select (select count(*)::int from switches where not drill) as stopped,
       (select count(*)::int from cases where stopped_by like 'down:%') as down,
       (select count(*)::int from cases where status = 'unknown') as unknown,
       (select count(*)::int from cases where status = 'held' and changed_at < now() - make_interval(hours => $1)) as waiting,
       (select count(*)::int from arrivals where state = 'waiting') as arrivals`,
    [WAITS_HOURS],
  );
  const { stopped = 0, down = 0, unknown = 0, waiting = 0, arrivals = 0 } = rows[0] ?? {};
  const lines: [number, string, string, string][] = [
    [stopped, 'switch is', 'switches are', 'thrown, and what they stop waits. `remit brake` lists them.'],
    [down, 'case waits', 'cases wait', 'for a system that is down, and will go on by themselves.'],
    [
      unknown,
      'case is',
      'cases are',
      'held because nobody knows whether something was done: a person settles that in the inbox.',
    ],
    [waiting, 'case waits', 'cases wait', `for a person for more than ${WAITS_HOURS} hours, in the inbox.`],
    [
      arrivals,
      'arrival is',
      'arrivals are',
      'kept that could not become an event: mend the mapping and try again (`remit arrivals`).',
    ],
  ];
  const found = lines
    .filter(([count]) => count > 0)
    .map(([count, one, many, what]) => warn('work', `${count} ${count === 1 ? one : many} ${what}`));
  return found.length > 0 ? found : [ok('work', 'Nothing stands still.')];
}
