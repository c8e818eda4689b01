import type { Money } from '../../money.ts';
import { valueAt } from '../../paths.ts';
import type { Preset } from './schema.ts';
import { headersOf, hmac, inWindow, isSame, NO_FIT } from './sign.ts';
import { present, textAt } from './take.ts';

const SIGNATURE = 'stripe-signature';
const SECOND_MS = 1_000;
/** Stripe counts these in hundredths although they have none: https://docs.stripe.com/currencies#special-cases */
const COUNTED_IN_HUNDREDTHS = ['ISK', 'UGX'];

/**
 * Stripe signs `t.body` with the endpoint's `whsec_…` as it stands; the header holds `t=…,v1=…`, several `v1` while a
 * secret is rolled. The event's id and time are in the body.
 * https://docs.stripe.com/webhooks#verify-manually and https://docs.stripe.com/api/events/object
 */
export const stripe: Preset = {
  name: 'stripe',
  label: 'Stripe',
  source: 'https://docs.stripe.com/webhooks#verify-manually',
  types: [
    'charge.dispute.created',
    'charge.dispute.closed',
    'charge.refunded',
    'payment_intent.payment_failed',
  ],
  offers: {
    payment: { type: 'string', label: 'Payment', optional: true },
    customer: { type: 'string', label: 'Customer', optional: true },
    email: { type: 'string', label: 'Mail address', optional: true },
    name: { type: 'string', label: 'Name', optional: true },
    amount: { type: 'money', label: 'Amount', optional: true },
    order: { type: 'string', label: 'Order number', optional: true },
    reason: { type: 'string', label: 'Reason', optional: true },
    status: { type: 'string', label: 'Status', optional: true },
    message: { type: 'text', label: 'Description', optional: true },
  },
  verify(delivery, secrets, now) {
    const found = headersOf(delivery, [SIGNATURE]);
    if (!found.ok) return found;
    const parts = found.values[SIGNATURE].split(',').map((part) => part.trim());
    const at = parts.find((part) => part.startsWith('t='))?.slice(2) ?? '';
    const fresh = inWindow(at, now);
    if (!fresh.ok) return fresh;
    const given = parts.flatMap((part) => (part.startsWith('v1=') ? [part.slice(3)] : []));
    const fits = secrets.some((secret) => {
      const expected = hmac(secret, `${at}.`, delivery.body);
      return given.some((signature) => isSame(signature, expected, 'hex'));
    });
    return fits ? { ok: true } : NO_FIT;
  },
  open(_, payload, now) {
    const created = valueAt(payload, 'created');
    const at = typeof created === 'number' ? new Date(created * SECOND_MS) : now;
    const type = textAt(payload, 'type') ?? '';
    return { arrivals: [{ id: textAt(payload, 'id') ?? '', type, at, payload }] };
  },
  map(payload) {
    const object = valueAt(payload, 'data.object');
    return present({
      payment: textAt(object, 'payment_intent', 'charge', 'id'),
      customer: textAt(object, 'customer'),
      email: textAt(
        object,
        'billing_details.email',
        'receipt_email',
        'customer_email',
        'evidence.customer_email_address',
      ),
      name: textAt(object, 'billing_details.name', 'customer_name', 'evidence.customer_name'),
      amount: amountOf(object),
      order: textAt(object, 'metadata.order', 'metadata.order_id', 'metadata.order_number'),
      reason: textAt(object, 'reason', 'failure_code', 'last_payment_error.code'),
      status: textAt(object, 'status'),
      message: textAt(object, 'description', 'failure_message', 'last_payment_error.message'),
    });
  },
};

/** Amounts are in the currency's smallest unit, and the currency in small letters. */
function amountOf(object: unknown): Money | undefined {
  const [amount, currency] = [valueAt(object, 'amount'), textAt(object, 'currency')?.toUpperCase()];
  if (typeof amount !== 'number' || !Number.isSafeInteger(amount) || !currency) return undefined;
  const minor = COUNTED_IN_HUNDREDTHS.includes(currency) ? Math.round(amount / 100) : amount;
  return { minor, currency };
}
