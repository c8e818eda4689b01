import type { Pool } from 'pg';
import type { StillOpen } from '../../evidence/cohorts.ts';
import { COHORT, OPEN } from '../../evidence/metrics/counters.ts';
import type { Decided } from '../../evidence/schema.ts';
import type { RolloutRow } from '../../log/schema.ts';
import { readDecisions } from '../../runtime/decisions.ts';
import { rolloutOf } from '../../runtime/rollouts.ts';
import type { Workflow } from '../../workspace/schema.ts';
import type { Rollout } from '../schema.ts';

/** How far a workflow is rolled out, and what was decided since. */
export interface StageEvidence {
  rollout: Rollout;
  /** Planned and decided since the last change of stage, oldest first. */
  decided: Decided[];
}

/** Reads both from the tables as they are now, not as this process last heard of them. */
export async function evidenceOf(pool: Pool, workflow: Workflow): Promise<StageEvidence> {
  const rollout = await rolloutInForce(pool, workflow);
  return { rollout, decided: await readDecisions(pool, workflow.name, rollout.since) };
}

/** For how many minutes cases of a roll-out have been open that are not closed yet, the agent's and the control group's. */
export async function stillOpen(
  pool: Pool,
  workflow: string,
  { since, now }: { since: Date | null; now: Date },
): Promise<StillOpen> {
  const { rows } = await pool.query<{ cohort: string; minutes: number }>({
    name: 'still_open',
    text: `select ${COHORT} as cohort, (extract(epoch from $3::timestamptz - opened_at) / 60)::float8 as minutes
      from decisions where workflow = $1 and ($2::timestamptz is null or planned_at >= $2) and ${OPEN}`,
    values: [workflow, since?.toISOString() ?? null, now.toISOString()],
  });
  const of = (cohort: string) => rows.filter((row) => row.cohort === cohort).map(({ minutes }) => minutes);
  return { agent: of('agent'), control: of('control') };
}

/** The roll-out in force, read now. */
export async function rolloutInForce(pool: Pool, workflow: Workflow): Promise<Rollout> {
  const { rows } = await pool.query<RolloutRow>({
    name: 'rollout',
    text: 'select workflow, stage, share, kinds, version, since, policy from rollouts where workflow = $1',
    values: [workflow.name],
  });
  return rolloutOf(workflow, rows[0] ?? null);
}
