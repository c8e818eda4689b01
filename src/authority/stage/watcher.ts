import type { Pool } from 'pg';
import { Turns } from '../../runtime/turns.ts';
import type { Workflow } from '../../workspace/schema.ts';
import { workflowStream } from '../schema.ts';
import type { StageWorld } from './append.ts';
import { evidenceOf } from './evidence.ts';
import { propose } from './propose.ts';
import { stepDown } from './step_down.ts';

/** Decisions are looked at so long after something changed. */
export const WATCH_EVERY_MS = 2_000;
/** And so often in any case: conditions of a ladder may hold by time alone. */
export const WATCH_ANYWAY_MS = 60_000;
/** Looking takes at most this part of the time: with very many decisions it looks less often. */
const LOOKING_SHARE = 0.02;

/** What one look at a workflow came to. */
export type Looked = 'fell' | 'proposed' | null;

/**
 * Looks at one workflow once: lets it fall back to `draft` on an alarm, else proposes the next step of its ladder.
 * Of several processes that look at the same time, one writes: the log refuses the others.
 */
export async function lookAt(world: StageWorld, pool: Pool, workflow: Workflow): Promise<Looked> {
  const entries = await world.log.read(workflowStream(workflow.name));
  const evidence = await evidenceOf(pool, workflow);
  const expected = entries.at(-1)?.version ?? 0;
  if (await stepDown(world, workflow, evidence, expected)) return 'fell';
  return (await propose(world, workflow, evidence, entries)) ? 'proposed' : null;
}

/** Looks at every workflow soon after something changed, and once a minute in any case. Runs where cases are worked on. */
export function stageWatcher(world: StageWorld, pool: Pool, onFault: (error: unknown) => void): Turns {
  const look = async () => {
    for (const workflow of Object.values(world.workspace().workflows)) await lookAt(world, pool, workflow);
  };
  return new Turns(look, {
    everyMs: WATCH_EVERY_MS,
    anywayMs: WATCH_ANYWAY_MS,
    share: LOOKING_SHARE,
    onFault,
  });
}
