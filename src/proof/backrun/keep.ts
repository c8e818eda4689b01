import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { AppError } from '../../runtime/errors.ts';
import { run, type Ended } from './run.ts';
import type { Asked, BackrunWorld, StoredRun } from './schema.ts';
import { askedOf, planBackrun, prepareBackrun } from './start.ts';
import { cancelRun, leaveRun, raiseCap, readRun, takeRun } from './store.ts';
import type { BackrunForm } from './resolve.ts';
import type { Workflow } from '../../workspace/schema.ts';

interface Kept {
  stop: AbortController;
  ended: Promise<Ended>;
}

/** Runs that go on in this process while a page looks at them. */
const running = new WeakMap<Pool, Map<string, Kept>>();

export interface Started {
  id: string;
  /** Resolves when it came to rest in this process. */
  ended: Promise<Ended>;
  says: string;
}

/** How a run is watched and stopped by whoever started it. */
export interface Watching {
  signal?: AbortSignal | undefined;
  onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Starts a run, or goes on with the same one where it stopped; one that was done is found again. It runs behind the
 * answer, in this process. Throws an `AppError` where it would cost more than is allowed.
 */
export async function startBackrun(
  world: BackrunWorld,
  pool: Pool,
  workflow: Workflow,
  form: BackrunForm,
  given: { spendMinor: number; by: string } & Watching,
): Promise<Started> {
  const planned = await planBackrun(world, pool, workflow, form);
  const { stored, isNew } = await prepareBackrun(world, pool, planned, given);
  if (stored.state === 'done')
    return {
      id: stored.id,
      ended: Promise.resolve('done'),
      says: 'The same was run before, and nothing has changed since.',
    };
  const asked = isNew ? planned.asked : await askedOf(world, stored);
  const began =
    stored.done === 0 ? 'It has begun.' : `It goes on behind case ${stored.done} of ${stored.total}.`;
  return { id: stored.id, says: began, ...(await keep(world, pool, stored, asked, given)) };
}

/** Lets a run go on where it stopped, for whatever reason it did. */
export async function resumeBackrun(
  world: BackrunWorld,
  pool: Pool,
  id: string,
  given: { spendMinor?: number | undefined } & Watching = {},
): Promise<Started> {
  const found = await storedRun(pool, id);
  if (found.state === 'done') return { id, ended: Promise.resolve('done'), says: 'It is done.' };
  if (given.spendMinor !== undefined) await raiseCap(pool, id, given.spendMinor);
  const stored = await storedRun(pool, id);
  const kept = await keep(world, pool, stored, await askedOf(world, stored), given);
  return { id, says: `It goes on behind case ${stored.done} of ${stored.total}.`, ...kept };
}

/** Cancels a run. What was looked at is kept, and it can still go on later. */
export async function cancelBackrun(world: BackrunWorld, pool: Pool, id: string): Promise<string> {
  await storedRun(pool, id);
  const isCancelled = await cancelRun(pool, id, world.now());
  const kept = running.get(pool)?.get(id);
  kept?.stop.abort();
  await kept?.ended.catch(() => undefined);
  return isCancelled ? 'It is cancelled. What was looked at is kept.' : 'It had come to its end already.';
}

/** A run by its id. Throws `not_found`. */
export async function storedRun(pool: Pool, id: string): Promise<StoredRun> {
  const stored = await readRun(pool, id);
  if (stored) return stored;
  throw new AppError('not_found', `There is no back-run "${id.slice(0, 40)}".`, { path: 'id' });
}

/** Waits until nothing is run in this process any more, after telling all of it to stop. */
export async function stopBackruns(pool: Pool): Promise<void> {
  const kept = [...(running.get(pool)?.values() ?? [])];
  for (const { stop } of kept) stop.abort();
  await Promise.allSettled(kept.map(({ ended }) => ended));
}

async function keep(
  world: BackrunWorld,
  pool: Pool,
  stored: StoredRun,
  asked: Asked,
  { signal, onProgress }: Watching,
): Promise<{ ended: Promise<Ended> }> {
  const { id } = stored;
  const owner = `${process.pid}.${randomUUID()}`;
  if (!(await takeRun(pool, id, owner))) {
    throw new AppError('conflict', 'Somebody else is running this at the moment.', {
      suggestion: 'Look at it in the console, or try again when it has come to rest.',
    });
  }
  const taken = await storedRun(pool, id);
  const stop = new AbortController();
  signal?.addEventListener('abort', () => stop.abort(), { once: true });
  const ofPool = running.get(pool) ?? new Map<string, Kept>();
  running.set(pool, ofPool);
  const ended = run({ world, pool, owner, signal: stop.signal, onProgress }, taken, asked)
    .catch(async (error: unknown) => {
      if (stop.signal.aborted) {
        await leaveRun(pool, id, owner, { state: 'running', at: world.now() });
        return 'left' as const;
      }
      const fault =
        error instanceof AppError ? error.message : 'It stopped by a fault of Remit or of the agent.';
      await leaveRun(pool, id, owner, { state: 'failed', fault, at: world.now() });
      throw error;
    })
    .finally(() => ofPool.delete(id));
  ended.catch(() => undefined);
  ofPool.set(id, { stop, ended });
  // In an object, so that whoever starts it need not wait for its end.
  return { ended };
}
