import type { Preset } from './schema.ts';
import { headersOf, hmac, isSame, NO_FIT } from './sign.ts';
import { amountAt, nameByContent, present, textAt, timeAt } from './take.ts';

const SIGNATURE = 'x-shopify-hmac-sha256';

/**
 * Shopify signs the body alone: base64 of HMAC-SHA256 with the app's client secret. Topic, id and time stand in headers
 * that are not signed, so the body names the delivery and says when.
 * https://shopify.dev/docs/apps/build/webhooks/verify-deliveries and …/webhooks/delivery-structure
 */
export const shopify: Preset = {
  name: 'shopify',
  label: 'Shopify',
  source: 'https://shopify.dev/docs/apps/build/webhooks/verify-deliveries',
  types: ['orders/create', 'orders/updated', 'orders/cancelled', 'orders/fulfilled', 'refunds/create'],
  offers: {
    order: { type: 'string', label: 'Order number' },
    email: { type: 'string', label: 'Mail address', optional: true },
    name: { type: 'string', label: 'Customer', optional: true },
    total: { type: 'money', label: 'Total', optional: true },
    message: { type: 'text', label: 'Note', optional: true },
    status: { type: 'string', label: 'Payment', optional: true },
    delivery: { type: 'string', label: 'Delivery', optional: true },
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
    const type = headers['x-shopify-topic'] ?? '';
    const at = timeAt(payload, ['updated_at', 'processed_at', 'created_at']) ?? now;
    return { arrivals: [{ id: nameByContent(type, body), type, at, payload }] };
  },
  map(payload) {
    const [first, last] = [
      textAt(payload, 'customer.first_name', 'billing_address.first_name'),
      textAt(payload, 'customer.last_name', 'billing_address.last_name'),
    ];
    return present({
      // `#1001` as people write it; a refund names its order by id.
      order: textAt(payload, 'order_number', 'name', 'order_id', 'id'),
      email: textAt(payload, 'email', 'contact_email', 'customer.email'),
      name: [first, last].filter((part) => part !== undefined).join(' ') || undefined,
      total: amountAt(payload, 'total_price', 'currency'),
      message: textAt(payload, 'note', 'cancel_reason'),
      status: textAt(payload, 'financial_status'),
      delivery: textAt(payload, 'fulfillment_status'),
    });
  },
};
