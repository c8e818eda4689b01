import type { Rows } from '../../log/schema.ts';
import { RULED_FILE } from '../../runtime/boundaries.ts';
import { WORKFLOW_ENTRIES } from '../schema.ts';

/** An entry of a workflow's stream with its place, appended already or about to be. */
interface Placed {
  version: number;
  kind: string;
  body: Record<string, unknown>;
}

const PUBLISHED = WORKFLOW_ENTRIES.published.body;
const BOUNDARY = WORKFLOW_ENTRIES['boundary.changed'].body;
const FILE = WORKFLOW_ENTRIES['file.changed'].body;

/** What these entries of a workflow's stream put in force, for an append as for a rebuild: intents are held to it. */
export function boundaryRows(workflow: string, entries: readonly Placed[]): Rows {
  let row = { workflow, boundary: null as string | null, file: null as string | null, version: 0 };
  for (const { kind, body, version } of entries) {
    if (kind === 'published') {
      const { boundary, files } = PUBLISHED.parse(body);
      row = { ...row, boundary, file: files?.[RULED_FILE] ?? row.file, version };
    } else if (kind === 'boundary.changed') {
      row = { ...row, boundary: BOUNDARY.parse(body).boundary, version };
    } else if (kind === 'file.changed') {
      const { file, digest } = FILE.parse(body);
      if (file === RULED_FILE) row = { ...row, file: digest, version };
    }
  }
  return row.version === 0 ? {} : { boundaries: [row] };
}
