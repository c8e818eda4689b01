import type { Preset } from './schema.ts';
import { headersOf, hmac, isSame, NO_FIT } from './sign.ts';
import { amountAt, nameByContent, present, textAt, timeAt } from './take.ts';

const SIGNATURE = 'x-wc-webhook-signature';
const PING = /^webhook_id=\d+$/;

/**
 * WooCommerce signs the body alone: base64 of HMAC-SHA256 with the webhook's secret. When a webhook is saved it posts an
 * unsigned `webhook_id=…` to see whether anybody answers.
 * https://developer.woocommerce.com/docs/apis/rest-api/v3/webhooks/
 */
export const woocommerce: Preset = {
  name: 'woocommerce',
  label: 'WooCommerce',
  source: 'https://developer.woocommerce.com/docs/apis/rest-api/v3/webhooks/',
  types: ['order.created', 'order.updated', 'order.restored', 'order.deleted'],
  offers: {
    order: { type: 'string', label: 'Order number' },
    email: { type: 'string', label: 'Mail address', optional: true },
    name: { type: 'string', label: 'Customer', optional: true },
    total: { type: 'money', label: 'Total', optional: true },
    message: { type: 'text', label: "Customer's note", optional: true },
    status: { type: 'string', label: 'Status', optional: true },
  },
  handshake({ body }) {
    return body.length < 64 && PING.test(new TextDecoder().decode(body)) ? 'ping' : null;
  },
  verify(delivery, secrets) {
    const found = headersOf(delivery, [SIGNATURE]);
    if (!found.ok) return found;
    const given = found.values[SIGNATURE];
    return secrets.some((secret) => isSame(given, hmac(secret, delivery.body), 'base64'))
      ? { ok: true }
      : NO_FIT;
  },
  open({ headers, body }, payload, now) {
    const type = headers['x-wc-webhook-topic'] ?? '';
    // Times `_gmt` are written without a zone.
    const at = timeAt(payload, ['date_modified_gmt', 'date_created_gmt'], 'Z') ?? now;
    return { arrivals: [{ id: nameByContent(type, body), type, at, payload }] };
  },
  map(payload) {
    const parts = [textAt(payload, 'billing.first_name'), textAt(payload, 'billing.last_name')];
    return present({
      order: textAt(payload, 'number', 'id'),
      email: textAt(payload, 'billing.email'),
      name: parts.filter((part) => part !== undefined).join(' ') || undefined,
      total: amountAt(payload, 'total', 'currency'),
      message: textAt(payload, 'customer_note'),
      status: textAt(payload, 'status'),
    });
  },
};
