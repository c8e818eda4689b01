import type { Address, Order, PaymentMethod, Store } from './data.ts';

/** A refusal of the shop, in its own words. */
export class ToolError extends Error {}

type Args = Record<string, unknown>;
type Tool = (store: Store, args: Args) => unknown;

/** The shop's tools that change something, as its policy and their descriptions define them. They change `store`. */
export const TOOLS: Record<string, Tool> = {
  cancel_pending_order(store, { order_id, reason }) {
    const order = orderIn(store, order_id, 'pending', 'cancelled');
    if (reason !== 'no longer needed' && reason !== 'ordered by mistake')
      throw new ToolError('invalid reason');
    const refunds = order.payment_history.map(({ amount, payment_method_id }) => {
      const method = methodsOf(store, order)[payment_method_id];
      if (method && payment_method_id.includes('gift_card')) pay(method, -amount);
      return { transaction_type: 'refund', amount, payment_method_id };
    });
    order.payment_history.push(...refunds);
    order.status = 'cancelled';
    order['cancel_reason'] = reason;
    return order;
  },
  modify_pending_order_address(store, args) {
    const order = orderIn(store, args['order_id'], 'pending', 'modified');
    order.address = addressOf(args);
    return order;
  },
  modify_user_address(store, args) {
    const user = store.users[String(args['user_id'])];
    if (!user) throw new ToolError('user not found');
    user.address = addressOf(args);
    return user;
  },
  modify_pending_order_payment(store, { order_id, payment_method_id }) {
    const order = orderIn(store, order_id, 'pending', 'modified');
    const method = methodOf(store, order, payment_method_id);
    const [first, second] = order.payment_history;
    if (second || first?.transaction_type !== 'payment') {
      throw new ToolError('there should be exactly one payment for a pending order');
    }
    if (first.payment_method_id === method.id) {
      throw new ToolError('the new payment method should be different from the current one');
    }
    const { amount } = first;
    refuseEmptyCard(method, amount, 'the order');
    order.payment_history.push({ transaction_type: 'payment', amount, payment_method_id: method.id });
    order.payment_history.push({ ...first, transaction_type: 'refund' });
    if (method.source === 'gift_card') pay(method, amount);
    const before = methodsOf(store, order)[first.payment_method_id];
    if (before?.source === 'gift_card') pay(before, -amount);
    return order;
  },
  modify_pending_order_items(store, args) {
    const order = orderIn(store, args['order_id'], 'pending', 'modified');
    const { pairs, difference } = swapOf(store, order, args);
    const method = methodOf(store, order, args['payment_method_id']);
    refuseEmptyCard(method, difference, 'the new item');
    const amount = Math.abs(difference);
    const transaction_type = difference > 0 ? 'payment' : 'refund';
    order.payment_history.push({ transaction_type, amount, payment_method_id: method.id });
    if (method.source === 'gift_card') pay(method, difference);
    for (const [old, wanted] of pairs) {
      const item = order.items.find(({ item_id }) => item_id === old);
      const variant = item && store.products[item.product_id]?.variants[wanted];
      if (item && variant)
        Object.assign(item, { item_id: wanted, price: variant.price, options: variant.options });
    }
    order.status = 'pending (item modified)';
    return order;
  },
  return_delivered_order_items(store, { order_id, item_ids, payment_method_id }) {
    const order = orderIn(store, order_id, 'delivered', 'returned');
    const method = methodOf(store, order, payment_method_id);
    const isOriginal = method.id === order.payment_history[0]?.payment_method_id;
    if (!isOriginal && method.source !== 'gift_card') {
      throw new ToolError('payment method should be either the original payment method or a gift card');
    }
    const items = item_ids as string[];
    if (missingItem(order, items) !== undefined) throw new ToolError('some item not found');
    order.status = 'return requested';
    order['return_items'] = [...items].sort();
    order['return_payment_method_id'] = method.id;
    return order;
  },
  exchange_delivered_order_items(store, args) {
    const order = orderIn(store, args['order_id'], 'delivered', 'exchanged');
    const { pairs, difference: exact } = swapOf(store, order, args);
    const difference = cents(exact);
    const method = methodOf(store, order, args['payment_method_id']);
    refuseEmptyCard(method, difference, 'the price difference');
    order.status = 'exchange requested';
    order['exchange_items'] = pairs.map(([old]) => old).sort();
    order['exchange_new_items'] = pairs.map(([, wanted]) => wanted).sort();
    order['exchange_payment_method_id'] = method.id;
    order['exchange_price_difference'] = difference;
    return order;
  },
};

function orderIn(store: Store, id: unknown, status: string, verb: string): Order {
  const order = store.orders[String(id)];
  if (!order) throw new ToolError('order not found');
  if (order.status !== status) throw new ToolError(`non-${status} order cannot be ${verb}`);
  return order;
}

function methodsOf(store: Store, order: Order): Record<string, PaymentMethod> {
  return store.users[order.user_id]?.payment_methods ?? {};
}

function methodOf(store: Store, order: Order, id: unknown): PaymentMethod {
  const method = methodsOf(store, order)[String(id)];
  if (!method) throw new ToolError('payment method not found');
  return method;
}

/** Old items with the new ones in their place, and what the new ones cost more; only an exchange rounds it. */
function swapOf(store: Store, order: Order, args: Args): { pairs: [string, string][]; difference: number } {
  const [old, wanted] = [args['item_ids'] as string[], args['new_item_ids'] as string[]];
  const missing = missingItem(order, old);
  if (missing !== undefined) throw new ToolError(`${missing} not found`);
  if (old.length !== wanted.length) throw new ToolError('the number of items to be exchanged should match');
  let difference = 0;
  const pairs = old.map((id, at): [string, string] => {
    const item = order.items.find(({ item_id }) => item_id === id);
    const next = wanted[at] ?? '';
    const variant = item && store.products[item.product_id]?.variants[next];
    if (!item || !variant?.available) throw new ToolError(`new item ${next} not found or available`);
    difference += variant.price - item.price;
    return [id, next];
  });
  return { pairs, difference };
}

/** An item that is asked for more often than the order holds it. */
function missingItem(order: Order, ids: string[]): string | undefined {
  const times = (all: string[], id: string) => all.filter((one) => one === id).length;
  const held = order.items.map(({ item_id }) => item_id);
  return ids.find((id) => times(ids, id) > times(held, id));
}

function refuseEmptyCard(method: PaymentMethod, amount: number, what: string): void {
  if (method.source !== 'gift_card' || (method.balance ?? 0) >= amount) return;
  throw new ToolError(`insufficient gift card balance to pay for ${what}`);
}

function pay(method: PaymentMethod, amount: number): void {
  method.balance = cents((method.balance ?? 0) - amount);
}

function cents(amount: number): number {
  return Number(amount.toFixed(2));
}

function addressOf(args: Args): Address {
  const { address1, address2, city, state, country, zip } = args as unknown as Address;
  return { address1, address2, city, state, country, zip };
}
