import { ladder, proposable } from '../../evidence/ladder.ts';
import { evidenceAt } from '../../evidence/summary.ts';
import { watch } from '../../evidence/watch.ts';
import type { Entry } from '../../log/schema.ts';
import type { Workflow } from '../../workspace/schema.ts';
import { WORKFLOW_ENTRIES, type RolloutForm } from '../schema.ts';
import { appendStage, type StageWorld } from './append.ts';
import { directionOf } from './direction.ts';
import type { StageEvidence } from './evidence.ts';

const PROPOSED = WORKFLOW_ENTRIES['stage.proposed'].body;

/**
 * Proposes the next step of the ladder when all of its conditions hold, once. Nobody but a person takes it. Null:
 * nothing to propose, proposed already, or somebody else wrote first.
 */
export async function propose(
  world: StageWorld,
  workflow: Workflow,
  { rollout, decided }: StageEvidence,
  entries: readonly Entry[],
): Promise<RolloutForm | null> {
  const { since } = rollout;
  const rungs = ladder(workflow.ladder, rollout, decided, { now: world.now(), since, fell: fell(entries) });
  const to = proposable(rungs);
  if (!to || isProposed(entries, to)) return null;
  if (watch(decided, workflow.stepDown).some(({ alarm }) => alarm)) return null;
  const evidence = evidenceAt(decided, rollout.stage);
  const { stage, share, kinds } = rollout;
  const body = { from: { stage, share, kinds }, to, says: evidence.says, evidence };
  const expected = entries.at(-1)?.version ?? 0;
  const done = await appendStage(world, workflow, {
    expected,
    actor: { type: 'remit' },
    entries: [{ kind: 'stage.proposed', body }],
  });
  return done.ok ? to : null;
}

/** The newest proposal since the last change of stage. */
export function lastProposed(entries: readonly Entry[]) {
  const since = entries.findLastIndex(({ kind }) => kind === 'stage.changed') + 1;
  const entry = entries.slice(since).findLast(({ kind }) => kind === 'stage.proposed');
  return entry ? { ...PROPOSED.parse(entry.body), at: entry.at } : null;
}

/** Whether the last change of stage was a fall by itself. */
export function fell(entries: readonly Entry[]): boolean {
  return entries.findLast(({ kind }) => kind === 'stage.changed')?.body['how'] === 'step_down';
}

function isProposed(entries: readonly Entry[], to: RolloutForm): boolean {
  const last = lastProposed(entries);
  return last !== null && directionOf(last.to, to) === null;
}
