import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Delivery, Verified } from './schema.ts';

/** A signature older or newer than this counts for nothing: what somebody recorded cannot be sent again later. */
export const WINDOW_MS = 5 * 60_000;
const SECOND_MS = 1_000;

/** HMAC with SHA-256, as bytes. */
export function hmac(key: string | Uint8Array, ...parts: (string | Uint8Array)[]): Buffer {
  const mac = createHmac('sha256', key);
  for (const part of parts) mac.update(part);
  return mac.digest();
}

/** Whether a signature that came as text is the one that is expected, in a time that tells nothing. */
export function isSame(given: string, expected: Buffer, encoding: 'hex' | 'base64'): boolean {
  const text = Buffer.from(expected.toString(encoding));
  const other = Buffer.from(encoding === 'hex' ? given.toLowerCase() : given);
  return text.length === other.length && timingSafeEqual(text, other);
}

/** Refuses a time of signing that is too far from now. `seconds` as the header gives it, since 1970. */
export function inWindow(seconds: string, now: Date, unitMs = SECOND_MS): Verified {
  if (!/^\d{1,16}$/.test(seconds)) return { ok: false, says: 'its time of signing is not a time' };
  const ageMs = now.getTime() - Number(seconds) * unitMs;
  if (Math.abs(ageMs) <= WINDOW_MS) return { ok: true };
  const minutes = Math.round(Math.abs(ageMs) / 60_000);
  const when = ageMs > 0 ? `${minutes} minutes ago` : `${minutes} minutes from now`;
  return {
    ok: false,
    says: `it was signed ${when}, and at most ${WINDOW_MS / 60_000} minutes are taken: look at the clocks`,
  };
}

/** The one header that must be there; `says` names those that are missing. */
export function headersOf<K extends string>(
  delivery: Delivery,
  names: readonly K[],
): { ok: true; values: Record<K, string> } | { ok: false; says: string } {
  const missing = names.filter((name) => !delivery.headers[name]);
  if (missing.length > 0) return { ok: false, says: `the header ${missing.join(' and ')} is missing` };
  const values = Object.fromEntries(names.map((name) => [name, delivery.headers[name] ?? '']));
  return { ok: true, values: values as Record<K, string> };
}

/** What all presets say of a signature that does not fit any secret. */
export const NO_FIT: Verified = {
  ok: false,
  says: 'its signature does not fit: the secret is another one, or the body was changed on the way',
};
