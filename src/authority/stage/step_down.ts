import { evidenceAt } from '../../evidence/summary.ts';
import { watch } from '../../evidence/watch.ts';
import type { Workflow } from '../../workspace/schema.ts';
import type { Alarm, RolloutForm } from '../schema.ts';
import { appendStage, type StageWorld } from './append.ts';
import type { StageEvidence } from './evidence.ts';

/**
 * Falls back to `draft` where a sequential test says that a rate rose beyond its bound, with the alarms, the evidence
 * and the cases that caused it in the log. Only what acts can fall; null: nothing to do, or somebody else wrote first.
 */
export async function stepDown(
  world: StageWorld,
  workflow: Workflow,
  { rollout, decided }: StageEvidence,
  expected: number,
): Promise<Alarm[] | null> {
  if (rollout.stage !== 'act') return null;
  const alarms = watch(decided, workflow.stepDown).flatMap(({ alarm }) => alarm ?? []);
  if (alarms.length === 0) return null;
  const { share, kinds } = rollout;
  const to: RolloutForm = { stage: 'draft', share, kinds };
  const changed = {
    from: { stage: rollout.stage, share, kinds },
    to,
    direction: 'narrowed',
    how: 'step_down',
    because: alarms.map(({ says }) => says).join(' '),
    evidence: evidenceAt(decided, rollout.stage),
  };
  const done = await appendStage(world, workflow, {
    expected,
    actor: { type: 'remit' },
    entries: [
      ...alarms.map((body) => ({ kind: 'standing.lost' as const, body })),
      { kind: 'stage.changed', body: changed },
    ],
  });
  return done.ok ? alarms : null;
}
