import { valueAt } from '../../paths.ts';
import type { Arrival } from '../schema.ts';
import type { Preset } from './schema.ts';
import { headersOf, hmac, inWindow, isSame, NO_FIT } from './sign.ts';
import { present, textAt } from './take.ts';

const SIGNATURE = 'x-hubspot-signature-v3';
const SIGNED_AT = 'x-hubspot-request-timestamp';
/** What HubSpot decodes of an address before it signs it; everything else stays as it is. */
const DECODED: Record<string, string> = {
  '%3A': ':',
  '%2F': '/',
  '%3F': '?',
  '%40': '@',
  '%21': '!',
  '%24': '$',
  '%27': "'",
  '%28': '(',
  '%29': ')',
  '%2A': '*',
  '%2C': ',',
  '%3B': ';',
};

/**
 * HubSpot signs method, address, body and timestamp (milliseconds) one after the other: base64 of HMAC-SHA256 with the
 * app's client secret, version 3. One delivery holds up to a hundred events; their `eventId` is not always unique.
 * https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation
 */
export const hubspot: Preset = {
  name: 'hubspot',
  label: 'HubSpot',
  source:
    'https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation',
  types: [
    'contact.creation',
    'contact.propertyChange',
    'deal.propertyChange',
    'ticket.creation',
    'object.creation',
  ],
  signsAddress: true,
  offers: {
    object: { type: 'string', label: 'Object' },
    property: { type: 'string', label: 'Property', optional: true },
    value: { type: 'string', label: 'New value', optional: true },
    portal: { type: 'string', label: 'Account', optional: true },
    source: { type: 'string', label: 'Changed by', optional: true },
  },
  verify(delivery, secrets, now) {
    const found = headersOf(delivery, [SIGNATURE, SIGNED_AT]);
    if (!found.ok) return found;
    const at = found.values[SIGNED_AT];
    const fresh = inWindow(at, now, 1);
    if (!fresh.ok) return fresh;
    const address = delivery.url.replace(/%[0-9A-Fa-f]{2}/g, (code) => DECODED[code.toUpperCase()] ?? code);
    const given = found.values[SIGNATURE];
    const fits = secrets.some((secret) =>
      isSame(given, hmac(secret, delivery.method, address, delivery.body, at), 'base64'),
    );
    return fits ? { ok: true } : NO_FIT;
  },
  open(_, payload, now) {
    const events: unknown[] = Array.isArray(payload) ? payload : [payload];
    return { arrivals: events.map((event) => arrivalOf(event, now)) };
  },
  map(payload) {
    return present({
      object: textAt(payload, 'objectId', 'fromObjectId'),
      property: textAt(payload, 'propertyName'),
      value: textAt(payload, 'propertyValue'),
      portal: textAt(payload, 'portalId'),
      source: textAt(payload, 'changeSource'),
    });
  },
};

function arrivalOf(event: unknown, now: Date): Arrival {
  const occurred = valueAt(event, 'occurredAt');
  const at = typeof occurred === 'number' ? new Date(occurred) : now;
  const type = textAt(event, 'subscriptionType', 'eventType') ?? '';
  const parts = ['subscriptionId', 'eventId', 'objectId', 'occurredAt'].map((name) => textAt(event, name));
  const id = parts.every((part) => part === undefined) ? '' : parts.map((part) => part ?? '').join('.');
  return { id, type, at, payload: event };
}
