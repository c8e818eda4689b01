import type { Customer, Order, Parcel, ShopState } from './model.ts';
import { liveRefunds, liveReplacements, REFUND_SETTLES_MS } from './state.ts';

const DAY_MS = 86_400_000;
const RETURN_DAYS = 30;
const RETURN_DAYS_KIND = 60;
const BAND_LOW_CENTS = 2500;
const BAND_HIGH_CENTS = 8000;

export const euros = (minor: number) => ({ minor, currency: 'EUR' });

const happened = (at: string | undefined, now: Date): at is string =>
  at !== undefined && Date.parse(at) <= now.getTime();

/** An order as it stands at `now`. */
export function orderView(state: ShopState, order: Order, now: Date) {
  const delivered = order.parcel?.delivered_at;
  return {
    id: order.id,
    customer_id: order.customer_id,
    status: orderStatus(order, now),
    placed_at: order.placed_at,
    ...(happened(order.shipped_at, now) && { shipped_at: order.shipped_at }),
    ...(happened(delivered, now) && { delivered_at: delivered }),
    return_window: returnWindow(delivered, now),
    total: euros(orderTotal(order)),
    shipping: euros(order.shipping),
    refunded: euros(refundedCents(state, order.id, now)),
    paid_with: order.paid_with,
    dispute: happened(order.disputed_at, now),
    replacements: liveReplacements(state, order.id),
    country: order.address.country,
    items: order.items.map((item) => ({
      sku: item.sku,
      title: state.products.get(item.sku)?.title ?? item.sku,
      variant: state.products.get(item.sku)?.variant ?? '',
      quantity: item.quantity,
      price: euros(item.price),
    })),
    address: order.address,
  };
}

export function orderStatus(order: Order, now: Date) {
  if (happened(order.cancelled_at, now)) return 'cancelled';
  if (happened(order.parcel?.delivered_at, now)) return 'delivered';
  if (happened(order.shipped_at, now)) return 'shipped';
  return happened(order.packed_at, now) ? 'packed' : 'placed';
}

function returnWindow(delivered: string | undefined, now: Date) {
  if (!happened(delivered, now)) return 'not_delivered';
  const days = (now.getTime() - Date.parse(delivered)) / DAY_MS;
  if (days <= RETURN_DAYS) return 'open';
  return days <= RETURN_DAYS_KIND ? 'just_closed' : 'closed';
}

export function orderTotal(order: Order): number {
  return order.items.reduce((sum, item) => sum + item.price * item.quantity, order.shipping);
}

export function refundedCents(state: ShopState, orderId: string, now: Date): number {
  return refundsAt(state, orderId, now).reduce((sum, refund) => sum + refund.amount, 0);
}

function refundsAt(state: ShopState, orderId: string, now: Date) {
  return liveRefunds(state, orderId).filter((refund) => happened(refund.at, now));
}

export function itemView(state: ShopState, order: Order, sku: string, now: Date) {
  const item = order.items.find((item) => item.sku === sku);
  const product = state.products.get(sku);
  if (!item) return undefined;
  return {
    sku,
    title: product?.title ?? sku,
    variant: product?.variant ?? '',
    quantity: item.quantity,
    price: euros(item.price),
    price_band: priceBand(item.price),
    final_sale: product?.final_sale ?? false,
    returned: happened(item.returned_at, now),
    in_stock: product?.in_stock ?? 0,
  };
}

function priceBand(cents: number) {
  if (cents < BAND_LOW_CENTS) return 'under_25';
  return cents <= BAND_HIGH_CENTS ? 'from_25_to_80' : 'over_80';
}

