import { z } from 'zod';
import type { Order, ShopState } from './model.ts';
import { done, need, refuse, type Performer } from './performer.ts';
import { nextId, UNCANCEL_MS } from './state.ts';
import { euros, orderStatus } from './views.ts';

const LINE_MAX = 200;
const TRACE_ANSWER_MS = 5 * 86_400_000;
const line = z.string().trim().min(1).max(LINE_MAX);
const AddressBody = z.object({ name: line, street: line, postcode: line, city: line, country: line });

function orderOf(state: ShopState, params: Record<string, string>): Order {
  return need(state.orders.get(params.order_id ?? ''), `There is no order ${params.order_id}.`);
}

function hasLeft(order: Order, now: Date): string | undefined {
  const status = orderStatus(order, now);
  return status === 'placed' || status === 'packed'
    ? undefined
    : `${order.id} is ${status}; nothing can be changed any more.`;
}

export const changeAddress: Performer = (state, params, body, now) => {
  const order = orderOf(state, params);
  const address = AddressBody.parse(body);
  const left = hasLeft(order, now);
  if (left) return refuse(left);
  const id = nextId(state, 'CH');
  const before = order.address;
  order.address = address;
  state.changes.set(id, {
    id,
    order_id: order.id,
    before: { address: before },
    after: { address },
    at: now.toISOString(),
  });
  return done({ id, order_id: order.id, before }, { order_id: order.id });
};

const ItemBody = z.object({ new_sku: z.string().max(LINE_MAX) });

export const changeItem: Performer = (state, params, body, now) => {
  const order = orderOf(state, params);
  const { new_sku } = ItemBody.parse(body);
  const index = order.items.findIndex((item) => item.sku === params.sku);
  const before = need(order.items[index], `${order.id} holds no ${params.sku}.`);
  const product = need(state.products.get(new_sku), `There is no product ${new_sku}.`);
  const left = hasLeft(order, now);
  if (left) return refuse(left);
  if (product.in_stock < before.quantity)
    return refuse(`There is no ${product.title} (${product.variant}) left.`);
  const after = { sku: product.sku, quantity: before.quantity, price: product.price };
  order.items[index] = after;
  product.in_stock -= before.quantity;
  const id = nextId(state, 'CH');
  state.changes.set(id, {
    id,
    order_id: order.id,
    before: { item: before },
    after: { item: after },
    at: now.toISOString(),
  });
  return done(
    { id, difference: euros((after.price - before.price) * before.quantity) },
    { order_id: order.id },
  );
};

/** Puts a changed address or item back, while the order is still here and nobody changed it again since. */
export const revertChange: Performer = (state, params, _body, now) => {
  const change = need(state.changes.get(params.change_id ?? ''), `There is no change ${params.change_id}.`);
  const order = need(state.orders.get(change.order_id), `There is no order ${change.order_id}.`);
  if (change.reverted_at) return refuse(`${change.id} was put back before.`);
  const left = hasLeft(order, now);
  if (left) return refuse(left);
  if ('address' in change.before && 'address' in change.after) {
    if (order.address.street !== change.after.address.street)
      return refuse('The address was changed again since.');
    order.address = change.before.address;
  } else if ('item' in change.before && 'item' in change.after) {
    const { sku, quantity } = change.after.item;
    const index = order.items.findIndex((item) => item.sku === sku);
    if (index < 0) return refuse('The item was changed again since.');
    order.items[index] = change.before.item;
    const product = state.products.get(sku);
    if (product) product.in_stock += quantity;
  }
  change.reverted_at = now.toISOString();
  return done({ id: change.id, status: 'put back' }, { order_id: order.id });
};

const CancelBody = z.object({ reason: z.enum(['customer_asked', 'out_of_stock', 'ordered_twice']) });

export const cancelOrder: Performer = (state, params, body, now) => {
  const order = orderOf(state, params);
  CancelBody.parse(body);
  const left = hasLeft(order, now);
  if (left) return refuse(left);
  order.cancelled_at = now.toISOString();
  return done({ id: order.id, status: 'cancelled' }, { order_id: order.id });
};

export const uncancelOrder: Performer = (state, params, _body, now) => {
  const order = orderOf(state, params);
  if (!order.cancelled_at) return refuse(`${order.id} is not cancelled.`);
  if (Date.parse(order.cancelled_at) + UNCANCEL_MS <= now.getTime())
    return refuse(`${order.id} was cancelled too long ago.`);
  delete order.cancelled_at;
  return done({ id: order.id, status: orderStatus(order, now) }, { order_id: order.id });
};

const LabelBody = z.object({ order_id: z.string().max(LINE_MAX), sku: z.string().max(LINE_MAX).nullish() });

export const returnLabel: Performer = (state, _params, body, now) => {
  const asked = LabelBody.parse(body);
  const order = need(state.orders.get(asked.order_id), `There is no order ${asked.order_id}.`);
  const id = nextId(state, 'LB');
  state.labels.set(id, {
    id,
    order_id: order.id,
    ...(asked.sku && { sku: asked.sku }),
    at: now.toISOString(),
  });
  return done({ id, url: `https://wollgras.example/labels/${id}.pdf` }, { order_id: order.id });
};

export const voidLabel: Performer = (state, params, _body, now) => {
  const found = need(state.labels.get(params.label_id ?? ''), `There is no label ${params.label_id}.`);
  if (found.voided_at) return refuse(`${found.id} was voided before.`);
  found.voided_at = now.toISOString();
  return done({ id: found.id, status: 'voided' }, { order_id: found.order_id });
};

export const traceParcel: Performer = (state, params, _body, now) => {
  const order = orderOf(state, params);
  const parcel = need(order.parcel, `${order.id} has no parcel yet.`);
  if (parcel.trace_at) return refuse(`${parcel.carrier} is looking for it already.`);
  parcel.trace_at = now.toISOString();
  const answer = new Date(now.getTime() + TRACE_ANSWER_MS).toISOString();
  return done({ id: `TR-${parcel.id}`, answer_by: answer }, { order_id: order.id });
};
