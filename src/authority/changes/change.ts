import type { Pool } from 'pg';
import { mayChange } from '../../boundary/edit/index.ts';
import type { Boundary } from '../../boundary/schema.ts';
import type { World } from '../../flow/world.ts';
import type { Actor, Entry, NewEntry } from '../../log/schema.ts';
import { needRight } from '../../people/rights.ts';
import { AppError } from '../../runtime/errors.ts';
import { OWNER, type Person, type Workflow, type Workspace } from '../../workspace/schema.ts';
import { WORKFLOW_ENTRIES, workflowStream } from '../schema.ts';
import type { UpdateForm } from '../updates_schema.ts';
import { runBacktest, type Tested } from './check.ts';
import { loadChanged } from './past.ts';
import { boundaryRows } from './in_force.ts';
import { changeRows } from './proposals.ts';
import { standOf } from './stand.ts';
import { mustBeTicked } from './ticked.ts';

/** The effect on the log is worked out again before a change is taken, over this many of the newest ruled cases. */
export const CHANGE_CASES = 2_000;

export type ChangeWorld = Pick<World, 'log' | 'workspace' | 'now' | 'id'>;

export interface BoundaryChange {
  text: string;
  /** Version of the boundary that it was made from. */
  base: string;
  because: string;
  /** Ids of the widening groups that were seen and ticked. */
  ticked: readonly string[];
  /** The rule update that it comes from. */
  update?: UpdateForm | undefined;
}

export interface Changed {
  status: 'in_force' | 'proposed';
  says: string;
  /** The id of the proposal, where it waits for a second person. */
  change: string | null;
}

/**
 * Puts a changed boundary in force, or before a second person where the workspace asks for two. Throws `AppError`:
 * `forbidden` without the right or where a ceiling is raised by somebody who is no owner, `conflict` where the
 * boundary is another one by now, `invalid` where the text does not load or says nothing new, and `refused` where
 * it would widen rulings that nobody ticked; these are worked out here again, whatever a page has shown.
 */
export async function changeBoundary(
  world: ChangeWorld,
  pool: Pool,
  person: Person,
  workflow: Workflow,
  change: BoundaryChange,
): Promise<Changed> {
  const workspace = world.workspace();
  needRight(workspace, person, 'change_boundary');
  const entries = await world.log.read(workflowStream(workflow.name));
  const before = inForce(entries, workspace, workflow);
  if (change.base !== before.version) throw changedMeanwhile(workflow);
  const after = loadOrRefuse(change.text, workspace, workflow);
  if (after.version === before.version) {
    throw new AppError('invalid', `The text says the same as the boundary in force.`, {
      suggestion: 'Comments alone are changed in the files.',
      path: 'text',
    });
  }
  mustBeAllowed(before, after, person.roles.includes(OWNER));
  const tested = await runBacktest(world, pool, { ...workflow, boundary: before }, after, CHANGE_CASES);
  mustBeTicked(tested, change.ticked, workspace, 'The change lets more through than was ticked.');
  if (workspace.changesNeedTwo) return propose(world, person, workflow, change, tested, entries);
  const body = { base: before.version, boundary: after.version, text: change.text, because: change.because };
  const actor = personActor(person);
  const update = change.update ? agreed(world, person, change, tested) : { entries: [] };
  const changed = made(world, actor, 'boundary.changed', {
    ...body,
    ...('id' in update && { change: update.id }),
  });
  await append(world, workflow, entries, [...update.entries, changed]);
  return {
    status: 'in_force',
    says: `The boundary of ${workflow.label} is changed and in force.`,
    change: null,
  };
}

/** The boundary in force as the log says it, which this process may not have loaded yet. */
export function inForce(entries: Entry[], workspace: Workspace, workflow: Workflow): Boundary {
  const stand = standOf(entries);
  if (!stand || stand.inForce.version === workflow.boundary.version) return workflow.boundary;
  return loadOrRefuse(stand.inForce.text, workspace, workflow);
}

