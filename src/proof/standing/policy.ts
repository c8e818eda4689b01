import { WORKFLOW_ENTRIES, workflowStream } from '../../authority/schema.ts';
import { stageRows, type Placed } from '../../authority/stage/rows.ts';
import { standingRows } from '../../authority/standing/rows.ts';
import type { StageWorld } from '../../authority/stage/append.ts';
import { kindLabel, listWords } from '../../flow/say/words.ts';
import { AppError } from '../../runtime/errors.ts';
import type { Person, Workflow } from '../../workspace/schema.ts';

/** What a person says: which kinds (null: all of them), and why. */
export interface PolicyChange {
  kinds: string[] | null;
  because: string;
}

/** Others may write to a workflow's stream at the same time, but not for long. */
const TRIES_MAX = 5;

/**
 * A person says that the policy has changed: what agents have earned for these kinds ends at once, in every process,
 * and is proved anew. It only takes away, so everybody whom the workspace knows may say it. Throws an `AppError`
 * `invalid` where a kind is not known.
 */
export async function changePolicy(
  world: StageWorld,
  person: Person,
  workflow: Workflow,
  change: PolicyChange,
): Promise<{ says: string; version: number }> {
  checkKinds(workflow, change.kinds);
  const stream = workflowStream(workflow.name);
  const actor = { type: 'person', id: person.id, name: person.name } as const;
  const body = WORKFLOW_ENTRIES['policy.changed'].body.parse(change);
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const before = await world.log.read(stream);
    const expected = before.at(-1)?.version ?? 0;
    const made = { kind: 'policy.changed', kindVersion: 1, at: world.now(), actor, body };
    const placed: Placed = { ...made, version: expected + 1 };
    // The roll-out as all entries make it: its row is written anew, under this version.
    const { rollouts = [] } = stageRows(world.workspace(), workflow.name, [...before, placed]);
    const rows = { ...standingRows(world.workspace(), workflow.name, [placed]), rollouts };
    const done = await world.log.append({ stream, expected, entries: [made], rows });
    if (done.ok) return { says: sayChanged(workflow, change), version: done.version };
  }
  throw new AppError('conflict', `Somebody else is changing ${workflow.label} at the same time. Try again.`);
}

function sayChanged(workflow: Workflow, { kinds }: PolicyChange): string {
  const of = kinds === null ? 'Everything' : listWords(labels(workflow, kinds));
  return `${of} of ${workflow.label} is held for a person from the next action on, until agents have earned it anew.`;
}

function labels(workflow: Workflow, kinds: string[]): string[] {
  return kinds.map((kind) => kindLabel(kind, workflow) ?? kind);
}

function checkKinds(workflow: Workflow, kinds: string[] | null): void {
  if (kinds === null) return;
  const known = workflow.kinds.map(({ name }) => name);
  const unknown = kinds.find((kind) => !known.includes(kind));
  if (unknown === undefined && kinds.length > 0) return;
  const says =
    unknown === undefined ? 'A change of policy for no kind at all is none.' : `"${unknown}" is not a kind.`;
  throw new AppError('invalid', says, { suggestion: `The kinds are ${known.join(', ')}.`, path: 'kinds' });
}
