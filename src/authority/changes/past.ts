import { loadBoundary } from '../../boundary/index.ts';
import type { Boundary } from '../../boundary/schema.ts';
import type { Log } from '../../log/schema.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import { vocabularyOf } from '../../workspace/vocabulary.ts';
import { workflowStream } from '../schema.ts';
import { textsOf } from './stand.ts';

/**
 * The boundaries that were ever in force, by version, loaded with the names of today when they are asked for. Null
 * where the log does not know one, or where it speaks of what the workflow no longer has.
 */
export async function boundariesOf(
  log: Log,
  workspace: Workspace,
  workflow: Workflow,
): Promise<(version: string) => Boundary | null> {
  const texts = new Map(
    textsOf(await log.read(workflowStream(workflow.name))).map(({ version, text }) => [version, text]),
  );
  const loaded = new Map<string, Boundary | null>([[workflow.boundary.version, workflow.boundary]]);
  return (version) => {
    const known = loaded.get(version);
    if (known !== undefined) return known;
    const text = texts.get(version);
    const read = text === undefined ? undefined : loadChanged(text, workspace, workflow);
    const boundary = read?.ok ? read.boundary : null;
    loaded.set(version, boundary);
    return boundary;
  };
}

/** Another text for a workflow's boundary, checked against everything that the workspace declares. */
export function loadChanged(text: string, workspace: Workspace, workflow: Workflow) {
  return loadBoundary(text, workflow.boundary.file, vocabularyOf(workspace, workflow));
}
