import type { Preset } from './schema.ts';
import { headersOf, hmac, inWindow, isSame, NO_FIT } from './sign.ts';

const PREFIX = /^whsec_/;

/**
 * Standard Webhooks: `webhook-id`, `webhook-timestamp` and `webhook-signature: v1,<base64>` (several, with a space
 * between them, while a secret is changed) over `id.timestamp.body`; the secret is base64 behind `whsec_`.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const standard: Preset = {
  name: 'standard',
  label: 'Standard Webhooks',
  source: 'https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md',
  types: [],
  offers: {},
  verify(delivery, secrets, now) {
    const found = headersOf(delivery, ['webhook-id', 'webhook-timestamp', 'webhook-signature']);
    if (!found.ok) return found;
    const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signatures } = found.values;
    const fresh = inWindow(at, now);
    if (!fresh.ok) return fresh;
    const given = signatures.split(' ').flatMap((part) => (part.startsWith('v1,') ? [part.slice(3)] : []));
    const fits = secrets.some((secret) => {
      const expected = hmac(keyOf(secret), `${id}.${at}.`, delivery.body);
      return given.some((signature) => isSame(signature, expected, 'base64'));
    });
    return fits ? { ok: true } : NO_FIT;
  },
  open(delivery, payload, now) {
    const { type, timestamp } = typesIn(payload);
    const arrival = { id: delivery.headers['webhook-id'] ?? '', at: timestamp ?? now, payload };
    return { arrivals: [type === undefined ? arrival : { ...arrival, type }] };
  },
  map: () => ({}),
};

/** The key within a secret of Standard Webhooks. */
export function keyOf(secret: string): Buffer {
  return Buffer.from(secret.replace(PREFIX, ''), 'base64');
}

/** The standard suggests `{type, timestamp, data}`; who sends CloudEvents says `time`. */
function typesIn(payload: unknown): { type?: string; timestamp?: Date } {
  if (payload === null || typeof payload !== 'object') return {};
  const { type, timestamp, time } = payload as Record<string, unknown>;
  const at = typeof timestamp === 'string' ? timestamp : typeof time === 'string' ? time : '';
  const isTime = /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/.test(at) && !Number.isNaN(Date.parse(at));
  return {
    ...(typeof type === 'string' && { type }),
    ...(isTime && { timestamp: new Date(at) }),
  };
}
