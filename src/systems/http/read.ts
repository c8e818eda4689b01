import type { ReadAnswer } from '../../flow/context/schema.ts';
import type { Shape } from '../../workspace/shape.ts';
import { reasonIn, retryAfterMs, understand, type Meant } from './answer.ts';
import type { Sent } from './send.ts';

/**
 * What an answer says about a read. Worth another try is what may pass: no connection, a time-out, a cut answer, one
 * that is no JSON at all, 408, 425, 429 and 5xx.
 */
export function toReadAnswer(sent: Sent, gives: Shape, meant: Meant = {}): ReadAnswer {
  if (!sent.ok) {
    if (sent.why === 'too_large') return { ok: false, why: 'bad_answer', says: sent.says, retry: false };
    const why = sent.why === 'timeout' || sent.why === 'stopped' ? 'timeout' : 'unreachable';
    return { ok: false, why, says: sent.says, retry: true };
  }
  const { status, text } = sent;
  if (status >= 200 && status < 300) {
    const understood = understand(text, gives, meant);
    if (understood.ok) return { ok: true, value: understood.value, at: new Date() };
    return { ok: false, why: 'bad_answer', says: understood.says, retry: understood.garbled === true };
  }
  const reason = reasonIn(text);
  const said = reason === undefined ? '' : `: ${reason}`;
  if (status === 404 || status === 410)
    return { ok: false, why: 'not_found', says: `has none${said}`, retry: false };
  const asked = retryAfterMs(sent.headers, Date.now());
  const later = {
    ok: false,
    why: 'unreachable',
    retry: true,
    ...(asked === undefined ? {} : { retryAfterMs: asked }),
  } as const;
  if (status >= 500) return { ...later, says: `failed (${status})${said}` };
  if (status === 408 || status === 425 || status === 429)
    return { ...later, says: `is busy (${status})${said}` };
  if (status >= 400) return { ok: false, why: 'refused', says: `refused (${status})${said}`, retry: false };
  return {
    ok: false,
    why: 'bad_answer',
    says: `answered with status ${status}, which is not followed`,
    retry: false,
  };
}
