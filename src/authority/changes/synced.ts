import type { World } from '../../flow/world.ts';
import type { Actor } from '../../log/schema.ts';
import type { FileState } from './stand.ts';

export type FilesWorld = Pick<World, 'log' | 'now'>;

/** What became of one workflow's boundary, or of a file beside it. */
export interface Synced {
  workflow: string;
  state: FileState;
  /** `pulled` into the file, `pushed` into force, or left as it is: `nothing` to do, or `refused`. */
  did: 'pulled' | 'pushed' | 'nothing' | 'refused';
  says: string;
}

export interface How {
  force?: boolean;
  /** Who asks for it. */
  actor: Actor;
}

export const CHANGED_TOO = 'both were changed; pull --force takes the one in force, push --force the file';

export function synced(workflow: string, state: FileState, did: Synced['did'], says: string): Synced {
  return { workflow, state, did, says };
}

export function withFinalLine(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
