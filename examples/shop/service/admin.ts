import type { Hono } from 'hono';
import { z } from 'zod';
import { need } from './performer.ts';
import type { Store } from './store.ts';
import { homePage } from './pages/home.ts';
import { customerPage, orderPage } from './pages/order.ts';
import { productPage, productsPage } from './pages/product.ts';

/** Euros as people type them, with a point or a comma. */
const PriceForm = z.object({
  euros: z
    .string()
    .transform((text) => Number(text.replace(',', '.')))
    .pipe(z.number().positive()),
  by: z.string().trim().default(''),
});

/** What was really done to the shop: a page for people, and counts by key for tests. */
export function offerAdmin(app: Hono, store: Store, now: () => Date): void {
  const { state } = store;
  app.use('/admin/*', async (c, next) => {
    await next();
    c.header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'");
  });
  app.get('/', (c) => c.redirect('/admin'));
  app.get('/admin', (c) => c.html(homePage(state, now(), Number(c.req.query('page') ?? 1))));
  app.get('/admin/writes.json', async (c) => {
    await store.flushed();
    const writes = [...state.writes.values()].map(({ digest: _digest, answer: _answer, ...write }) => write);
    return c.json({ count: writes.length, effects: effects(store), writes });
  });
  app.get('/admin/orders/:id', (c) => {
    const order = need(state.orders.get(c.req.param('id')), `There is no order ${c.req.param('id')}.`);
    return c.html(orderPage(state, order, now()));
  });
  app.get('/admin/products', (c) => c.html(productsPage(state)));
  app.get('/admin/products/:sku', (c) => {
    const sku = c.req.param('sku');
    return c.html(productPage(state, need(state.products.get(sku), `There is no product ${sku}.`)));
  });
  // The form on that page: what a person in the office sets, without Remit.
  app.post('/admin/products/:sku/price', async (c) => {
    const sku = c.req.param('sku');
    const { euros, by } = PriceForm.parse(await c.req.parseBody());
    const body = { price: { minor: Math.round(euros * 100), currency: 'EUR' }, ...(by === '' ? {} : { by }) };
    const key = `by hand ${crypto.randomUUID()}`;
    const path = `PUT ${c.req.path}`;
    await store.write({ name: 'set_price_by_hand', key, path, params: { sku }, body, at: now() });
    return c.redirect(`/admin/products/${encodeURIComponent(sku)}`, 303);
  });
  app.get('/admin/customers/:id', (c) => {
    const customer = need(
      state.customers.get(c.req.param('id')),
      `There is no customer ${c.req.param('id')}.`,
    );
    return c.html(customerPage(state, customer, now()));
  });
}

/** How many things exist that only writes can make: a test holds them against the number of keys. */
function effects({ state }: Store): Record<string, number> {
  const { RF = 0, RP = 0, MSG = 0, LB = 0, CH = 0, PC = 0 } = state.counters;
  return { refunds: RF, replacements: RP, replies: MSG, labels: LB, changes: CH, prices: PC };
}
