import type { Context, Hono } from 'hono';
import { need } from './performer.ts';
import { pricesOf } from './state.ts';
import type { Store } from './store.ts';
import {
  customerView,
  euros,
  itemView,
  orderTotal,
  orderStatus,
  ordersAt,
  orderView,
  parcelView,
  refundOptions,
  refundsView,
} from './views.ts';

/** The reads of the shop: everything as it stands at `now`. */
export function offerReads(app: Hono, store: Store, now: () => Date): void {
  const { state } = store;
  const order = (c: Context) => {
    const id = c.req.param('order_id') ?? '';
    const found = state.orders.get(id.trim().toUpperCase());
    return need(
      found && Date.parse(found.placed_at) <= now().getTime() ? found : undefined,
      `There is no order ${id}.`,
    );
  };
  const customer = (c: Context) => {
    const id = c.req.param('customer_id') ?? '';
    return need(state.customers.get(id), `There is no customer ${id}.`);
  };
  app.get('/orders/:order_id', (c) => c.json(orderView(state, order(c), now())));
  app.get('/orders/:order_id/items/:sku', (c) => {
    const sku = c.req.param('sku');
    return c.json(need(itemView(state, order(c), sku, now()), `The order holds no ${sku}.`));
  });
  app.get('/orders/:order_id/parcel', (c) =>
    c.json(need(parcelView(order(c), now()), 'The order has no parcel yet.')),
  );
  app.get('/orders/:order_id/refunds', (c) => c.json(refundsView(state, order(c).id, now())));
  app.get('/orders/:order_id/refund-options', (c) => c.json(refundOptions(state, order(c), now())));
  app.get('/customers/:customer_id', (c) => c.json(customerView(state, customer(c), now())));
  app.get('/customers/:customer_id/orders', (c) => {
    const orders = ordersAt(state, customer(c).id, now()).map((order) => ({
      id: order.id,
      status: orderStatus(order, now()),
      placed_at: order.placed_at,
      total: euros(orderTotal(order)),
    }));
    return c.json({ count: orders.length, orders });
  });
  offerProducts(app, store);
  app.get('/writes/:key', async (c) => {
    // What has not reached the disk could still be lost; nobody may hear that it was done before it has.
    const found = state.writes.get(c.req.param('key'));
    await store.flushed();
    const { key, path, at, answer } = need(found, 'Nothing was done under this key.');
    return c.json({ key, path, at, answer });
  });
}

function offerProducts(app: Hono, { state }: Store): void {
  const productAt = (sku: string) => need(state.products.get(sku), `There is no product ${sku}.`);
  app.get('/products/:sku', (c) => {
    const product = productAt(c.req.param('sku'));
    const { final_sale: _final, price, ...rest } = product;
    return c.json({ ...rest, price: euros(price) });
  });
  app.get('/products/:sku/prices', (c) => {
    const product = productAt(c.req.param('sku'));
    const changes = pricesOf(state, product.sku).map(({ before, after, ...rest }) => ({
      ...rest,
      before: euros(before),
      after: euros(after),
    }));
    return c.json({ sku: product.sku, price: euros(product.price), changes });
  });
}
