import type { Env } from './env.ts';
import { stampOf } from './folder.ts';
import { loadWorkspace } from './load.ts';
import type { FileStand, Overlay } from './overlay.ts';
import type { Workspace } from './schema.ts';
import type { Fault } from './shape.ts';

// Asking for the files' times works on every file system and for every way in which editors save; a look at the
// sample's fifty files takes about a millisecond.
const LOOK_EVERY_MS = 1_000;
/** After a notice about a workflow the look comes at once; several notices share one. */
const LOOK_SOON_MS = 20;
/** Without a notice the log is asked this often, should one have been missed. */
const ASK_LOG_EVERY_MS = 30_000;

export interface Watching {
  /** The last version that loaded: what is in force. */
  readonly workspace: Workspace;
  /** What keeps the files as they are now from coming into force; empty when they are in force. */
  readonly faults: readonly Fault[];
  /** How a workflow's boundary in the files stands to the one in force. */
  file(workflow: string): FileStand | undefined;
  /** Somebody wrote about a workflow elsewhere: looks at once. */
  lookSoon(): void;
  /** Somebody may have: the log is asked at the next look. */
  askLog(): void;
  close(): void;
}

interface Hooks {
  env: Env;
  changed: (workspace: Workspace, warnings: Fault[]) => void;
  refused: (faults: Fault[]) => void;
  /** Lays boundaries over the files that were changed elsewhere; absent: the files alone count. */
  overlay?: Overlay;
  /** How a file stands has changed, though nothing new is in force. */
  moved?: () => void;
  /** After files that did not load they do again, and say what is in force already. */
  mended?: () => void;
  /** The log could not be read: looked at again at the next turn. */
  failed?: (error: unknown) => void;
  lookEveryMs?: number;
}

/**
 * Loads the folder again whenever its files or the boundaries in force change. What does not load does not come into
 * force: the last good version stays, and `refused` hears every fault. Files are loaded once they have stood still
 * between two looks.
 */
export function watchWorkspace(workspace: Workspace, hooks: Hooks): Watching {
  const { overlay } = hooks;
  const state = { workspace, faults: overlay?.faults() ?? [] };
  const looker = new Looker(state, hooks);
  looker.start();
  return {
    get workspace() {
      return state.workspace;
    },
    get faults() {
      return state.faults;
    },
    file: (workflow) => overlay?.of(workflow),
    lookSoon: () => looker.soon(),
    askLog: () => looker.askLog(),
    close: () => looker.close(),
  };
}

class Looker {
  private readonly state: { workspace: Workspace; faults: Fault[] };
  private readonly hooks: Hooks;
  private loadedStamp: string | undefined;
  private lastStamp: string | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isLooking = false;
  private askedAt = -Infinity;
  private isClosed = false;
  private isBroken = false;

  constructor(state: { workspace: Workspace; faults: Fault[] }, hooks: Hooks) {
    this.state = state;
    this.hooks = hooks;
  }

  start(): void {
    this.after(this.hooks.lookEveryMs ?? LOOK_EVERY_MS);
  }

  soon(): void {
    this.askLog();
    // One that is under way may have read the log before the notice; the next turn reads it again.
    if (!this.isLooking) this.after(LOOK_SOON_MS);
  }

  askLog(): void {
    this.askedAt = -Infinity;
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
  }

  private after(ms: number): void {
    clearTimeout(this.timer);
    if (this.isClosed) return;
    this.timer = setTimeout(() => {
      this.isLooking = true;
      this.look()
        .catch((error: unknown) => this.hooks.failed?.(error))
        .finally(() => {
          this.isLooking = false;
          this.start();
        });
    }, ms).unref();
  }

  private async look(): Promise<void> {
    const hasMoved = await this.hasMoved();
    const stamp = await stampOf(this.state.workspace.folder);
    const isSettled = stamp === this.lastStamp;
    this.lastStamp = stamp;
    if (!hasMoved && (!isSettled || stamp === this.loadedStamp)) return;
    this.loadedStamp = undefined;
    await this.load();
    // Only now: where the log could not be read, the next turn loads again.
    if (isSettled) this.loadedStamp = stamp;
  }

  private async hasMoved(): Promise<boolean> {
    const now = performance.now();
    if (now - this.askedAt < ASK_LOG_EVERY_MS) return false;
    this.askedAt = now;
    return (await this.hooks.overlay?.hasMoved()) ?? false;
  }

  private async load(): Promise<void> {
    const { state, hooks } = this;
    const { overlay } = hooks;
    const stands = overlay?.stands();
    const loaded = await loadWorkspace(state.workspace.folder, hooks);
    if (this.isClosed) return;
    const wasBroken = this.isBroken;
    this.isBroken = !loaded.ok;
    if (!loaded.ok) {
      state.faults = loaded.faults;
      hooks.refused(loaded.faults);
      return;
    }
    state.faults = overlay?.faults() ?? [];
    if (loaded.workspace.hash !== state.workspace.hash) {
      state.workspace = loaded.workspace;
      hooks.changed(loaded.workspace, loaded.warnings);
      return;
    }
    if (stands !== overlay?.stands()) hooks.moved?.();
    if (wasBroken && state.faults.length === 0) hooks.mended?.();
  }
}
