import { hmac } from '../workspace/triggers/presets/sign.ts';
import { keyOf } from '../workspace/triggers/presets/standard.ts';
import type { OutgoingHook } from '../workspace/outgoing.ts';

/** A receiver answers within this, or it did not. The standard suggests 15 to 30 seconds. */
export const POST_MS = 15_000;
/** Of an answer that is no, so much is read to say why. */
const ANSWER_CHARS_MAX = 200;
const ANSWER_BYTES_MAX = 4_096;
const SECOND_MS = 1_000;

/** What became of one posting. `gone`: the receiver says that nothing is wanted there any more (410). */
export type Posted = { ok: true; ms: number } | { ok: false; says: string; gone: boolean; askedMs: number };

/**
 * Posts one event as CloudEvents structured JSON, signed by Standard Webhooks with every secret of the hook. Redirects
 * are not followed: what was signed for one address is nothing for another.
 */
export async function post(hook: OutgoingHook, id: string, event: string, now: Date): Promise<Posted> {
  const at = String(Math.floor(now.getTime() / SECOND_MS));
  const signed = hook.secrets.map(
    (secret) => `v1,${hmac(keyOf(secret), `${id}.${at}.`, event).toString('base64')}`,
  );
  const began = performance.now();
  try {
    const response = await fetch(hook.url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(POST_MS),
      body: event,
      headers: {
        'content-type': 'application/cloudevents+json; charset=utf-8',
        'user-agent': 'Remit',
        'webhook-id': id,
        'webhook-timestamp': at,
        'webhook-signature': signed.join(' '),
      },
    });
    if (response.ok) {
      await response.body?.cancel();
      return { ok: true, ms: performance.now() - began };
    }
    const told = await beginningOf(response);
    const says = `It answered ${response.status}${told === '' ? '' : `: ${told}`}`;
    const asked = Number(response.headers.get('retry-after'));
    const askedMs = Number.isFinite(asked) && asked > 0 ? asked * SECOND_MS : 0;
    return { ok: false, says: without(hook, says), gone: response.status === 410, askedMs };
  } catch (error) {
    return { ok: false, says: without(hook, sayFailure(error)), gone: false, askedMs: 0 };
  }
}

function sayFailure(error: unknown): string {
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return `It did not answer within ${POST_MS / SECOND_MS} s`;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === 'ECONNREFUSED') return 'Nobody listens at its address';
  if (code === 'ENOTFOUND') return 'Its name is not known';
  return `It could not be reached: ${message}`;
}

/** An answer that is no may be a page of any size. */
async function beginningOf(response: Response): Promise<string> {
  const reader = (response.body as ReadableStream<Uint8Array> | null)?.getReader();
  if (!reader) return '';
  let text = '';
  const decoder = new TextDecoder();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += decoder.decode(part.value, { stream: true });
    if (text.length >= ANSWER_BYTES_MAX) break;
  }
  await reader.cancel();
  return text.replace(/\s+/g, ' ').trim().slice(0, ANSWER_CHARS_MAX);
}

/** A receiver may send back what it was called by. */
function without(hook: OutgoingHook, text: string): string {
  const hidden = [hook.url, ...hook.secrets].filter((secret) => secret !== '');
  return hidden.reduce((said, secret) => said.replaceAll(secret, '…'), text);
}
