import { REMIT, load, Walk } from './walk.ts';
import { retryAt, type World } from './world.ts';

/** What a note quotes of an error. */
const SAYS_CHARS_MAX = 200;

/**
 * A step threw: the case says so in the log and is tried later and later, so that people see it and nobody waits
 * for it. Where not even that can be written, the worker's own patience keeps the case from spinning.
 */
export async function stumble(world: World, id: string, error: unknown): Promise<void> {
  const walk = new Walk(world, await load(world, id));
  if (walk.state.status === 'closed') return;
  const says = (error instanceof Error ? error.message : String(error)).slice(0, SAYS_CHARS_MAX);
  const due_at = retryAt(world.now(), walk.state.tries).toISOString();
  walk.add('noted', REMIT, {
    says: `It could not go on: ${says} It is tried again.`,
    due_at,
    tries: walk.state.tries + 1,
  });
  // Whoever appended in between has moved the case on, and it is due at once.
  await walk.commit(false);
}
