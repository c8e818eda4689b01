import type { Log } from '../log/schema.ts';
import type { Workspace } from '../workspace/schema.ts';

/**
 * Says in the log which version of each workflow is in force, with the boundary's text, so that a ruling of any day
 * can be held against the rules of that day. A version that is in force already is not said again.
 */
export async function publish(log: Log, workspace: Workspace, now: () => Date): Promise<string[]> {
  const streams = Object.keys(workspace.workflows).map((name) => `workflow/${name}`);
  const before = await log.readMany(streams);
  const published: string[] = [];
  for (const workflow of Object.values(workspace.workflows)) {
    const stream = `workflow/${workflow.name}`;
    const last = before.get(stream)?.at(-1);
    if (last?.body['version'] === workflow.version) continue;
    const { version, boundary, stage } = workflow;
    const body = {
      version,
      stage,
      boundary: boundary.version,
      boundary_text: boundary.text,
      workspace: workspace.hash,
    };
    const entry = { kind: 'published', kindVersion: 1, at: now(), actor: { type: 'remit' as const }, body };
    // Another process that publishes the same version at the same time is refused by the log; one is enough.
    const done = await log.append({ stream, expected: last?.version ?? 0, entries: [entry] });
    if (done.ok) published.push(workflow.name);
  }
  return published;
}
