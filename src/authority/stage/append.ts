import type { World } from '../../flow/world.ts';
import type { Actor, Appended } from '../../log/schema.ts';
import type { Workflow } from '../../workspace/schema.ts';
import { WORKFLOW_ENTRIES, workflowStream } from '../schema.ts';
import { stageRows } from './rows.ts';

/** What a change of stage needs of the world. */
export type StageWorld = Pick<World, 'log' | 'workspace' | 'now'>;

/** An entry about the stage before it has its place. */
export interface StageEntry {
  kind: 'stage.changed' | 'stage.proposed' | 'standing.lost';
  body: Record<string, unknown>;
}

/** Appends entries about the stage with the rows that come of them; the slower of two writers is told `conflict`. */
export async function appendStage(
  world: StageWorld,
  workflow: Workflow,
  { expected, actor, entries }: { expected: number; actor: Actor; entries: StageEntry[] },
): Promise<Appended> {
  const made = entries.map(({ kind, body }) => ({
    kind,
    kindVersion: 1,
    at: world.now(),
    actor,
    body: WORKFLOW_ENTRIES[kind].body.parse(body) as Record<string, unknown>,
  }));
  const placed = made.map((entry, index) => ({ ...entry, version: expected + index + 1 }));
  return world.log.append({
    stream: workflowStream(workflow.name),
    expected,
    entries: made,
    rows: stageRows(world.workspace(), workflow.name, placed),
  });
}
