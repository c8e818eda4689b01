import { setTimeout as wait } from 'node:timers/promises';
import type { ReadAnswer } from '../../flow/context/schema.ts';

const BACKOFF_MS = 100;
const BACKOFF_FACTOR = 2;
/** A system that asks for a longer pause than this gets it from the queue of cases, not from a waiting worker. */
export const RETRY_AFTER_MS_MAX = 3_000;

/**
 * Reads, and tries again what may pass, with a pause that grows and is never quite the same; at least as long as the
 * system asks for. Only reads are tried again here: a write is sent once, and what became of it is the flow's concern.
 */
export async function readWithRetries(
  once: () => Promise<ReadAnswer>,
  retries: number,
  signal: AbortSignal,
): Promise<ReadAnswer> {
  for (let tries = 0; ; tries++) {
    const answer = await once();
    if (answer.ok || !answer.retry || tries >= retries || signal.aborted) return answer;
    if ((answer.retryAfterMs ?? 0) > RETRY_AFTER_MS_MAX) return answer;
    const backoff = BACKOFF_MS * BACKOFF_FACTOR ** tries * (0.5 + Math.random());
    try {
      await wait(Math.max(answer.retryAfterMs ?? 0, backoff), undefined, { signal });
    } catch {
      return answer;
    }
  }
}
