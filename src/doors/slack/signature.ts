import { createHmac, timingSafeEqual } from 'node:crypto';

/** Slack's own window: an older request may be one that somebody kept and sends again. */
export const WINDOW_S = 300;
/** So many requests of the window are remembered; one that comes twice is answered once. */
const SEEN_MAX = 10_000;

export type Verified = { ok: true } | { ok: false; says: string };

/**
 * Holds a request against Slack's signature v0 (https://docs.slack.dev/authentication/verifying-requests-from-slack):
 * HMAC-SHA256 of `v0:<timestamp>:<raw body>` with the app's signing secret.
 */
export function verifySignature(
  { body, timestamp, signature }: { body: Uint8Array; timestamp: string; signature: string },
  secret: string,
  now: Date,
): Verified {
  if (!/^\d{1,12}$/.test(timestamp)) return { ok: false, says: 'it carries no time' };
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > WINDOW_S)
    return { ok: false, says: 'it is older than five minutes, or a clock is wrong' };
  const expected = Buffer.from(sign(body, timestamp, secret));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    return { ok: false, says: 'its signature is not made with our signing secret' };
  return { ok: true };
}

/** The signature that Slack sends along: `v0=…`. */
export function sign(body: Uint8Array, timestamp: string, secret: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`;
}

/** Requests that were answered within the window, by their signature. */
export class Seen {
  readonly #until = new Map<string, number>();

  /** False where the very same request came before. */
  isNew(signature: string, now: Date): boolean {
    const at = now.getTime();
    for (const [known, until] of this.#until) {
      if (until > at && this.#until.size < SEEN_MAX) break;
      this.#until.delete(known);
    }
    if (this.#until.has(signature)) return false;
    // A request may be dated ahead of our clock by the window, and is good for as long after that.
    this.#until.set(signature, at + 2 * WINDOW_S * 1000);
    return true;
  }
}
