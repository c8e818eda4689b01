import type { Customer, Order, Refund, Replacement, ShopState } from '../service/model.ts';
import { emptyState, plant } from '../service/state.ts';
import {
  customerView,
  itemView,
  orderView,
  parcelView,
  refundOptions,
  refundsView,
} from '../service/views.ts';
import type { Article } from './catalogue.ts';

/** What the shop would have told about an order at a moment: the same views that its reads give. */
export interface SeenFacts {
  order: ReturnType<typeof orderView>;
  customer: ReturnType<typeof customerView>;
  refunds: ReturnType<typeof refundsView>;
  options: ReturnType<typeof refundOptions>;
  parcel?: NonNullable<ReturnType<typeof parcelView>>;
  item?: NonNullable<ReturnType<typeof itemView>>;
  wanted?: {
    sku: string;
    title: string;
    variant: string;
    price: { minor: number; currency: string };
    in_stock: number;
  };
}

/** The shelves do not change from case to case, so one state carries them for all. */
export function shelfOf(articles: Article[]): ShopState {
  const state = emptyState();
  plant(state, { products: articles });
  return state;
}

export function factsAt(
  shelf: ShopState,
  world: { customer: Customer; order: Order; refunds: Refund[]; replacements: Replacement[] },
  asked: { sku?: unknown; new_sku?: unknown },
  now: Date,
): SeenFacts {
  const state = { ...emptyState(), products: shelf.products };
  plant(state, {
    customers: [world.customer],
    orders: [world.order],
    refunds: world.refunds,
    replacements: world.replacements,
  });
  const parcel = parcelView(world.order, now);
  const item = typeof asked.sku === 'string' ? itemView(state, world.order, asked.sku, now) : undefined;
  const product = typeof asked.new_sku === 'string' ? state.products.get(asked.new_sku) : undefined;
  return {
    order: orderView(state, world.order, now),
    customer: customerView(state, world.customer, now),
    refunds: refundsView(state, world.order.id, now),
    options: refundOptions(state, world.order, now),
    ...(parcel && { parcel }),
    ...(item && { item }),
    ...(product && {
      wanted: {
        sku: product.sku,
        title: product.title,
        variant: product.variant,
        price: { minor: product.price, currency: 'EUR' },
        in_stock: product.in_stock,
      },
    }),
  };
}
