import type { Preset } from './schema.ts';
import { headersOf, hmac, inWindow, isSame, NO_FIT } from './sign.ts';
import { present, textAt, timeAt } from './take.ts';

const SIGNATURE = 'x-zendesk-webhook-signature';
const SIGNED_AT = 'x-zendesk-webhook-signature-timestamp';
const INVOCATION = 'x-zendesk-webhook-invocation-id';

/**
 * Zendesk signs the timestamp of its header (ISO 8601) followed by the body: base64 of HMAC-SHA256 with the signing
 * secret as it is shown. Events have an id of their own; what a trigger or an automation sends is written by hand, and
 * the invocation names it.
 * https://developer.zendesk.com/documentation/webhooks/verifying/ and …/api-reference/webhooks/event-types/ticket-events/
 */
export const zendesk: Preset = {
  name: 'zendesk',
  label: 'Zendesk',
  source: 'https://developer.zendesk.com/documentation/webhooks/verifying/',
  types: [
    'zen:event-type:ticket.created',
    'zen:event-type:ticket.comment_added',
    'zen:event-type:ticket.status_changed',
    'zen:event-type:ticket.priority_changed',
  ],
  offers: {
    ticket: { type: 'string', label: 'Ticket' },
    subject: { type: 'string', label: 'Subject', optional: true },
    message: { type: 'text', label: 'Message', optional: true },
    email: { type: 'string', label: 'Mail address', optional: true },
    requester: { type: 'string', label: 'Requester', optional: true },
    status: { type: 'string', label: 'Status', optional: true },
    priority: { type: 'string', label: 'Priority', optional: true },
  },
  verify(delivery, secrets, now) {
    const found = headersOf(delivery, [SIGNATURE, SIGNED_AT]);
    if (!found.ok) return found;
    const at = found.values[SIGNED_AT];
    const fresh = inWindow(String(Date.parse(at)), now, 1);
    if (!fresh.ok) return fresh;
    const given = found.values[SIGNATURE];
    return secrets.some((secret) => isSame(given, hmac(secret, at, delivery.body), 'base64'))
      ? { ok: true }
      : NO_FIT;
  },
  open({ headers }, payload, now) {
    const type = textAt(payload, 'type') ?? '';
    const isEvent = type.startsWith('zen:event-type:');
    const id = (isEvent ? textAt(payload, 'id') : headers[INVOCATION]) ?? '';
    return { arrivals: [{ id, type, at: timeAt(payload, ['time']) ?? now, payload }] };
  },
  map(payload) {
    return present({
      ticket: textAt(payload, 'detail.id', 'ticket.id', 'ticket_id'),
      subject: textAt(payload, 'detail.subject', 'ticket.subject', 'subject'),
      message: textAt(payload, 'event.comment.body', 'detail.description', 'ticket.description', 'message'),
      email: textAt(payload, 'ticket.requester.email', 'requester.email', 'email'),
      requester: textAt(payload, 'detail.requester_id', 'ticket.requester.id', 'requester.id'),
      status: textAt(payload, 'detail.status', 'ticket.status'),
      priority: textAt(payload, 'detail.priority', 'ticket.priority'),
    });
  },
};
