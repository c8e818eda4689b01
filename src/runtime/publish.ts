import { digestOfFile, otherStands, type OtherStand } from '../authority/changes/file_stand.ts';
import { boundaryRows } from '../authority/changes/in_force.ts';
import { standOf, type Stand } from '../authority/changes/stand.ts';
import { directionOf } from '../authority/stage/direction.ts';
import { stageRows } from '../authority/stage/rows.ts';
import { WORKFLOW_ENTRIES, workflowStream, type RolloutForm } from '../authority/schema.ts';
import type { Actor, Entry, Log, NewEntry } from '../log/schema.ts';
import type { FileStand } from '../workspace/overlay.ts';
import type { Workflow, Workspace } from '../workspace/schema.ts';
import { RULED_FILE } from './boundaries.ts';
import { AppError } from './errors.ts';

/** How the boundary in a workflow's files stands to the one in force; files alone count where nobody says. */
export type FileStates = (workflow: string) => Pick<FileStand, 'state' | 'against' | 'others'> | undefined;

const REMIT = { type: 'remit' as const };
const RACES_MAX = 8;

/**
 * Says in the log which version of each workflow is in force, with the boundary's text, so that a ruling of any day
 * can be held against the rules of that day. A version that is in force already is not said again. Where the files
 * have caught up with what was changed elsewhere, that is said too; and where the file's own stage, share or slice is
 * another than at the last time, the roll-out follows it from then on. `actor` is who asked for it; Remit does it by
 * itself whenever a file is saved.
 */
export async function publish(
  log: Log,
  workspace: Workspace,
  now: () => Date,
  states: FileStates = () => undefined,
  actor: Actor = REMIT,
): Promise<string[]> {
  const before = await log.readMany(Object.keys(workspace.workflows).map(workflowStream));
  const published: string[] = [];
  for (const workflow of Object.values(workspace.workflows)) {
    const entries = before.get(workflowStream(workflow.name)) ?? [];
    const file = states(workflow.name);
    if (await publishOne({ log, workspace, now, actor }, workflow, entries, file))
      published.push(workflow.name);
  }
  return published;
}

interface Publishing {
  log: Log;
  workspace: Workspace;
  now: () => Date;
  actor: Actor;
}

/**
 * Whether a version was published. Where somebody else wrote to the stream meanwhile, it is decided again whether there
 * is anything to say: another process that publishes the same is enough, a change of stage is no reason to be silent.
 */
async function publishOne(
  { log, workspace, now, actor }: Publishing,
  workflow: Workflow,
  before: readonly Entry[],
  file: ReturnType<FileStates>,
): Promise<boolean> {
  const stream = workflowStream(workflow.name);
  let entries = before;
  for (let race = 0; race < RACES_MAX; race++) {
    const first = whatToSay(workflow, workspace, entries, file);
    if (first.length === 0) return false;
    const isPublished = first[0]?.kind === 'published';
    // The roll-out follows in the same append, so that no crash can come in between.
    const said = isPublished ? [...first, ...followFile(workflow, entries)] : first;
    const made = said.map((each): NewEntry => ({ ...each, kindVersion: 1, at: now(), actor }));
    const expected = entries.at(-1)?.version ?? 0;
    const placed = made.map((each, index) => ({ ...each, version: expected + index + 1 }));
    const rows = { ...stageRows(workspace, workflow.name, placed), ...boundaryRows(workflow.name, placed) };
    const done = await log.append({ stream, expected, entries: made, rows });
    if (done.ok) return isPublished;
    entries = await log.read(stream);
  }
  throw new AppError('unavailable', `${workflow.label} is written about all the time: it was not published.`);
}

type Said = Pick<NewEntry, 'kind' | 'body'>;

function whatToSay(
  workflow: Workflow,
  workspace: Workspace,
  entries: readonly Entry[],
  file: ReturnType<FileStates>,
): Said[] {
  const { version, boundary, stage, share, slice } = workflow;
  const stand = standOf(entries);
  const others = otherStands(entries);
  const last = lastPublished(entries);
  if (last?.['version'] === version && stand?.inForce.version === boundary.version) {
    const isPulled = file?.state === 'in_step' && stand.consoleAhead;
    const pulled: Said[] = isPulled
      ? [{ kind: 'boundary.pulled', body: { boundary: boundary.version } }]
      : [];
    return [...pulled, ...pulledOthers(others, file)];
  }
  if (isOvertaken(boundary.version, stand, file) || areOthersOvertaken(others, file)) return [];
  const isElsewhere = file?.state === 'behind' || file?.state === 'conflict';
  const body = {
    version,
    stage,
    boundary: boundary.version,
    boundary_text: boundary.text,
    workspace: workspace.hash,
    from: isElsewhere ? 'console' : 'files',
    files: digestsOf(workflow, others),
    rollout: { stage, share, kinds: slice },
  };
  return [{ kind: 'published', body }];
}

/** Files that the console had changed and that the folder says by now as well. */
function pulledOthers(others: ReadonlyMap<string, OtherStand>, file: ReturnType<FileStates>): Said[] {
  return (file?.others ?? []).flatMap(({ file: name, state }): Said[] => {
    const stand = others.get(name);
    if (state !== 'in_step' || !stand?.ahead) return [];
    return [{ kind: 'file.pulled', body: { file: name, digest: stand.digest } }];
  });
}

/** Whether the console changed another file after the folder was held against the log: the next look decides. */
function areOthersOvertaken(others: ReadonlyMap<string, OtherStand>, file: ReturnType<FileStates>): boolean {
  if (!file) return false;
  return [...others.values()].some(
    ({ file: name, digest }) => file.others?.find((other) => other.file === name)?.against !== digest,
  );
}

function digestsOf({ files }: Workflow, others: ReadonlyMap<string, OtherStand>): Record<string, string> {
  const said = new Set([RULED_FILE, ...others.keys()]);
  return Object.fromEntries([...said].map((name) => [name, digestOfFile(name, files[name] ?? '')]));
}

/**
 * Whether somebody changed the boundary after the files were held against it: then nothing may be said over that, and
 * the next look at the files decides. Only a file that is newer than what it was held against takes its place.
 */
function isOvertaken(version: string, stand: Stand | null, file: ReturnType<FileStates>): boolean {
  if (!file) return false;
  const inForce = stand?.inForce.version ?? null;
  return file.state === 'newer' ? inForce !== file.against : inForce !== version;
}

function lastPublished(entries: readonly Entry[]): Record<string, unknown> | undefined {
  return entries.findLast(({ kind }) => kind === 'published')?.body;
}

/** The roll-out follows the file where a person changed what the file says of it; the file says it first at the start. */
function followFile(workflow: Workflow, before: readonly Entry[]): Said[] {
  const last = lastPublished(before)?.['rollout'] as RolloutForm | undefined;
  const { stage, share, slice } = workflow;
  const to: RolloutForm = { stage, share, kinds: slice };
  if (!last || !directionOf(last, to)) return [];
  const changed = before.findLast(({ kind }) => kind === 'stage.changed')?.body['to'];
  const from = (changed as RolloutForm | undefined) ?? last;
  const direction = directionOf(from, to);
  if (!direction) return [];
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
  return [{ kind: 'stage.changed', body: WORKFLOW_ENTRIES['stage.changed'].body.parse(body) }];
}
