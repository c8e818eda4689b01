import type { Pool } from 'pg';
import type { Rollout } from '../authority/schema.ts';
import type { RolloutRow } from '../log/schema.ts';
import type { Workflow } from '../workspace/schema.ts';

/**
 * How far each workflow is rolled out, as this process knows it. A change elsewhere is heard a moment later; until
 * then an intent that was ruled under the older one is held against the newer one in its own transaction.
 */
export class Rollouts {
  private readonly pool: Pool;
  private rows = new Map<string, RolloutRow>();
  private asked = 0;
  private heard = 0;

  constructor(pool: Pool) {
    this.pool = pool;
  }

  async refresh(): Promise<void> {
    const turn = ++this.asked;
    const { rows } = await this.pool.query<RolloutRow>(
      'select workflow, stage, share, kinds, version, since, policy from rollouts',
    );
    // Answers may come in another order than they were asked for, and no older one takes the place of a newer.
    if (turn < this.heard) return;
    this.heard = turn;
    this.rows = new Map(rows.map((row) => [row.workflow, row]));
  }

  of(workflow: Workflow): Rollout {
    return rolloutOf(workflow, this.rows.get(workflow.name) ?? null);
  }
}

/** The roll-out that a row says; without one, the workflow's file says it. */
export function rolloutOf(workflow: Workflow, row: RolloutRow | null): Rollout {
  if (!row) {
    const { stage, share, slice } = workflow;
    return { stage, share, kinds: slice, version: 0, since: null };
  }
  return {
    stage: row.stage as Rollout['stage'],
    share: row.share,
    kinds: row.kinds === null ? null : (JSON.parse(row.kinds) as string[]),
    version: row.version,
    since: row.since === null ? null : new Date(row.since),
    ...(row.policy ? { policy: row.policy } : {}),
  };
}
