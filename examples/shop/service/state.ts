import type { Customer, Order, PriceChange, Refund, Replacement, ShopSeed, ShopState } from './model.ts';

/** Money and messages can be taken back for a while: a refund until it settles, a reply until it is sent. */
export const REFUND_SETTLES_MS = 24 * 3_600_000;
export const REPLY_WAITS_MS = 5 * 60_000;
export const REPLACEMENT_PACKED_MS = 4 * 3_600_000;
export const UNCANCEL_MS = 12 * 3_600_000;

export function emptyState(): ShopState {
  return {
    customers: new Map(),
    orders: new Map(),
    products: new Map(),
    refunds: new Map(),
    replies: new Map(),
    replacements: new Map(),
    labels: new Map(),
    changes: new Map(),
    prices: new Map(),
    writes: new Map(),
    counters: {},
    refundsOf: new Map(),
    replacementsOf: new Map(),
    ordersOf: new Map(),
  };
}

/** Adds what a seed holds; what is there already under the same id stays as it is. */
export function plant(state: ShopState, seed: Partial<ShopSeed>): void {
  for (const product of seed.products ?? []) {
    if (!state.products.has(product.sku)) state.products.set(product.sku, product);
  }
  for (const customer of seed.customers ?? []) putCustomer(state, customer);
  for (const order of seed.orders ?? []) if (!state.orders.has(order.id)) putOrder(state, order);
  for (const refund of seed.refunds ?? []) if (!state.refunds.has(refund.id)) putRefund(state, refund);
  for (const sent of seed.replacements ?? []) {
    if (!state.replacements.has(sent.id)) putReplacement(state, sent);
  }
}

function putCustomer(state: ShopState, customer: Customer): void {
  if (!state.customers.has(customer.id)) state.customers.set(customer.id, customer);
}

function putOrder(state: ShopState, order: Order): void {
  state.orders.set(order.id, order);
  push(state.ordersOf, order.customer_id, order.id);
}

export function putRefund(state: ShopState, refund: Refund): void {
  state.refunds.set(refund.id, refund);
  push(state.refundsOf, refund.order_id, refund.id);
}

export function putReplacement(state: ShopState, sent: Replacement): void {
  state.replacements.set(sent.id, sent);
  push(state.replacementsOf, sent.order_id, sent.id);
}

/** The next id of a kind, such as `RF-1`: counted, so that replaying the journal gives the same ids again. */
export function nextId(state: ShopState, prefix: string): string {
  const number = (state.counters[prefix] ?? 0) + 1;
  state.counters[prefix] = number;
  return `${prefix}-${number}`;
}

/** Refunds of an order that were not voided. */
export function liveRefunds(state: ShopState, orderId: string): Refund[] {
  return (state.refundsOf.get(orderId) ?? [])
    .map((id) => state.refunds.get(id))
    .filter((refund): refund is Refund => refund !== undefined && refund.voided_at === undefined);
}

/** Changes of a product's price, oldest first. */
export function pricesOf(state: ShopState, sku: string): PriceChange[] {
  return [...state.prices.values()].filter((change) => change.sku === sku);
}

export function liveReplacements(state: ShopState, orderId: string): number {
  return (state.replacementsOf.get(orderId) ?? []).filter((id) => !state.replacements.get(id)?.stopped_at)
    .length;
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
