import type { Pool } from 'pg';
import { withTransaction } from '../../runtime/database.ts';
import { isLeftOut, type Looked, type Rehearsed } from '../../evidence/backrun/schema.ts';
import { BACKRUN_LEASE_MS, type StoredRun, type StoredState } from './schema.ts';

const COLUMNS = `*, lease_until is null or lease_until < clock_timestamp() as is_free`;

export async function readRun(pool: Pool, id: string): Promise<StoredRun | null> {
  const { rows } = await pool.query<StoredRun>(`select ${COLUMNS} from backruns where id = $1`, [id]);
  return rows[0] ?? null;
}

/** The newest runs of a workflow. */
export async function listRuns(pool: Pool, workflow: string, limit: number): Promise<StoredRun[]> {
  const { rows } = await pool.query<StoredRun>(
    `select ${COLUMNS} from backruns where workflow = $1 order by started_at desc, id limit $2`,
    [workflow, limit],
  );
  return rows;
}

/** The newest run of the same that did not come to its end. */
export async function unfinished(pool: Pool, basis: string): Promise<StoredRun | null> {
  const { rows } = await pool.query<StoredRun>(
    `select ${COLUMNS} from backruns where basis = $1 and state <> 'done' order by started_at desc limit 1`,
    [basis],
  );
  return rows[0] ?? null;
}

export type NewRun = Pick<
  StoredRun,
  | 'id'
  | 'basis'
  | 'workflow'
  | 'agent'
  | 'agent_version'
  | 'rules'
  | 'boundary'
  | 'boundary_text'
  | 'boundary_says'
  | 'since'
  | 'until'
  | 'kind'
  | 'rollout'
  | 'horizon'
  | 'cap_minor'
  | 'by'
  | 'started_at'
>;

/** Writes down what a run will look at. One that is there already is left as it is. */
export async function createRun(
  pool: Pool,
  run: NewRun,
  cases: readonly { id: string; case_id: string }[],
): Promise<void> {
  await withTransaction(pool, async (client) => {
    const made = await client.query(
      `insert into backruns (id, basis, workflow, agent, agent_version, rules, boundary, boundary_text,
        boundary_says, since, until, kind, rollout, horizon, cap_minor, by, started_at, state, total)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 'running', $18)
      on conflict (id) do nothing`,
      [
        run.id,
        run.basis,
        run.workflow,
        run.agent,
        run.agent_version,
        run.rules,
        run.boundary,
        run.boundary_text,
        run.boundary_says,
        run.since,
        run.until,
        run.kind,
        run.rollout,
        run.horizon,
        run.cap_minor,
        run.by,
        run.started_at,
        cases.length,
      ],
    );
    if (made.rowCount === 0) return;
    await client.query(
      `insert into backrun_cases (run, number, id, case_id)
      select $1, ordinality, id, case_id from unnest($2::text[], $3::text[]) with ordinality c(id, case_id, ordinality)`,
      [run.id, cases.map(({ id }) => id), cases.map(({ case_id: caseId }) => caseId)],
    );
  });
}

/** Takes a run up, so that nobody else does; false where somebody is at it. */
export async function takeRun(pool: Pool, id: string, owner: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update backruns set state = 'running', fault = null, ended_at = null, lease_by = $2,
      lease_until = clock_timestamp() + $3 * interval '1 millisecond'
    where id = $1 and state <> 'done' and (lease_by = $2 or lease_until is null or lease_until < clock_timestamp())`,
    [id, owner, BACKRUN_LEASE_MS],
  );
  return rowCount === 1;
}

/** Says that it is still being run; false where it was cancelled or taken by another. */
export async function renewRun(pool: Pool, id: string, owner: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update backruns set lease_until = clock_timestamp() + $3 * interval '1 millisecond'
    where id = $1 and state = 'running' and lease_by = $2`,
    [id, owner, BACKRUN_LEASE_MS],
  );
  return rowCount === 1;
}

/** Lets go of a run that is not at its end, as it is or in another state. */
export async function leaveRun(
  pool: Pool,
  id: string,
  owner: string,
  { state, fault, at }: { state: StoredState; fault?: string; at: Date },
): Promise<void> {
  await pool.query(
    `update backruns set state = $3, fault = $4, ended_at = case when $3 = 'running' then null else $5::timestamptz end,
      lease_by = null, lease_until = null
    where id = $1 and lease_by = $2 and state = 'running'`,
    [id, owner, state, fault ?? null, at],
  );
}

export async function cancelRun(pool: Pool, id: string, at: Date): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update backruns set state = 'cancelled', ended_at = $2, lease_by = null, lease_until = null
    where id = $1 and state in ('running', 'capped', 'failed')`,
    [id, at],
  );
  return rowCount === 1;
}

export async function raiseCap(pool: Pool, id: string, capMinor: number): Promise<void> {
  await pool.query('update backruns set cap_minor = greatest(cap_minor, $2) where id = $1', [id, capMinor]);
}

/** Results of one stretch, with what it took. */
export interface Stretch {
  results: { number: number; looked: Looked }[];
  reused: number;
  workMs: number;
}

/** Keeps a stretch of results, all or none; false where the run is no longer this owner's. */
export async function keepStretch(pool: Pool, id: string, owner: string, made: Stretch): Promise<boolean> {
  const compared = made.results.filter(isCompared);
  return withTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `update backruns set done = done + $3, reused = reused + $4, work_ms = work_ms + $5,
        compared = compared + $7, agreed = agreed + $8,
        lease_until = clock_timestamp() + $6 * interval '1 millisecond'
      where id = $1 and state = 'running' and lease_by = $2`,
      [
        id,
        owner,
        made.results.length,
        made.reused,
        Math.round(made.workMs),
        BACKRUN_LEASE_MS,
        compared.length,
        compared.filter(({ looked }) => looked.agreed).length,
      ],
    );
    if (rowCount !== 1) return false;
    await client.query(
      `update backrun_cases c set result = r.result from unnest($2::integer[], $3::text[]) as r(number, result)
      where c.run = $1 and c.number = r.number`,
      [
        id,
        made.results.map(({ number }) => number),
        made.results.map(({ looked }) => JSON.stringify(looked)),
      ],
    );
    return true;
  });
}

/** What a run looks at, in its order. */
export async function readQueue(
  pool: Pool,
  id: string,
): Promise<{ number: number; id: string; case_id: string; isDone: boolean }[]> {
  const { rows } = await pool.query<{ number: number; id: string; case_id: string; is_done: boolean }>(
    'select number, id, case_id, result is not null as is_done from backrun_cases where run = $1 order by number',
    [id],
  );
  return rows.map(({ is_done: isDone, ...row }) => ({ ...row, isDone }));
}

/** Results so far, in the order of the run. */
export async function readResults(pool: Pool, id: string): Promise<Looked[]> {
  const { rows } = await pool.query<{ result: string }>(
    'select result from backrun_cases where run = $1 and result is not null order by number',
    [id],
  );
  return rows.map(({ result }) => JSON.parse(result) as Looked);
}

type Result = Stretch['results'][number];

function isCompared(result: Result): result is Result & { looked: Rehearsed } {
  return !isLeftOut(result.looked) && result.looked.agreed !== null;
}
