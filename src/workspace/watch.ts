import type { Env } from './env.ts';
import { stampOf } from './folder.ts';
import { loadWorkspace } from './load.ts';
import type { Workspace } from './schema.ts';
import type { Fault } from './shape.ts';

// Asking for the files' times works on every file system and for every way in which editors save; a look at the
// sample's fifty files takes about a millisecond.
const LOOK_EVERY_MS = 1_000;

export interface Watching {
  /** The last version that loaded: what is in force. */
  readonly workspace: Workspace;
  /** What keeps the files as they are now from coming into force; empty when they are in force. */
  readonly faults: readonly Fault[];
  close(): void;
}

/**
 * Loads the folder again whenever its files change. What does not load does not come into force: the last good
 * version stays, and `refused` hears every fault. Files are loaded once they have stood still between two looks.
 */
export function watchWorkspace(
  workspace: Workspace,
  hooks: {
    env: Env;
    changed: (workspace: Workspace, warnings: Fault[]) => void;
    refused: (faults: Fault[]) => void;
    lookEveryMs?: number;
  },
): Watching {
  const { folder } = workspace;
  const state = { workspace, faults: [] as Fault[] };
  let loadedStamp: string | undefined;
  let lastStamp: string | undefined;
  let isClosed = false;
  const look = async (): Promise<void> => {
    const stamp = await stampOf(folder);
    const isSettled = stamp === lastStamp;
    lastStamp = stamp;
    if (!isSettled || stamp === loadedStamp) return;
    loadedStamp = stamp;
    const loaded = await loadWorkspace(folder, hooks);
    if (isClosed) return;
    if (!loaded.ok) {
      state.faults = loaded.faults;
      hooks.refused(loaded.faults);
      return;
    }
    state.faults = [];
    if (loaded.workspace.hash === state.workspace.hash) return;
    state.workspace = loaded.workspace;
    hooks.changed(loaded.workspace, loaded.warnings);
  };
  let timer: NodeJS.Timeout;
  const again = (): void => {
    if (isClosed) return;
    timer = setTimeout(() => void look().finally(again), hooks.lookEveryMs ?? LOOK_EVERY_MS).unref();
  };
  again();
  return {
    get workspace() {
      return state.workspace;
    },
    get faults() {
      return state.faults;
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}