/** The parcel of an order, once it has one: what its carrier has told so far. */
export function parcelView(order: Order, now: Date) {
  const parcel = order.parcel;
  if (!parcel || !happened(order.shipped_at, now)) return undefined;
  const scans = parcel.scans.filter((scan) => happened(scan.at, now));
  const last = scans.at(-1) ?? { at: order.shipped_at, says: 'Announced to the carrier' };
  const delivered = happened(parcel.delivered_at, now);
  const until = delivered ? Date.parse(parcel.delivered_at ?? '') : now.getTime();
  return {
    id: parcel.id,
    carrier: parcel.carrier,
    tracking_code: parcel.tracking_code,
    tracking_url: `https://track.${parcel.carrier.toLowerCase()}.example/${parcel.tracking_code}`,
    status: parcelStatus(parcel, scans, now),
    expected_at: parcel.expected_at,
    ...(delivered && { delivered_at: parcel.delivered_at }),
    ...(delivered && parcel.left_with && { left_with: parcel.left_with }),
    last_scan_at: last.at,
    last_scan: last.says,
    lateness: lateness((until - Date.parse(parcel.expected_at)) / DAY_MS),
    silence: silence((until - Date.parse(last.at)) / DAY_MS),
    trace_open: happened(parcel.trace_at, now),
  };
}

function parcelStatus(parcel: Parcel, scans: Parcel['scans'], now: Date) {
  if (happened(parcel.delivered_at, now)) return 'delivered';
  if (happened(parcel.lost_at, now)) return 'lost';
  const last = scans.at(-1);
  if (!last) return 'announced';
  if (last.says.startsWith('Out for delivery')) return 'out_for_delivery';
  return last.late ? 'delayed' : 'in_transit';
}

function lateness(days: number): 'on_time' | 'one_or_two_days' | 'three_to_seven_days' | 'over_a_week' {
  if (days <= 0) return 'on_time';
  if (days <= 2) return 'one_or_two_days';
  return days <= 7 ? 'three_to_seven_days' : 'over_a_week';
}

function silence(days: number): 'under_two_days' | 'two_to_five_days' | 'over_five_days' {
  if (days < 2) return 'under_two_days';
  return days <= 5 ? 'two_to_five_days' : 'over_five_days';
}

export function customerView(state: ShopState, customer: Customer, now: Date) {
  const orders = ordersAt(state, customer.id, now);
  const refunds = orders.reduce((count, order) => count + refundsAt(state, order.id, now).length, 0);
  const { earlier, address: _address, ...rest } = customer;
  return {
    ...rest,
    orders: earlier.orders + orders.length,
    spent: euros(earlier.spent + orders.reduce((sum, order) => sum + orderTotal(order), 0)),
    refunds_this_year: earlier.refunds + refunds,
  };
}

export function ordersAt(state: ShopState, customerId: string, now: Date): Order[] {
  return (state.ordersOf.get(customerId) ?? [])
    .map((id) => state.orders.get(id))
    .filter((order): order is Order => order !== undefined && happened(order.placed_at, now));
}

export function refundsView(state: ShopState, orderId: string, now: Date) {
  const refunds = refundsAt(state, orderId, now);
  return {
    count: refunds.length,
    total: euros(refunds.reduce((sum, refund) => sum + refund.amount, 0)),
    refunds: refunds.map((refund) => ({
      id: refund.id,
      amount: euros(refund.amount),
      reason: refund.reason,
      status: Date.parse(refund.at) + REFUND_SETTLES_MS <= now.getTime() ? 'settled' : 'on its way',
      at: refund.at,
    })),
  };
}

/** The amounts that the house policy speaks of, rounded to ten cents in the customer's favour. */
export function refundOptions(state: ShopState, order: Order, now: Date) {
  const total = orderTotal(order);
  const goods = total - order.shipping;
  const open = Math.max(0, total - refundedCents(state, order.id, now));
  const share = (part: number) => euros(Math.min(open, Math.ceil((goods * part) / 10) * 10));
  return {
    shipping: euros(Math.min(open, order.shipping)),
    tenth: share(0.1),
    fifth: share(0.2),
    open: euros(open),
  };
}
