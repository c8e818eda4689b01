import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathOf, type OtherFile } from '../../workspace/overlay.ts';
import { WORKFLOW_ENTRIES, workflowStream } from '../schema.ts';
import { otherStands } from './file_stand.ts';
import { CHANGED_TOO, synced, withFinalLine, type FilesWorld, type How, type Synced } from './synced.ts';

/** Writes what is in force of a file beside the boundary into the folder, where that stands behind. */
export async function pullOther(
  world: FilesWorld,
  folder: string,
  workflow: string,
  { file, state }: OtherFile,
  { force = false, actor }: How,
): Promise<Synced[]> {
  const stream = workflowStream(workflow);
  const entries = await world.log.read(stream);
  const stand = otherStands(entries).get(file);
  const said = (did: Synced['did'], says: string) => [synced(workflow, state, did, `${file}: ${says}`)];
  if (!stand || stand.text === null || state === 'in_step') return [];
  if (state === 'newer' && !force) return said('nothing', 'newer than what is in force: push it');
  if (state === 'conflict' && !force) return said('refused', CHANGED_TOO);
  await writeFile(join(folder, pathOf(workflow, file)), withFinalLine(stand.text));
  const body = WORKFLOW_ENTRIES['file.pulled'].body.parse({ file, digest: stand.digest });
  const entry = { kind: 'file.pulled', kindVersion: 1, at: world.now(), actor, body };
  // Where somebody else wrote in between, a server that watches the folder says the same when it sees the file.
  await world.log.append({ stream, expected: entries.at(-1)?.version ?? 0, entries: [entry] });
  return said('pulled', `written to ${pathOf(workflow, file)}`);
}

/** What a push made of the files beside a workflow's boundary. Those that are in step are passed over. */
export function pushedOthers(workflow: string, others: readonly OtherFile[], force: boolean): Synced[] {
  return others.flatMap(({ file, state }) => {
    if (state === 'in_step') return [];
    if (force || state === 'newer') return [synced(workflow, state, 'pushed', `${file}: in force`)];
    const says =
      state === 'conflict' ? CHANGED_TOO : 'stands behind what is in force: pull it, or push --force';
    return [synced(workflow, state, 'refused', `${file}: ${says}`)];
  });
}
