import type { WriteAnswer } from '../../flow/action/schema.ts';
import type { Shape } from '../../workspace/shape.ts';
import { isReplay, reasonIn, retryAfterMs, understand, type Meant } from './answer.ts';
import type { Sent } from './send.ts';

/**
 * What an answer says about a write. In doubt it is `unknown`: a refund that is thought undone is sent again, so
 * only what surely was not done may be called so.
 */
export function toWriteAnswer(sent: Sent, gives: Shape | undefined, meant: Meant = {}): WriteAnswer {
  if (!sent.ok) return { ok: false, why: sent.why === 'not_sent' ? 'not_sent' : 'unknown', says: sent.says };
  const { status, headers, text } = sent;
  if (status >= 200 && status < 300) {
    // The status says that it was done. An answer that does not fit takes the result away, never the deed.
    const understood = understand(text, gives, meant);
    return { ok: true, result: understood.ok ? understood.value : null, replayed: isReplay(headers) };
  }
  const reason = reasonIn(text);
  const said = reason === undefined ? '' : `: ${reason}`;
  // Too early and too many are said before anything is done, and pass.
  if (status === 425 || status === 429) {
    const asked = retryAfterMs(headers, Date.now());
    const busy = { ok: false, why: 'not_sent', says: `is busy (${status})${said}` } as const;
    return asked === undefined ? busy : { ...busy, retryAfterMs: asked };
  }
  const isUnderWay = status === 409 && headers['retry-after'] !== undefined;
  const isRefusal =
    (status >= 400 && status < 500 && status !== 408 && !isUnderWay) || status === 307 || status === 308;
  if (isRefusal) return { ok: false, why: 'rejected', says: `refused (${status})${said}` };
  return {
    ok: false,
    why: 'unknown',
    says: isUnderWay ? `is still at it (409)${said}` : `failed (${status})${said}`,
  };
}
