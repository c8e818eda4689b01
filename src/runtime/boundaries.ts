import type { Pool } from 'pg';
import { digestOfFile } from '../authority/changes/file_stand.ts';
import type { BoundaryRow } from '../log/schema.ts';
import type { Workflow, Workspace } from '../workspace/schema.ts';
import { AppError } from './errors.ts';

/** The file beside the boundary on which rulings depend: what is never done, its checks, its limits of confidence. */
export const RULED_FILE = 'workflow.yaml';
/** While this process has another boundary than the one in force, it looks this often whether it still does. */
const LOOK_EVERY_MS = 50;
/** Every so many looks the log is asked again, should a notice have been missed. */
const LOOKS_UNTIL_ASKED = 40;
/** Files take a second or two until they are loaded; whoever stands behind for longer says so. */
const SAY_AFTER_MS = 15_000;

/** What this process rules under. */
export interface RuledUnder {
  boundary: string;
  file: string;
}

interface BoundariesOptions {
  pool: Pool;
  workspace: () => Workspace;
  /** Another boundary is in force than this process has loaded: it is to be looked for. */
  onBehind?: (() => void) | undefined;
  /** A sentence about a workflow of which nothing is done here, once. */
  say?: ((line: string) => void) | undefined;
  onFault: (error: unknown) => void;
  sayAfterMs?: number;
}

/**
 * Which boundary of each workflow is in force, as this process has heard, held against the one that it has loaded. A
 * process that stands behind takes up no cases of that workflow until it is level again. That nothing is done under
 * another boundary is not owed to this view, which may be late, but to the transaction that records an intent.
 */
export class Boundaries {
  /** The boundary in force is loaded: what was left alone may be gone on with. */
  onLevel: () => void = () => undefined;
  private readonly options: BoundariesOptions;
  private rows = new Map<string, BoundaryRow>();
  private asked = 0;
  private heard = 0;
  private timer: NodeJS.Timeout | null = null;
  private looks = 0;
  private isStopped = false;
  /** Since when each workflow stands behind, and whether that was said. */
  private readonly behind = new Map<string, { sinceMs: number; said: boolean }>();

  constructor(options: BoundariesOptions) {
    this.options = options;
  }

  /** Reads what is in force, and looks whether this process is level with it. */
  async refresh(): Promise<void> {
    const turn = ++this.asked;
    const { rows } = await this.options.pool.query<BoundaryRow>(
      'select workflow, boundary, file, version from boundaries',
    );
    // Answers may come in another order than they were asked for, and no older one takes the place of a newer.
    if (turn < this.heard) return;
    this.heard = turn;
    this.rows = new Map(rows.map((row) => [row.workflow, row]));
    this.look();
  }

  /** The workflows of which this process has loaded what is in force, as far as it has heard. */
  level(): Workflow[] {
    return Object.values(this.options.workspace().workflows).filter((workflow) => this.isLevel(workflow));
  }

  /** An intent was refused: something came into force that was not heard of yet. */
  askAgain(): void {
    this.refresh().catch(this.options.onFault);
  }

  stop(): void {
    this.isStopped = true;
    if (this.timer) clearTimeout(this.timer);
  }

  private look(): void {
    const { onBehind } = this.options;
    const now = performance.now();
    const behind = this.loaded().filter((workflow) => !this.isLevel(workflow));
    const names = new Set(behind.map(({ name }) => name));
    const caughtUp = [...this.behind.keys()].filter((name) => !names.has(name));
    for (const name of caughtUp) this.behind.delete(name);
    const fresh = behind.filter(({ name }) => !this.behind.has(name));
    for (const { name } of fresh) this.behind.set(name, { sinceMs: now, said: false });
    for (const workflow of behind) this.sayOnce(workflow, now);
    if (fresh.length > 0) onBehind?.();
    if (caughtUp.length > 0) this.onLevel();
    if (behind.length > 0) this.lookAgain();
  }

  /** Whoever only verifies the log needs no workspace that loads; nothing is ruled there either. */
  private loaded(): Workflow[] {
    try {
      return Object.values(this.options.workspace().workflows);
    } catch (error) {
      if (error instanceof AppError) return [];
      throw error;
    }
  }

  private isLevel(workflow: Workflow): boolean {
    return isInForce(ruledUnder(workflow), this.rows.get(workflow.name) ?? null);
  }

  private sayOnce({ name, label }: Workflow, now: number): void {
    const standing = this.behind.get(name);
    if (!standing || standing.said || now - standing.sinceMs < (this.options.sayAfterMs ?? SAY_AFTER_MS))
      return;
    standing.said = true;
    this.options.say?.(
      `${label}: this folder says other rules than the ones in force, so nothing of it is done here until both agree. ` +
        'remit pull writes what is in force into the folder, remit push puts the folder in force.',
    );
  }

  private lookAgain(): void {
    if (this.timer || this.isStopped) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.looks += 1;
      if (this.looks % LOOKS_UNTIL_ASKED !== 0) {
        this.look();
        return;
      }
      this.options.onBehind?.();
      this.refresh().catch((error: unknown) => {
        this.options.onFault(error);
        this.lookAgain();
      });
    }, LOOK_EVERY_MS);
    this.timer.unref();
  }
}

const digests = new WeakMap<Workflow['files'], string>();

/** What a ruling of this workflow, as it is loaded, is made under. */
export function ruledUnder({ boundary, files }: Workflow): RuledUnder {
  let file = digests.get(files);
  if (file === undefined) {
    file = digestOfFile(RULED_FILE, files[RULED_FILE] ?? '');
    digests.set(files, file);
  }
  return { boundary: boundary.version, file };
}

/** Whether that is what is in force; where nothing was put in force, or an entry does not say it, it is. */
export function isInForce({ boundary, file }: RuledUnder, row: BoundaryRow | null): boolean {
  return (row?.boundary ?? boundary) === boundary && (row?.file ?? file) === file;
}