/** A text that loads, or `invalid` with its first fault and how many there are. */
export function loadOrRefuse(text: string, workspace: Workspace, workflow: Workflow): Boundary {
  const loaded = loadChanged(text, workspace, workflow);
  if (loaded.ok) return loaded.boundary;
  const [first] = loaded.faults;
  const more = loaded.faults.length > 1 ? ` (and ${loaded.faults.length - 1} more)` : '';
  throw new AppError('invalid', `Line ${first?.line ?? 1}: ${first?.says ?? 'it does not load'}${more}.`, {
    ...(first?.suggestion !== undefined && { suggestion: first.suggestion }),
    path: 'text',
  });
}

export function mustBeAllowed(before: Boundary, after: Boundary, isOwner: boolean): void {
  const [fault] = mayChange(before, after, { isOwner });
  if (!fault) return;
  const says = `${fault.says.charAt(0).toUpperCase()}${fault.says.slice(1)}.`;
  throw new AppError('forbidden', says, {
    suggestion: 'Ask an owner to make this change.',
    path: `limits.${fault.limit}`,
  });
}

async function propose(
  world: ChangeWorld,
  person: Person,
  workflow: Workflow,
  change: BoundaryChange,
  tested: Tested,
  entries: Entry[],
): Promise<Changed> {
  const id = world.id();
  const body = proposal(id, change, tested);
  await append(world, workflow, entries, [made(world, personActor(person), 'rule.proposed', body)]);
  const says = 'The change is proposed: it comes into force when somebody else with the right accepts it.';
  return { status: 'proposed', says, change: id };
}

/** What of a change is kept while it waits for a second person, or beside the yes to a rule update. */
function proposal(
  id: string,
  { text, base, because, ticked, update }: BoundaryChange,
  { cases, groups }: Tested,
) {
  const count = (direction: string) =>
    groups.filter((group) => group.direction === direction).reduce((sum, group) => sum + group.cases, 0);
  const effect = { cases, wider: count('wider'), narrower: count('narrower'), ticked: [...ticked] };
  return { id, base, text, because, effect, ...(update && { update }) };
}

/** Remit proposed it, and the person said yes: both stand in the log, with the proof, before the change itself. */
function agreed(world: ChangeWorld, person: Person, change: BoundaryChange, tested: Tested) {
  const id = world.id();
  return { id, entries: yesTo(world, person, proposal(id, change, tested)) };
}

/** The two entries of a rule update that one person accepts alone: proposed by Remit, accepted by them. */
export function yesTo(
  world: Pick<World, 'now'>,
  person: Person,
  body: { id: string; update?: UpdateForm },
): NewEntry[] {
  const { id, update } = body;
  return [
    made(world, { type: 'remit' }, 'rule.proposed', body),
    made(world, personActor(person), 'rule.accepted', { id, ...(update && { proof: update.proof }) }),
  ];
}

export function personActor({ id, name }: Person): Actor {
  return { type: 'person', id, name };
}

type Kind =
  | 'boundary.changed'
  | 'file.changed'
  | 'rule.proposed'
  | 'rule.accepted'
  | 'rule.declined'
  | 'boundary.pulled';

export function made(
  world: Pick<World, 'now'>,
  actor: Actor,
  kind: Kind,
  body: Record<string, unknown>,
): NewEntry {
  const parsed = WORKFLOW_ENTRIES[kind].body.parse(body) as Record<string, unknown>;
  return { kind, kindVersion: 1, at: world.now(), actor, body: parsed };
}

/** Appends to the workflow's stream as it was read; whoever wrote in between makes this the slower one. */
export async function append(
  world: ChangeWorld,
  workflow: Workflow,
  before: readonly Entry[],
  entries: NewEntry[],
): Promise<void> {
  const expected = before.at(-1)?.version ?? 0;
  const placed = entries.map((entry, index) => ({ ...entry, version: expected + index + 1 }));
  const rows = {
    ...changeRows(world.workspace(), workflow.name, [...before, ...placed]),
    ...boundaryRows(workflow.name, placed),
  };
  const done = await world.log.append({ stream: workflowStream(workflow.name), expected, entries, rows });
  if (!done.ok) throw changedMeanwhile(workflow);
}

export function changedMeanwhile({ label }: Workflow, what = `The boundary of ${label}`): AppError {
  return new AppError('conflict', `${what} was changed in the meantime.`, {
    suggestion: 'Look at it as it is now, and make the change from there.',
    path: 'base',
  });
}
