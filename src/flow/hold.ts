import { due } from './case/due.ts';
import { systemOf, systemsNeeded } from './context/gather.ts';
import type { Workflow } from '../workspace/schema.ts';
import { REMIT, type Walk } from './walk.ts';
import type { Outage } from './world.ts';

/**
 * A case that waits for a system looks again after this long by itself. A system that comes back wakes it at once:
 * this is for a process that died before it could.
 */
const HOLD_POLL_MS = 15 * 60_000;

/** What became of a case that needs systems of which one is down: it waits, it has waited for long enough, or none is. */
export type Held = 'held' | 'over' | 'none';

/**
 * Lets the case wait for the first of these systems that is down, without using up its tries. A case that has waited
 * as long as the system's file says (`hold`) waits no longer: then a person is asked, as if it had been tried.
 */
export async function holdFor(walk: Walk, systems: Iterable<string>): Promise<Held> {
  for (const system of new Set(systems)) {
    const down = await walk.world.health?.down(system);
    if (down) return waitForSystem(walk, system, down);
  }
  return 'none';
}

/** A fact that was read, or could not be. */
export interface Missing {
  name: string;
  source: string;
  missing?: string | undefined;
}

/** The systems that are needed and of which facts could not be read. */
export function systemsMissing(workflow: Workflow, facts: readonly Missing[]): string[] {
  const needed = systemsNeeded(workflow);
  const missing = facts.filter((fact) => fact.missing !== undefined);
  return missing.map(({ source }) => systemOf(source)).filter((system) => needed.has(system));
}

function waitForSystem(walk: Walk, system: string, { says, until }: Outage): Held {
  const { state, world, workspace } = walk;
  const now = world.now();
  const since = state.heldSince ?? now;
  const file = workspace.systems[system];
  const last = since.getTime() + (file?.limits.holdMs ?? 0);
  if (last <= now.getTime()) return 'over';
  const poll = until?.getTime() ?? now.getTime() + HOLD_POLL_MS;
  walk.add('noted', REMIT, {
    says: `${file?.label ?? system} is down, so it waits for it. ${says}`,
    down: system,
    due_at: new Date(Math.min(poll, last)).toISOString(),
  });
  return 'held';
}

/** A case that waits for a system looks whether it still is down: where not, it says so and goes on. */
export async function lookForReturn(walk: Walk): Promise<void> {
  const { state, world, workspace } = walk;
  const held = state.heldBy;
  if (held === null || state.status === 'closed') return;
  const down = await world.health?.down(held.system);
  const label = workspace.systems[held.system]?.label ?? held.system;
  if (!down) walk.add('noted', REMIT, { says: `${label} is back, so it goes on.` });
  else if (due(state, world.now()) !== 'wait') waitForSystem(walk, held.system, down);
}

/** Whether the system that held this case takes calls again. */
export async function isBack({ state, world }: Walk): Promise<boolean> {
  if (state.heldBy === null || state.status === 'closed') return false;
  return !(await world.health?.down(state.heldBy.system));
}
