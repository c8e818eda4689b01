import type { Pool } from 'pg';
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

/** The roll-out in force, read now. */
export async function rolloutInForce(pool: Pool, workflow: Workflow): Promise<Rollout> {
  const { rows } = await pool.query<RolloutRow>({
    name: 'rollout',
    text: 'select workflow, stage, share, kinds, version, since, policy from rollouts where workflow = $1',
    values: [workflow.name],
  });
  return rolloutOf(workflow, rows[0] ?? null);
}
