import { compareFile, standOf, type FileState, type Stand } from '../authority/changes/stand.ts';
import { workflowStream } from '../authority/schema.ts';
import type { Log } from '../log/schema.ts';
import type { Files } from './folder.ts';
import type { Fault } from './shape.ts';

/** A workflow's boundary in the files, and how it stands to the one in force. */
export interface FileStand {
  state: FileState;
  text: string;
  /** Version of the boundary in force that it was held against; null where there was none. */
  against: string | null;
}

const BOUNDARY = /^workflows\/([^/]+)\/boundary\.yaml$/;

/** The path of a workflow's boundary in the folder. */
export function boundaryPath(workflow: string): string {
  return `workflows/${workflow}/boundary.yaml`;
}

/**
 * Lays the boundaries in force over a folder's files where they were changed elsewhere: in the console, or pushed from
 * another machine. Files and log are one history: a file that was changed while nothing else was comes into force, one
 * that stands behind is left as it is, and where both were changed the one in force stays and a fault says so.
 */
export class Overlay {
  private readonly log: Pick<Log, 'readMany'>;
  private readonly files = new Map<string, FileStand>();
  /** The texts with which this folder last agreed with what was in force. */
  private readonly bases = new Map<string, string>();
  private seen = '';
  private workflows: string[] = [];

  constructor(log: Pick<Log, 'readMany'>) {
    this.log = log;
  }

  /** The texts that stand in for files when the folder is loaded, by path. */
  async drafts(files: Files): Promise<Record<string, string>> {
    this.workflows = [...files.keys()].flatMap((path) => BOUNDARY.exec(path)?.[1] ?? []);
    const stands = await this.readStands();
    const drafts: Record<string, string> = {};
    this.files.clear();
    for (const workflow of this.workflows) {
      const text = files.get(boundaryPath(workflow)) ?? '';
      const stand = stands.get(workflow) ?? null;
      const state = compareFile(text, stand, this.bases.get(workflow));
      this.files.set(workflow, { state, text, against: stand?.inForce.version ?? null });
      if (state === 'in_step' || state === 'behind') this.bases.set(workflow, text);
      if (stand && (state === 'behind' || state === 'conflict')) {
        drafts[boundaryPath(workflow)] = stand.inForce.text;
      }
    }
    return drafts;
  }

  /** How a workflow's file stood to what was in force when the folder was loaded last. */
  of(workflow: string): FileStand | undefined {
    return this.files.get(workflow);
  }

  /** How every workflow's file stood then. */
  all(): ReadonlyMap<string, FileStand> {
    return this.files;
  }

  /** How all files stand, as a text that changes when one of them does. */
  stands(): string {
    return [...this.files].map(([workflow, { state }]) => `${workflow} ${state}`).join('\n');
  }

  /** Whether anything was written about the workflows since the folder was loaded last. */
  async hasMoved(): Promise<boolean> {
    const before = this.seen;
    await this.readStands();
    return this.seen !== before;
  }

  /** What a person must settle: both the file and the boundary in force were changed. */
  faults(): Fault[] {
    return [...this.files].flatMap(([workflow, { state }]) =>
      state === 'conflict'
        ? [
            {
              file: boundaryPath(workflow),
              line: 1,
              says: 'this file was changed, and so was the boundary in force, which stays',
              suggestion:
                'settle it with remit pull --force for the one in force, or remit push --force for this file',
            },
          ]
        : [],
    );
  }

  private async readStands(): Promise<Map<string, Stand | null>> {
    const streams = await this.log.readMany(this.workflows.map(workflowStream));
    const stands = new Map(
      this.workflows.map((name) => [name, standOf(streams.get(workflowStream(name)) ?? [])]),
    );
    this.seen = [...stands].map(([name, stand]) => `${name} ${stand?.streamVersion ?? 0}`).join('\n');
    return stands;
  }
}
