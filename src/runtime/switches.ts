import type { Pool } from 'pg';
import type { SwitchRow } from '../log/schema.ts';

/** Names of the switches that are thrown now, drills left out: for looking before a write is sent again. */
export async function thrownSwitches(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>({
    name: 'switches-thrown',
    text: 'select name from switches where not drill',
  });
  return rows.map(({ name }) => name);
}

export interface ThrownRow extends SwitchRow {
  thrown_at: string;
  drill: boolean;
  /** Open cases that wait because of it. */
  waiting: number;
}

/** All switches that are thrown, newest first, drills among them. */
export async function readSwitches(pool: Pool): Promise<ThrownRow[]> {
  const { rows } = await pool.query<Omit<ThrownRow, 'thrown_at'> & { thrown_at: Date }>(
    `select s.name, s.thrown_at, s.by, s.because, s.drill,
       (select count(*)::int from cases c where c.stopped_by = s.name) as waiting
     from switches s order by s.thrown_at desc, s.name`,
  );
  return rows.map((row) => ({ ...row, thrown_at: row.thrown_at.toISOString() }));
}

/** Which actions a switch concerns: those of a write, a system or an agent, in these workflows. */
export interface Concerned {
  workflows: string[];
  group: string;
  name: string;
}

const CONCERNS = `a.workflow = any ($1) and a.undoes is null and case $2
    when 'agent' then a.agent = $3
    when 'system' then split_part(a.write, '.', 1) = $3
    when 'write' then a.write = $3
    else true end`;

/** How many actions were intended since a time that the switch would have stopped. */
export async function actionsSince(
  pool: Pool,
  { workflows, group, name }: Concerned,
  since: Date,
): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from actions a where ${CONCERNS} and a.intended_at > $4`,
    [workflows, group, name, since],
  );
  return rows[0]?.count ?? 0;
}

/** Actions whose intent was recorded before the switch and whose answer is not known yet, newest first. */
export async function actionsInFlight(
  pool: Pool,
  { workflows, group, name }: Concerned,
  options: { since: Date; limit: number },
): Promise<{ key: string; case: string; write: string }[]> {
  const { rows } = await pool.query<{ key: string; case: string; write: string }>(
    `select a.key, a.case_id as case, a.write from actions a
     where ${CONCERNS} and a.status = 'intended' and a.intended_at > $4
     order by a.intended_at desc, a.key limit $5`,
    [workflows, group, name, options.since, options.limit],
  );
  return rows;
}

/** Open cases of these workflows. */
export async function openCases(
  pool: Pool,
  workflows: string[],
): Promise<{ workflow: string; cases: number }[]> {
  const { rows } = await pool.query<{ workflow: string; cases: number }>(
    `select workflow, count(*)::int as cases from cases
     where workflow = any ($1) and status in ('open', 'waiting', 'stopped', 'held', 'acting', 'unknown')
     group by workflow order by workflow`,
    [workflows],
  );
  return rows;
}

/**
 * Makes the cases that a switch held due at once, after it was released; returns how many. Heads that an append holds
 * just now are passed over: such a case looks at the switches itself when it has come to rest.
 */
export async function wakeStopped(pool: Pool, name: string, now: Date): Promise<number> {
  const { rowCount } = await pool.query(
    `with held as (
       select h.stream from cases c join heads h on h.stream = 'case/' || c.id
       where c.stopped_by = $1 for update of h skip locked
     )
     update heads set due_at = $2 from held where heads.stream = held.stream`,
    [name, now],
  );
  if (rowCount) await pool.query("select pg_notify('remit', 'many')");
  return rowCount ?? 0;
}
