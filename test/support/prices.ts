import { advanceRollback, type RollbackState } from '../../src/flow/rollback/index.ts';
import type { Business } from './business.ts';

const HOUR_MS = 3_600_000;

/** What the sample shop's products cost before anybody changes them, in cents. */
export function priceOf(at: number): number {
  return 2_000 + at * 10;
}

/** Products of the sample shop, each with a price of its own. */
export function products(count: number) {
  return Array.from({ length: count }, (_, at) => ({
    sku: `WOOL-${at}`,
    title: `Blanket ${at}`,
    variant: '',
    price: priceOf(at),
    in_stock: 10,
    final_sale: false,
  }));
}

/** A line of a supplier's list: the agent of price updates sets what it says. Returns the case. */
export async function listed(business: Business, at: number, cents: number, list = 'spring list') {
  const price = { minor: cents, currency: 'EUR' };
  const fields = { supplier: 'Nordwolle', list, sku: `WOOL-${at}`, price };
  return business.message(fields, `${list}-${at}`, 'listings');
}

/** An agent sets wrong prices for some hours, a tenth too low, one product after the other. Returns the cases. */
export async function setWrongPrices(business: Business, count: number, hours = 3): Promise<string[]> {
  const cases: string[] = [];
  for (let at = 0; at < count; at++) {
    const id = await listed(business, at, wrongPrice(at));
    const done = await business.advance(id);
    if (done.outcome !== 'solved') throw new Error(`${id} came to ${done.status} ${done.review?.says}`);
    cases.push(id);
    business.wait((hours * HOUR_MS) / count);
  }
  return cases;
}

export function wrongPrice(at: number): number {
  return Math.round(priceOf(at) * 0.9);
}

/** Somebody in the shop sets a price by hand, without Remit. */
export async function setByHand(business: Business, at: number, cents: number): Promise<void> {
  const body = JSON.stringify({ price: { minor: cents, currency: 'EUR' }, by: 'Hanne' });
  await fetch(`${business.shop.url}/admin/products/WOOL-${at}/price`, { method: 'PUT', body });
}

interface Books {
  price: number;
  changes: { key: string; by?: string; before: number; after: number }[];
}

/** What the shop's own books say of a product: its price, and every change of it, oldest first. */
export async function booksOf(business: Business, at: number): Promise<Books> {
  const answer = await fetch(`${business.shop.url}/products/WOOL-${at}/prices`);
  const { price, changes } = (await answer.json()) as {
    price: { minor: number };
    changes: { key: string; by?: string; before: { minor: number }; after: { minor: number } }[];
  };
  return {
    price: price.minor,
    changes: changes.map(({ before, after, ...rest }) => ({
      ...rest,
      before: before.minor,
      after: after.minor,
    })),
  };
}

/** Drives a rollback until it no longer runs, as a worker would. */
export async function driveRollback(business: Business, id: string): Promise<RollbackState> {
  for (;;) {
    const state = await advanceRollback(business.wired.world, id);
    if (state.state !== 'running') return state;
  }
}
