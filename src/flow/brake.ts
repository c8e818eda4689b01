import { switchLabel } from '../authority/brake/names.ts';
import { throwSwitch } from '../authority/brake/switches.ts';
import type { Brake } from '../boundary/schema.ts';
import { due } from './case/due.ts';
import type { RuledBody } from './ruling/schema.ts';
import { REMIT, type Walk } from './walk.ts';
import { TRIES_MAX } from './world.ts';

/**
 * A case that a switch stopped looks again after a second, then after 4, 16 … seconds, and at the latest after this
 * long. A release wakes it: this is for a release whose process died before it could.
 */
const SWITCH_POLL_MS_MAX = 5 * 60_000;
const SWITCH_POLL_MS = 1_000;
const SWITCH_POLL_GROWTH = 4;

/**
 * The thrown switch that stops this write: `all`, `workflow:W`, `system:S`, `write:S.W` or `agent:A`. What a person
 * takes back was the idea of neither the workflow nor an agent: it can be done while those are stopped.
 */
export function stopping(walk: Walk, write: string, thrown: string[]): string | undefined {
  const { plan } = walk.state;
  const isTakenBack = plan?.undoes !== undefined && plan.by.type === 'person';
  const brakes: Brake[] = isTakenBack
    ? ['all', 'system', 'write']
    : ['all', 'workflow', 'system', 'write', 'agent'];
  const stops = brakes.map((brake) => switchFor(walk, brake, write));
  return thrown.find((name) => stops.includes(name));
}

function switchFor({ workflow, state }: Walk, brake: Brake, write: string): string {
  switch (brake) {
    case 'all':
      return 'all';
    case 'workflow':
      return `workflow:${workflow.name}`;
    case 'agent':
      return `agent:${state.plan?.agent.name ?? ''}`;
    case 'system':
      return `system:${write.split('.')[0] ?? ''}`;
    case 'write':
      return `write:${write}`;
  }
}

/** What a person is told of a plan that may run now: that it is being done, or which brake it waits for. */
export async function sayBeingDone(walk: Walk, what: string): Promise<string> {
  const thrown = await walk.world.switches();
  const stops = (walk.state.plan?.actions ?? []).map(({ write }) => stopping(walk, write, thrown));
  const name = stops.find((stop) => stop !== undefined);
  if (name === undefined) return `${what} is being done.`;
  return `${what} waits: ${switchLabel(walk.workspace, name)} is stopped.`;
}

/** The case waits while a switch is thrown: longer each time, for a note every two seconds would fill the log. */
export function waitForRelease(walk: Walk, thrown: string): void {
  const { state, world } = walk;
  const waitMs = Math.min(SWITCH_POLL_MS * SWITCH_POLL_GROWTH ** state.tries, SWITCH_POLL_MS_MAX);
  walk.add('noted', REMIT, {
    says: `Stopped by the switch ${thrown}; it waits.`,
    switch: thrown,
    due_at: new Date(world.now().getTime() + waitMs).toISOString(),
    // One try is left for what comes after the release: a brake is no fault of the system behind it.
    tries: Math.min(state.tries + 1, TRIES_MAX - 1),
  });
}

/**
 * A case that a switch holds looks whether it still is: where not, it says so and goes on, and whatever it does next
 * is ruled again by its gate.
 */
export async function lookForRelease(walk: Walk): Promise<void> {
  const { state, world } = walk;
  if (state.stoppedBy === null || state.status === 'closed') return;
  if (await isReleased(walk)) {
    const says = `The switch ${state.stoppedBy} was released, so it goes on.`;
    walk.add('noted', REMIT, { says, tries: 0 });
  } else if (due(state, world.now()) !== 'wait') waitForRelease(walk, state.stoppedBy);
}

/** Whether the switch that held this case holds it no longer. */
export async function isReleased({ state, world }: Walk): Promise<boolean> {
  if (state.stoppedBy === null || state.status === 'closed') return false;
  return !(await world.switches()).includes(state.stoppedBy);
}

/**
 * Throws what the rules ask for that were met by a plan that nothing else would have held: it was about to be done.
 * In an earlier stage, or outside the share, a person would have looked anyway.
 */
export async function brakeAsRuled(
  walk: Walk,
  { reasons, actions }: Pick<RuledBody, 'reasons' | 'actions'>,
): Promise<void> {
  if (reasons.some(({ source }) => source === 'stage')) return;
  for (const action of actions) await brakeByRule(walk, action.write, action.reasons);
}

/**
 * Throws what the rules that were met ask for. A brake is for what is known to be wrong: what is only not known holds
 * the action back, and stops nothing else. What people take back trips none.
 */
export async function brakeByRule(walk: Walk, write: string, reasons: RuledBody['reasons']): Promise<void> {
  const { plan } = walk.state;
  if (plan?.by.type !== 'agent') return;
  const { agents, outside } = walk.workflow;
  const isAgent = [...agents, ...outside].some(({ name }) => name === plan.agent.name);
  for (const { brake, met, rule, says } of reasons) {
    if (brake === undefined || met !== true || (brake === 'agent' && !isAgent)) continue;
    const because = `${rule}: ${says}`;
    await throwSwitch(walk.world, REMIT, { switch: switchFor(walk, brake, write), because, how: 'rule' });
  }
}
