import { compareOther, digestOfFile, otherStands } from '../authority/changes/file_stand.ts';
import { compareFile, standOf, type FileState } from '../authority/changes/stand.ts';
import { workflowStream } from '../authority/schema.ts';
import type { Entry, Log } from '../log/schema.ts';
import type { Files } from './folder.ts';
import type { Fault } from './shape.ts';

/** A workflow's boundary in the files, and how it stands to the one in force. */
export interface FileStand {
  state: FileState;
  text: string;
  /** Version of the boundary in force that it was held against; null where there was none. */
  against: string | null;
  /** The same of the files beside it that the console ever changed. */
  others?: OtherFile[];
}

/** A file beside the boundary (`rules.yaml`), and how it stands to what is in force. */
export interface OtherFile {
  file: string;
  state: FileState;
  text: string;
  /** Digest of what is in force. */
  against: string;
}

const BOUNDARY = /^workflows\/([^/]+)\/boundary\.yaml$/;

/** The path of a workflow's boundary in the folder. */
export function boundaryPath(workflow: string): string {
  return pathOf(workflow, 'boundary.yaml');
}

/** The path in the folder of a file of a workflow. */
export function pathOf(workflow: string, file: string): string {
  return `workflows/${workflow}/${file}`;
}

/**
 * Lays the boundaries in force, and other files of workflows, over a folder's files where they were changed elsewhere: in the console, or pushed from
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
    const logged = await this.readEntries();
    const drafts: Record<string, string> = {};
    this.files.clear();
    for (const workflow of this.workflows) {
      const text = files.get(boundaryPath(workflow)) ?? '';
      const entries = logged.get(workflow) ?? [];
      const stand = standOf(entries);
      const state = compareFile(text, stand, this.bases.get(workflow));
      const others = this.layOthers(workflow, entries, files, drafts);
      this.files.set(workflow, { state, text, against: stand?.inForce.version ?? null, others });
      if (state === 'in_step' || state === 'behind') this.bases.set(workflow, text);
      if (stand && (state === 'behind' || state === 'conflict')) {
        drafts[boundaryPath(workflow)] = stand.inForce.text;
      }
    }
    return drafts;
  }

  private layOthers(
    workflow: string,
    entries: readonly Entry[],
    files: Files,
    drafts: Record<string, string>,
  ): OtherFile[] {
    return [...otherStands(entries).values()].map((stand) => {
      const path = pathOf(workflow, stand.file);
      const text = files.get(path) ?? '';
      const state = compareOther(text, stand, this.bases.get(path));
      if (state === 'in_step' || state === 'behind') this.bases.set(path, digestOfFile(stand.file, text));
      if (stand.text !== null && (state === 'behind' || state === 'conflict')) drafts[path] = stand.text;
      return { file: stand.file, state, text, against: stand.digest };
    });
  }

  /** How a workflow's file stood to what was in force when the folder was loaded last. */
  of(workflow: string): FileStand | undefined {
    return this.files.get(workflow);
  }

  /** How every workflow's file stood then. */
  all(): ReadonlyMap<string, FileStand> {
    return this.files;
  }

  /** How all files stand, as a text that changes when one of them does, or what a newer one is newer than. */
  stands(): string {
    const said = [...this.files].map(([workflow, { state, against, others = [] }]) =>
      [
        workflow,
        state,
        state === 'newer' ? against : '',
        ...others.map((other) => `${other.file} ${other.state}`),
      ].join(' '),
    );
    return said.join('\n');
  }

  /** Whether anything was written about the workflows since the folder was loaded last. */
  async hasMoved(): Promise<boolean> {
    const before = this.seen;
    await this.readEntries();
    return this.seen !== before;
  }

  /** What a person must settle: both a file and what is in force of it were changed. */
  faults(): Fault[] {
    return [...this.files].flatMap(([workflow, { state, others = [] }]) => {
      const files = [{ file: 'boundary.yaml', state }, ...others];
      return files
        .filter((file) => file.state === 'conflict')
        .map(({ file }) => ({
          file: pathOf(workflow, file),
          line: 1,
          says: `this file was changed, and so was ${file === 'boundary.yaml' ? 'the boundary in force' : 'what is in force of it'}, which stays`,
          suggestion:
            'settle it with remit pull --force for the one in force, or remit push --force for this file',
        }));
    });
  }

  private async readEntries(): Promise<Map<string, Entry[]>> {
    const streams = await this.log.readMany(this.workflows.map(workflowStream));
    const entries = new Map(
      this.workflows.map((name) => [name, streams.get(workflowStream(name)) ?? []] as const),
    );
    this.seen = [...entries].map(([name, of]) => `${name} ${of.at(-1)?.version ?? 0}`).join('\n');
    return entries;
  }
}
