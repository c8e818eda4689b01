import type { Pool } from 'pg';
import { evidenceAt } from '../../evidence/summary.ts';
import { needRight } from '../../people/rights.ts';
import { AppError } from '../../runtime/errors.ts';
import type { Person, Workflow } from '../../workspace/schema.ts';
import { workflowStream, type Rollout, type RolloutForm } from '../schema.ts';
import { appendStage, type StageWorld } from './append.ts';
import { directionOf, widens, type Direction } from './direction.ts';
import { evidenceOf } from './evidence.ts';
import { sayRollout, STAGE_MEANS } from './words.ts';

/** What a person asks for; `version` is that of the roll-out that they saw. */
export interface StageChange {
  to: RolloutForm;
  because: string;
  version: number;
}

/** Others may write to a workflow's stream at the same time (a new version is published), but not for long. */
const TRIES_MAX = 5;

/**
 * Changes how far a workflow is rolled out, with who, why and the evidence of the moment. It holds from the next
 * intent on. Throws `AppError`: `forbidden` where it widens and the person may not, `conflict` where the roll-out is
 * another one by now, `invalid` where nothing would change or a kind is unknown.
 */
export async function changeStage(
  world: StageWorld,
  pool: Pool,
  person: Person,
  workflow: Workflow,
  change: StageChange,
): Promise<{ says: string; version: number }> {
  checkKinds(workflow, change.to);
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const expected = (await world.log.read(workflowStream(workflow.name))).at(-1)?.version ?? 0;
    // Read after the version: whoever changes the stage in between makes the append fail.
    const { rollout, decided } = await evidenceOf(pool, workflow);
    const direction = mayChange(world, person, workflow, rollout, change);
    const body = {
      from: formOf(rollout),
      to: change.to,
      direction,
      how: 'person',
      because: change.because,
      evidence: evidenceAt(decided, rollout.stage),
    };
    const actor = { type: 'person', id: person.id, name: person.name } as const;
    const entries = [{ kind: 'stage.changed' as const, body }];
    const done = await appendStage(world, workflow, { expected, actor, entries });
    if (done.ok) return { says: sayChanged(workflow, direction, change.to), version: done.version };
  }
  throw new AppError('conflict', `Somebody else is changing ${workflow.label} at the same time. Try again.`);
}

function mayChange(
  world: StageWorld,
  person: Person,
  workflow: Workflow,
  rollout: Rollout,
  { to, version }: StageChange,
): Direction {
  if (rollout.version !== version) {
    throw new AppError(
      'conflict',
      `The roll-out was changed in the meantime: it is ${sayRollout(rollout, workflow)} now.`,
      { suggestion: 'Look at it again, and change it from there.', path: 'version' },
    );
  }
  const direction = directionOf(rollout, to);
  if (!direction) {
    throw new AppError('invalid', `${workflow.label} is rolled out like this already.`, { path: 'to' });
  }
  if (widens(direction)) needRight(world.workspace(), person, 'widen');
  return direction;
}

function checkKinds(workflow: Workflow, { kinds }: RolloutForm): void {
  if (kinds === null) return;
  const known = workflow.kinds.map(({ name }) => name);
  const unknown = kinds.find((kind) => !known.includes(kind));
  if (unknown === undefined && kinds.length > 0) return;
  throw new AppError(
    'invalid',
    unknown === undefined ? 'A slice of no kinds at all is no roll-out.' : `"${unknown}" is not a kind.`,
    { suggestion: `The kinds are ${known.join(', ')}.`, path: 'to.kinds' },
  );
}

export function formOf({ stage, share, kinds }: RolloutForm): RolloutForm {
  return { stage, share, kinds };
}

function sayChanged(workflow: Workflow, direction: Direction, to: RolloutForm): string {
  return `${workflow.label} was ${direction} to ${sayRollout(to, workflow)}: ${STAGE_MEANS[to.stage]}. It holds from the next action on.`;
}
