import type { ArrivalShelf } from '../runtime/arrivals.ts';
import { AppError } from '../runtime/errors.ts';
import { suggestName } from '../workspace/nearest.ts';
import type { Workflow } from '../workspace/schema.ts';
import type { Arrival, Trigger } from '../workspace/triggers/index.ts';
import { intake, type Arrived } from './arrive.ts';
import { translate, type Late } from './intake/translate.ts';
import type { Event } from './intake/schema.ts';
import { caseOfKey, late } from './late.ts';
import { load, workflowOf } from './walk.ts';
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
    again = false,
  }: { workflow: string; trigger: string; arrival: Arrival; again?: boolean },
): Promise<Received> {
  const workflow = workflowOf(world.workspace(), workflowName);
  const trigger = triggerOf(workflow, triggerName);
  const now = world.now();
  const arrival = isBelievable(given.at, now) ? given : { ...given, at: now };
  const keep = async (says: string, path?: string, suggestion?: string): Promise<Received> => {
    const undelivered = { workflow: workflow.name, trigger: trigger.name, arrival, says, path, suggestion };
    return { status: 'undelivered', id: await shelf.keep(world.id(), undelivered, now, again), says };
  };
  const translated = translate(workflow, trigger, arrival);
  if (!translated.ok && translated.why === 'unreadable') return keep(translated.says, translated.path);
  if (!translated.ok) {
    await shelf.delivered(workflow.name, trigger.name, arrival.id, null, now);
    return { status: 'left_out', says: translated.says };
  }
  try {
    const { event } = translated;
    const arrived =
      (translated.late && (await asLate(world, shelf, workflow, event, translated.late))) ??
      (await intake(world, workflow.name, event));
    await shelf.delivered(workflow.name, trigger.name, arrival.id, arrived.case, now);
    return arrived;
  } catch (error) {
    if (!(error instanceof AppError) || !LASTING.includes(error.code)) throw error;
    return keep(error.message, error.path, error.suggestion);
  }
}

/**
 * A sender whose clock is ahead must not date a case into the future, and a time that no clock shows (or no database
 * holds) must not keep what came from coming in.
 */
function isBelievable(at: Date, now: Date): boolean {
  return at.getTime() >= 0 && at <= now;
}

/**
 * Lays an outcome that comes late at the door of the action that caused it. Null where no action of this workflow is
 * known by that name: a chargeback of what people did elsewhere is an event like any other.
 */
async function asLate(
  world: World,
  shelf: ArrivalShelf,
  workflow: Workflow,
  { source, source_id }: Event,
  named: Late,
): Promise<Pick<Arrived, 'status' | 'case'> | null> {
  const key = 'key' in named ? named.key : (await shelf.actionByRef(named.ref))?.key;
  if (key === undefined) return null;
  try {
    const { workflow: of } = await load(world, caseOfKey(key));
    if (of !== workflow.name) return null;
    return await late(world, { what: named.what, key, source, source_id }, shelf.actionByRef);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null;
    throw error;
  }
}

/** Tries one that waits again, by the mapping in force now. Throws `AppError` where it does not wait any more. */
export async function tryAgain(world: World, shelf: ArrivalShelf, id: string): Promise<Received> {
  const kept = await shelf.read(id);
  if (!kept) throw new AppError('not_found', 'There is no such arrival.', { path: 'id' });
  if (kept.state !== 'waiting')
    throw new AppError('conflict', `It does not wait any more: it was ${kept.state}.`, { path: 'id' });
  const { workflow, trigger, arrival } = kept;
  return receive(world, shelf, { workflow, trigger, arrival, again: true });
}

/** Tries all that wait for one trigger, the oldest first; so many at a time. */
export async function tryAllAgain(
  world: World,
  shelf: ArrivalShelf,
  { workflow, trigger, limit }: { workflow: string; trigger: string; limit: number },
): Promise<{ tried: number; delivered: number; waiting: number }> {
  const counts = { tried: 0, delivered: 0, waiting: 0 };
  for (const id of await shelf.waiting(workflow, trigger, limit)) {
    const { status } = await tryAgain(world, shelf, id);
    counts.tried += 1;
    counts[status === 'undelivered' ? 'waiting' : 'delivered'] += 1;
  }
  return counts;
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
