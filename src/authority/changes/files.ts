import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../runtime/errors.ts';
import { publish } from '../../runtime/publish.ts';
import type { Env } from '../../workspace/env.ts';
import { readFolder, type Files } from '../../workspace/folder.ts';
import { checkWorkspace } from '../../workspace/load.ts';
import { boundaryPath, Overlay, type FileStand } from '../../workspace/overlay.ts';
import type { Fault } from '../../workspace/shape.ts';
import { WORKFLOW_ENTRIES, workflowStream } from '../schema.ts';
import { pullOther, pushedOthers } from './other_files.ts';
import { CHANGED_TOO, synced, withFinalLine, type FilesWorld, type How, type Synced } from './synced.ts';
import { standOf } from './stand.ts';

export type { Synced } from './synced.ts';

/**
 * Writes the boundaries in force into a folder's files where those stand behind. A file that was changed itself is
 * never written over, unless `force` says so.
 */
export async function pull(
  world: FilesWorld,
  folder: string,
  { force = false, actor }: How,
): Promise<Synced[]> {
  const { states } = await compare(world, folder);
  const done: Synced[] = [];
  for (const [workflow, { state, others = [] }] of states) {
    for (const other of others)
      done.push(...(await pullOther(world, folder, workflow, other, { force, actor })));
    const entries = await world.log.read(workflowStream(workflow));
    const stand = standOf(entries);
    if (!stand || state === 'in_step') done.push(synced(workflow, state, 'nothing', 'in step'));
    else if (state === 'newer' && !force)
      done.push(synced(workflow, state, 'nothing', 'newer than what is in force: push it'));
    else if (state === 'conflict' && !force) done.push(synced(workflow, state, 'refused', CHANGED_TOO));
    else {
      await writeFile(join(folder, boundaryPath(workflow)), withFinalLine(stand.inForce.text));
      const body = WORKFLOW_ENTRIES['boundary.pulled'].body.parse({ boundary: stand.inForce.version });
      const entry = { kind: 'boundary.pulled', kindVersion: 1, at: world.now(), actor, body };
      const append = { stream: workflowStream(workflow), expected: stand.streamVersion, entries: [entry] };
      const kept = await world.log.append(append);
      // A server that watches the folder may have seen the file before this, and said the same.
      const now = kept.ok ? stand : standOf(await world.log.read(workflowStream(workflow)));
      if (now?.inForce.version !== stand.inForce.version)
        throw new AppError('conflict', `The boundary of ${workflow} was changed meanwhile: pull again.`);
      done.push(synced(workflow, state, 'pulled', `written to ${boundaryPath(workflow)}`));
    }
  }
  return done;
}

/**
 * Publishes a folder's files. What the console has changed since the folder last agreed stays in force, unless `force`
 * says that the files count. Throws `invalid` with the first fault where the folder does not load.
 */
export async function push(
  world: FilesWorld,
  folder: string,
  { force = false, env, actor }: How & { env: Env },
): Promise<Synced[]> {
  const { files, states, drafts } = await compare(world, folder);
  const laid = force ? files : new Map([...files, ...Object.entries(drafts)]);
  const loaded = checkWorkspace(folder, laid, env);
  if (!loaded.ok) throw doesNotLoad(folder, loaded.faults);
  const published = await publish(
    world.log,
    loaded.workspace,
    () => world.now(),
    (workflow) => asked(states.get(workflow), force),
    actor,
  );
  const ofOthers = [...states].flatMap(([workflow, { others = [] }]) =>
    pushedOthers(workflow, others, force),
  );
  const ofBoundaries = [...states].map(([workflow, { state }]) => {
    if (!force && state === 'conflict') return synced(workflow, state, 'refused', CHANGED_TOO);
    if (!force && state === 'behind')
      return synced(
        workflow,
        state,
        'refused',
        'the file stands behind what is in force: pull it, or push --force',
      );
    const did = published.includes(workflow) ? 'pushed' : 'nothing';
    return synced(workflow, state, did, did === 'pushed' ? 'in force' : 'in step');
  });
  return [...ofBoundaries, ...ofOthers];
}

/** With force the file counts as newer, whatever it was held against. */
function asked(file: FileStand | undefined, force: boolean): FileStand | undefined {
  if (!file || !force) return file;
  return file.state === 'in_step' ? file : { ...file, state: 'newer' };
}

async function compare(
  world: FilesWorld,
  folder: string,
): Promise<{ files: Files; states: ReadonlyMap<string, FileStand>; drafts: Record<string, string> }> {
  const read = await readFolder(folder);
  if (!read.ok) throw doesNotLoad(folder, read.faults);
  const overlay = new Overlay(world.log);
  const drafts = await overlay.drafts(read.files);
  return { files: read.files, states: overlay.all(), drafts };
}

function doesNotLoad(folder: string, [first, ...more]: Fault[]): AppError {
  const where = first ? `${first.file}:${first.line ?? 1} ${first.says}` : 'it cannot be read';
  const also = more.length > 0 ? ` (and ${more.length} more)` : '';
  return new AppError('invalid', `The workspace in ${folder} does not load: ${where}${also}.`, {
    suggestion: `remit check ${folder} lists what is wrong.`,
  });
}
