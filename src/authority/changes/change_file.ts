import { checkWorkflow } from '../../workspace/checks/workflow.ts';
import { pathOf } from '../../workspace/overlay.ts';
import { AppError } from '../../runtime/errors.ts';
import type { Entry, NewEntry } from '../../log/schema.ts';
import type { Person, Workflow, Workspace } from '../../workspace/schema.ts';
import type { Fault } from '../../workspace/shape.ts';
import type { UpdateForm } from '../updates_schema.ts';
import {
  append,
  changedMeanwhile,
  made,
  personActor,
  yesTo,
  type Changed,
  type ChangeWorld,
} from './change.ts';
import { digestOfFile, otherStands } from './file_stand.ts';

/** The boundary has a path of its own; every other file of the workflow may be changed by this one. */
export const BOUNDARY_FILE = 'boundary.yaml';

export interface FileChange {
  file: string;
  text: string;
  /** Digest of the file that it was made from. */
  base: string;
  because: string;
  /** How many logged cases it was held against, and how many it would let through more, or hold back. */
  effect: { cases: number; wider: number; narrower: number; ticked: string[] };
  update?: UpdateForm;
}

/** The text of a file in force as the log says it, which this process may not have loaded yet. */
export function fileInForce(entries: readonly Entry[], workflow: Workflow, file: string): string {
  const stand = otherStands(entries).get(file);
  return stand?.text ?? workflow.files[file] ?? '';
}

/** The workflow with another text of one of its files, or what is wrong with it. Nothing is stored. */
export function loadWithFile(
  workspace: Workspace,
  workflow: Workflow,
  file: string,
  text: string,
): { ok: true; workflow: Workflow } | { ok: false; faults: Fault[] } {
  const texts = Object.entries({ ...workflow.files, [file]: text });
  const files = new Map(texts.map(([name, of]) => [pathOf(workflow.name, name), of]));
  const faults: Fault[] = [];
  const systems = { loaded: workspace.systems, broken: new Set<string>() };
  const loaded = checkWorkflow(workflow.name, files, systems, workspace, { faults, warnings: [] });
  return loaded ? { ok: true, workflow: loaded } : { ok: false, faults };
}

/** The same, or `AppError` `invalid` with the line and the reason of the first fault. */
export function loadFileOrRefuse(
  workspace: Workspace,
  workflow: Workflow,
  file: string,
  text: string,
): Workflow {
  const loaded = loadWithFile(workspace, workflow, file, text);
  if (loaded.ok) return loaded.workflow;
  const [first] = loaded.faults;
  const more = loaded.faults.length > 1 ? ` (and ${loaded.faults.length - 1} more)` : '';
  throw new AppError(
    'invalid',
    `${file} would not load. Line ${first?.line ?? 1}: ${first?.says ?? 'it does not load'}${more}.`,
    { ...(first?.suggestion !== undefined && { suggestion: first.suggestion }), path: 'text' },
  );
}

/**
 * Puts another text of a file beside the boundary in force, or before a second person where the workspace asks for
 * two. Throws `AppError`: `conflict` where the file is another one by now, `invalid` where the workflow would not load
 * or nothing new is said. Whether the person may was checked by whoever calls.
 */
export async function changeFile(
  world: ChangeWorld,
  person: Person,
  workflow: Workflow,
  change: FileChange,
  entries: Entry[],
): Promise<Changed> {
  const workspace = world.workspace();
  const { file, text } = change;
  mustBeFrom(change.base, entries, workflow, file);
  loadFileOrRefuse(workspace, workflow, file, text);
  if (digestOfFile(file, text) === change.base)
    throw new AppError('invalid', `${file} says the same already.`, { path: 'text' });
  const id = world.id();
  if (workspace.changesNeedTwo) {
    const proposed = made(world, personActor(person), 'rule.proposed', proposalOf(id, change));
    await append(world, workflow, entries, [proposed]);
    const says = 'The change is proposed: it comes into force when somebody else with the right accepts it.';
    return { status: 'proposed', says, change: id };
  }
  const yes = change.update ? yesTo(world, person, proposalOf(id, change)) : [];
  const changed = fileChanged(world, personActor(person), change, change.update && id);
  await append(world, workflow, entries, [...yes, changed]);
  return { status: 'in_force', says: `${file} of ${workflow.label} is changed and in force.`, change: null };
}

/** What of a change is kept while it waits, or beside a yes. */
export function proposalOf(id: string, { file, base, text, because, effect, update }: FileChange) {
  return { id, base, text, because, file, effect, ...(update && { update }) };
}

/** Throws `conflict` where the file in force is not the one that a change was made from. */
export function mustBeFrom(base: string, entries: readonly Entry[], workflow: Workflow, file: string): void {
  if (digestOfFile(file, fileInForce(entries, workflow, file)) !== base)
    throw changedMeanwhile(workflow, `${file} of ${workflow.label}`);
}

export function fileChanged(
  world: Pick<ChangeWorld, 'now'>,
  actor: NewEntry['actor'],
  { file, base, text, because }: Pick<FileChange, 'file' | 'base' | 'text' | 'because'>,
  change?: string,
): NewEntry {
  const digest = digestOfFile(file, text);
  const body = { file, base, digest, text, because, ...(change !== undefined && { change }) };
  return made(world, actor, 'file.changed', body);
}
