import { AppError } from '../runtime/errors.ts';
import type { Env } from './env.ts';
import { loadWorkspace } from './load.ts';
import type { Overlay } from './overlay.ts';
import type { Workspace } from './schema.ts';
import type { Fault } from './shape.ts';
import { watchWorkspace, type Watching } from './watch.ts';

/** Where a workspace lies, what its files may name, and who is told what is noticed. */
export interface Place {
  folder: string;
  env: Env;
  /** Lays the boundaries in force over the files; absent: the files alone count. */
  overlay?: Overlay;
  say: (line: string) => void;
}

/** Loads a workspace, or throws with every fault in it. */
export async function openWorkspace({ folder, env, overlay, say }: Place): Promise<Workspace> {
  const loaded = await loadWorkspace(folder, { env, overlay });
  if (!loaded.ok) {
    const faults = loaded.faults.map(sayFault).join('\n');
    throw new AppError('invalid', `The workspace in ${folder} does not load:\n${faults}`);
  }
  for (const { file, line, says } of loaded.warnings) say(`${file}:${line ?? 1}  ${says}`);
  sayConflicts({ overlay, say });
  return loaded.workspace;
}

function sayConflicts({ overlay, say }: { overlay?: Overlay | undefined; say: Place['say'] }): void {
  for (const fault of overlay?.faults() ?? []) say(sayFault(fault));
}

function sayFault({ file, line, says, suggestion }: Fault): string {
  return `  ${file}${line === undefined ? '' : `:${line}`}  ${says}${suggestion ? `: ${suggestion}` : ''}`;
}

/** The workspace in force, loaded again whenever its files change; one that does not load changes nothing. */
export async function openWatched(
  place: Place,
  looked: (inForce: boolean) => void = () => undefined,
): Promise<Watching> {
  const { say, env, overlay } = place;
  return watchWorkspace(await openWorkspace(place), {
    env,
    ...(overlay && { overlay }),
    changed: () => {
      say('The workspace changed and is in force.');
      sayConflicts(place);
      looked(true);
    },
    moved: () => {
      sayConflicts(place);
      looked(true);
    },
    refused: (faults) => {
      const [first] = faults;
      const where = first ? ` ${first.file}:${first.line ?? 1} ${first.says}` : '';
      const count = `${faults.length} fault${faults.length === 1 ? '' : 's'}`;
      say(`The workspace on disk does not load, and the last good one stays in force (${count}).${where}`);
      looked(false);
    },
    mended: () => say('The workspace on disk loads again and says what is in force.'),
    failed: (error) => say(`The boundaries in force could not be read: ${String(error)}`),
  });
}
