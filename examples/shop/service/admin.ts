import type { Hono } from 'hono';
import { need } from './performer.ts';
import type { Store } from './store.ts';
import { homePage } from './pages/home.ts';
import { customerPage, orderPage } from './pages/order.ts';

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
    const writes = [...state.writes.values()].map(({ key, path, at, order_id, amount }) => ({
      key,
      path,
      at,
      order_id,
      amount,
    }));
    return c.json({ count: writes.length, effects: effects(store), writes });
  });
  app.get('/admin/orders/:id', (c) => {
    const order = need(state.orders.get(c.req.param('id')), `There is no order ${c.req.param('id')}.`);
    return c.html(orderPage(state, order, now()));
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
  const { RF = 0, RP = 0, MSG = 0, LB = 0, CH = 0 } = state.counters;
  return { refunds: RF, replacements: RP, replies: MSG, labels: LB, changes: CH };
}
