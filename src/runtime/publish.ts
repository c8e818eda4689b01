import { standOf, type FileState } from '../authority/changes/stand.ts';
import { appendStage } from '../authority/stage/append.ts';
import { directionOf } from '../authority/stage/direction.ts';
import { workflowStream, type RolloutForm } from '../authority/schema.ts';
import type { Entry, Log, NewEntry } from '../log/schema.ts';
import type { Workflow, Workspace } from '../workspace/schema.ts';

/** How the boundary in a workflow's files stands to the one in force; files alone count where nobody says. */
export type FileStates = (workflow: string) => FileState | undefined;

const REMIT = { type: 'remit' as const };

/**
 * Says in the log which version of each workflow is in force, with the boundary's text, so that a ruling of any day
 * can be held against the rules of that day. A version that is in force already is not said again. Where the files
 * have caught up with what was changed elsewhere, that is said too; and where the file's own stage, share or slice is
 * another than at the last time, the roll-out follows it from then on.
 */
export async function publish(
  log: Log,
  workspace: Workspace,
  now: () => Date,
  states: FileStates = () => undefined,
): Promise<string[]> {
  const before = await log.readMany(Object.keys(workspace.workflows).map(workflowStream));
  const published: string[] = [];
  for (const workflow of Object.values(workspace.workflows)) {
    const stream = workflowStream(workflow.name);
    const entries = before.get(stream) ?? [];
    const entry = whatToSay(workflow, workspace, entries, states(workflow.name));
    if (!entry) continue;
    // Another process that publishes the same version at the same time is refused by the log; one is enough.
    const expected = entries.at(-1)?.version ?? 0;
    const done = await log.append({ stream, expected, entries: [{ ...entry, at: now() }] });
    if (!done.ok || entry.kind !== 'published') continue;
    published.push(workflow.name);
    await followFile({ log, workspace: () => workspace, now }, workflow, entries, done.version);
  }
  return published;
}

function whatToSay(
  workflow: Workflow,
  workspace: Workspace,
  entries: readonly Entry[],
  state: FileState | undefined,
): Omit<NewEntry, 'at'> | undefined {
  const { version, boundary, stage, share, slice } = workflow;
  const stand = standOf(entries);
  const last = lastPublished(entries);
  const said = { kindVersion: 1, actor: REMIT };
  const isElsewhere = state === 'behind' || state === 'conflict';
  if (last?.['version'] === version && stand?.inForce.version === boundary.version) {
    if (state !== 'in_step' || !stand.consoleAhead) return undefined;
    return { ...said, kind: 'boundary.pulled', body: { boundary: boundary.version } };
  }
  // The console was quicker than this load of the files: the next look lays its text over them.
  if (isElsewhere && stand?.inForce.version !== boundary.version) return undefined;
  const body = {
    version,
    stage,
    boundary: boundary.version,
    boundary_text: boundary.text,
    workspace: workspace.hash,
    from: isElsewhere ? 'console' : 'files',
    rollout: { stage, share, kinds: slice },
  };
  return { ...said, kind: 'published', body };
}

function lastPublished(entries: readonly Entry[]): Record<string, unknown> | undefined {
  return entries.findLast(({ kind }) => kind === 'published')?.body;
}

/** The roll-out follows the file where a person changed what the file says of it; the file says it first at the start. */
async function followFile(
  world: Parameters<typeof appendStage>[0],
  workflow: Workflow,
  before: readonly Entry[],
  expected: number,
): Promise<void> {
  const last = lastPublished(before)?.['rollout'] as RolloutForm | undefined;
  const { stage, share, slice } = workflow;
  const to: RolloutForm = { stage, share, kinds: slice };
  if (!last || !directionOf(last, to)) return;
  const changed = before.findLast(({ kind }) => kind === 'stage.changed')?.body['to'] as
    RolloutForm | undefined;
  const from = changed ?? last;
  const direction = directionOf(from, to);
  if (!direction) return;
  const evidence = {
    says: 'The file says so.',
    decisions: 0,
    agreement: null,
    edits: null,
    rework: null,
    conflicts: null,
    failures: null,
  };
  const body = { from, to, direction, how: 'file', because: 'The workflow file was changed.', evidence };
  await appendStage(world, workflow, { expected, actor: REMIT, entries: [{ kind: 'stage.changed', body }] });
}
