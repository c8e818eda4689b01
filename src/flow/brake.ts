import { REMIT, type Walk } from './walk.ts';
import { retryAt, TRIES_MAX } from './world.ts';

/** A case that a switch stopped looks again after this long at the latest. */
const SWITCH_POLL_MS_MAX = 60_000;

/** The thrown switch that stops this write: `all`, `workflow:W`, `system:S`, `write:S.W` or `agent:A`. */
export function stopping(walk: Walk, write: string, thrown: string[]): string | undefined {
  const [system = ''] = write.split('.');
  const stops = ['all', `workflow:${walk.workflow.name}`, `system:${system}`, `write:${write}`];
  const agent = walk.state.plan?.agent.name;
  if (agent !== undefined) stops.push(`agent:${agent}`);
  return thrown.find((name) => stops.includes(name));
}

/** The case waits while a switch is thrown: longer each time, for a note every two seconds would fill the log. */
export function waitForRelease(walk: Walk, thrown: string): void {
  const { state, world } = walk;
  const now = world.now();
  const at = Math.min(retryAt(now, state.tries).getTime(), now.getTime() + SWITCH_POLL_MS_MAX);
  walk.add('noted', REMIT, {
    says: `Stopped by the switch ${thrown}; it waits.`,
    due_at: new Date(at).toISOString(),
    // One try is left for what comes after the release: a brake is no fault of the system behind it.
    tries: Math.min(state.tries + 1, TRIES_MAX - 1),
  });
}
