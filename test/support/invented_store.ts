import type { Errand, Item, Order, Store } from '../../bench/store/data.ts';

const HOME = {
  address1: '1 Mill Lane',
  address2: 'Back door',
  city: 'Salem',
  country: 'USA',
  state: 'OR',
  zip: '97301',
};
const AWAY = { ...HOME, address1: '9 Pier Road', city: 'Astoria', zip: '97103' };

/** A small web shop that nobody has: three customers, lamps and mugs, and seven orders. */
export function inventedStore(): Store {
  return {
    users: {
      ada_1: user('Ada', {
        card_1: { source: 'credit_card' },
        gift_card_1: { source: 'gift_card', balance: 15 },
      }),
      ben_2: user('Ben', { card_2: { source: 'credit_card' }, paypal_2: { source: 'paypal' } }),
      cleo_3: user('Cleo', {
        gift_card_3: { source: 'gift_card', balance: 2 },
        card_3: { source: 'credit_card' },
      }),
    },
    orders: Object.fromEntries(
      [
        order('#W1', 'ada_1', 'pending', 'card_1', ['lamp_s']),
        order('#W2', 'ada_1', 'delivered', 'card_1', ['mug_red', 'lamp_l']),
        order('#W3', 'ada_1', 'pending', 'gift_card_1', ['mug_red']),
        order('#W4', 'ben_2', 'pending', 'card_2', ['lamp_s', 'mug_blue']),
        order('#W5', 'ben_2', 'delivered', 'paypal_2', ['lamp_l']),
        order('#W6', 'cleo_3', 'pending', 'card_3', ['lamp_l']),
        order('#W7', 'cleo_3', 'delivered', 'card_3', ['mug_blue']),
      ].map((one) => [one.order_id, one]),
    ),
    products: {
      lamp: { variants: { lamp_s: variant(20), lamp_l: variant(35.5) } },
      mug: { variants: { mug_red: variant(8.25), mug_blue: variant(9) } },
    },
  };
}

/** What the customers ask for: several things at once, the same thing twice, and what the shop's policy refuses. */
export const ERRANDS: Errand[] = [
  errand(1, 'ada_1', 'Cancel #W1 and take the mug of #W2 back.', [
    ['cancel_pending_order', { order_id: '#W1', reason: 'no longer needed' }],
    ['return_delivered_order_items', { order_id: '#W2', item_ids: ['mug_red'], payment_method_id: 'card_1' }],
  ]),
  errand(2, 'ada_1', 'I have moved. Send #W3 there as well.', [
    ['modify_user_address', { user_id: 'ada_1', ...AWAY }],
    ['modify_pending_order_address', { order_id: '#W3', ...AWAY }],
  ]),
  errand(3, 'ada_1', 'Please cancel #W1.', [
    ['cancel_pending_order', { order_id: '#W1', reason: 'no longer needed' }],
  ]),
  errand(4, 'ben_2', 'A larger lamp in #W4, paid by card, then to my office. No, home again.', [
    [
      'modify_pending_order_items',
      { order_id: '#W4', item_ids: ['lamp_s'], new_item_ids: ['lamp_l'], payment_method_id: 'card_2' },
    ],
    ['modify_pending_order_address', { order_id: '#W4', ...AWAY }],
    ['modify_user_address', { user_id: 'ben_2', ...AWAY }],
    ['modify_user_address', { user_id: 'ben_2', ...HOME }],
  ]),
  errand(5, 'ben_2', 'The lamp of #W5 is too large.', [
    [
      'exchange_delivered_order_items',
      { order_id: '#W5', item_ids: ['lamp_l'], new_item_ids: ['lamp_s'], payment_method_id: 'paypal_2' },
    ],
  ]),
  errand(6, 'cleo_3', 'Pay #W6 with my gift card. Else cancel it.', [
    ['modify_pending_order_payment', { order_id: '#W6', payment_method_id: 'gift_card_3' }],
    ['cancel_pending_order', { order_id: '#W6', reason: 'ordered by mistake' }],
  ]),
  errand(7, 'cleo_3', 'Take #W7 back.', [
    [
      'return_delivered_order_items',
      { order_id: '#W7', item_ids: ['mug_blue'], payment_method_id: 'card_3' },
    ],
  ]),
];

/** Of the calls above, those that the shop refuses when they come one after the other. */
export const REFUSED = 3;
export const CALLS = ERRANDS.flatMap(({ actions }) => actions).length;

function user(first_name: string, methods: Record<string, { source: string; balance?: number }>) {
  const payment_methods = Object.fromEntries(
    Object.entries(methods).map(([id, method]) => [id, { ...method, id }]),
  );
  return { name: { first_name, last_name: 'Example' }, address: { ...HOME }, payment_methods, orders: [] };
}

function order(order_id: string, user_id: string, status: string, method: string, items: string[]): Order {
  const amount = items.reduce((sum, id) => sum + itemOf(id).price, 0);
  const paid = { transaction_type: 'payment', amount, payment_method_id: method };
  const address = { ...HOME };
  return { order_id, user_id, address, items: items.map(itemOf), status, payment_history: [paid] };
}

const PRICES: Record<string, number> = { lamp_s: 20, lamp_l: 35.5, mug_red: 8.25, mug_blue: 9 };

function itemOf(item_id: string): Item {
  const product_id = item_id.slice(0, item_id.indexOf('_'));
  return { product_id, item_id, price: PRICES[item_id] ?? 0, options: {} };
}

function variant(price: number) {
  return { available: true, price, options: {} };
}

function errand(
  task_id: number,
  user_id: string,
  instruction: string,
  calls: [string, Record<string, unknown>][],
): Errand {
  const actions = calls.map(([name, args]) => ({ name, arguments: args }));
  return { task_id, user_id, instruction, actions };
}
