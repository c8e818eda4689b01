import { setTimeout as wait } from 'node:timers/promises';
import type { ReadAnswer } from '../../flow/context/schema.ts';
import type { Shape } from '../../workspace/shape.ts';
import { reasonIn, retryAfterMs, understand } from './answer.ts';
import type { Sent } from './send.ts';

const BACKOFF_MS = 100;
const BACKOFF_FACTOR = 2;
/** A system that asks for a longer pause than this gets it from the queue of cases, not from a waiting worker. */
const RETRY_AFTER_MS_MAX = 3_000;

/**
 * Reads, and tries again what may pass: no connection, a time-out, a cut answer, 408, 425, 429 and 5xx.
 * Only reads are tried again here; a write is sent once, and what became of it is the flow's concern.
 */
export async function readWithRetries(
  send: () => Promise<Sent>,
  gives: Shape,
  retries: number,
  signal: AbortSignal,
): Promise<ReadAnswer> {
  for (let tries = 0; ; tries++) {
    const sent = await send();
    const answer = toReadAnswer(sent, gives);
    if (answer.ok || !answer.retry || tries >= retries || signal.aborted) return answer;
    const asked = sent.ok ? retryAfterMs(sent.headers, Date.now()) : undefined;
    if (asked !== undefined && asked > RETRY_AFTER_MS_MAX) return answer;
    const backoff = BACKOFF_MS * BACKOFF_FACTOR ** tries * (0.5 + Math.random());
    try {
      await wait(Math.max(asked ?? 0, backoff), undefined, { signal });
    } catch {
      return answer;
    }
  }
}

function toReadAnswer(sent: Sent, gives: Shape): ReadAnswer {
  if (!sent.ok) {
    if (sent.why === 'too_large') return { ok: false, why: 'bad_answer', says: sent.says, retry: false };
    const why = sent.why === 'timeout' || sent.why === 'stopped' ? 'timeout' : 'unreachable';
    return { ok: false, why, says: sent.says, retry: true };
  }
  const { status, text } = sent;
  if (status >= 200 && status < 300) {
    const understood = understand(text, gives);
    if (understood.ok) return { ok: true, value: understood.value, at: new Date() };
    return { ok: false, why: 'bad_answer', says: understood.says, retry: false };
  }
  const reason = reasonIn(text);
  const said = reason === undefined ? '' : `: ${reason}`;
  if (status === 404 || status === 410)
    return { ok: false, why: 'not_found', says: `has none${said}`, retry: false };
  if (status >= 500) return { ok: false, why: 'unreachable', says: `failed (${status})${said}`, retry: true };
  if (status === 408 || status === 425 || status === 429) {
    return { ok: false, why: 'unreachable', says: `is busy (${status})${said}`, retry: true };
  }
  if (status >= 400) return { ok: false, why: 'refused', says: `refused (${status})${said}`, retry: false };
  return {
    ok: false,
    why: 'bad_answer',
    says: `answered with status ${status}, which is not followed`,
    retry: false,
  };
}
