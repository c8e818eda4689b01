import { z } from 'zod';
import type { Product, ShopState } from './model.ts';
import { done, need, refuse, type Performed, type Performer } from './performer.ts';
import { nextId } from './state.ts';
import { euros } from './views.ts';

const NAME_MAX = 80;
const Price = z.strictObject({
  minor: z.int().min(0),
  currency: z.literal('EUR', 'this shop keeps its books in EUR'),
});
const PriceBody = z.object({ price: Price });
const ByHandBody = z.object({
  price: Price,
  by: z.string().trim().min(1).max(NAME_MAX).default('the office'),
});

/** Sets what a product costs from now on, and says what it cost before. Orders keep the price they were placed at. */
export const setPrice: Performer = (state, params, body, now, key) => {
  const { price } = PriceBody.parse(body);
  return change(state, productOf(state, params), price.minor, { at: now.toISOString(), key });
};

/** The same, done by somebody in the shop's office: a change that comes from outside of Remit. */
export const setPriceByHand: Performer = (state, params, body, now, key) => {
  const { price, by } = ByHandBody.parse(body);
  return change(state, productOf(state, params), price.minor, { at: now.toISOString(), key, by });
};

function productOf(state: ShopState, params: Record<string, string>): Product {
  return need(state.products.get(params.sku ?? ''), `There is no product ${params.sku}.`);
}

function change(
  state: ShopState,
  product: Product,
  after: number,
  how: { at: string; key: string; by?: string },
): Performed {
  if (after === 0) return refuse('A price of nothing is no price.');
  const { sku, price: before } = product;
  product.price = after;
  const id = nextId(state, 'PC');
  state.prices.set(id, { id, sku, before, after, ...how });
  return done({ sku, price: euros(after), previous: euros(before) }, { sku });
}
