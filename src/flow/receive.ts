import type { ArrivalShelf } from '../runtime/arrivals.ts';
import { AppError } from '../runtime/errors.ts';
import { suggestName } from '../workspace/nearest.ts';
import type { Workflow } from '../workspace/schema.ts';
import type { Arrival, Trigger } from '../workspace/triggers/index.ts';
import { intake, type Arrived } from './arrive.ts';
import { translate } from './intake/translate.ts';
import { workflowOf } from './walk.ts';
import type { World } from './world.ts';

/** What became of something that came in. */
export type Received =
  | { status: Arrived['status']; case: string }
  /** None of the workflow's business, as `only` says. */
  | { status: 'left_out'; says: string }
  /** It cannot become an event as things are; it waits under this id until the mapping was mended. */
  | { status: 'undelivered'; id: string; says: string };

/** Faults of what was sent, or of how it is read: sending it again changes nothing, mending the mapping does. */
const LASTING: readonly AppError['code'][] = ['invalid', 'too_large', 'refused', 'not_found'];

/**
 * Takes what came in by a trigger. Once this returns it is safe: it is in the log, or it waits with its reason. What
 * comes twice opens nothing twice. Throws only what another try may mend (the database is away, too many at once), so
 * that whoever sent it sends it again, or whoever looked looks again.
 */
export async function receive(
  world: World,
  shelf: ArrivalShelf,
  {
    workflow: workflowName,
    trigger: triggerName,
    arrival: given,
  }: { workflow: string; trigger: string; arrival: Arrival },
): Promise<Received> {
  const workflow = workflowOf(world.workspace(), workflowName);
  const trigger = triggerOf(workflow, triggerName);
  const now = world.now();
  // A sender whose clock is ahead must not date a case into the future.
  const arrival = given.at > now ? { ...given, at: now } : given;
  const keep = async (says: string, path?: string, suggestion?: string): Promise<Received> => {
    const undelivered = { workflow: workflow.name, trigger: trigger.name, arrival, says, path, suggestion };
    return { status: 'undelivered', id: await shelf.keep(world.id(), undelivered, now), says };
  };
  const translated = translate(workflow, trigger, arrival);
  if (!translated.ok && translated.why === 'unreadable') return keep(translated.says, translated.path);
  if (!translated.ok) {
    await shelf.delivered(workflow.name, trigger.name, arrival.id, null, now);
    return { status: 'left_out', says: translated.says };
  }
  try {
    const arrived = await intake(world, workflow.name, translated.event);
    await shelf.delivered(workflow.name, trigger.name, arrival.id, arrived.case, now);
    return arrived;
  } catch (error) {
    if (!(error instanceof AppError) || !LASTING.includes(error.code)) throw error;
    return keep(error.message, error.path, error.suggestion);
  }
}

/** The trigger of this name, or `not_found` with the nearest one. */
export function triggerOf(workflow: Workflow, name: string): Trigger {
  const trigger = workflow.triggers.find((one) => one.name === name);
  if (trigger) return trigger;
  const suggestion = suggestName(
    name,
    workflow.triggers.map((one) => one.name),
  );
  throw new AppError('not_found', `${workflow.label} has no trigger "${name.slice(0, 80)}".`, {
    path: 'trigger',
    ...(suggestion !== undefined && { suggestion }),
  });
}
