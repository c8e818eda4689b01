import type { Performer } from './performer.ts';
import {
  refund,
  reply,
  sendReplacement,
  stopReplacement,
  voidRefund,
  withdrawReply,
} from './perform-money.ts';
import {
  cancelOrder,
  changeAddress,
  changeItem,
  returnLabel,
  revertChange,
  traceParcel,
  uncancelOrder,
  voidLabel,
} from './perform-order.ts';
import { setPrice, setPriceByHand } from './perform-price.ts';

/** Every write that the shop performs: how it is asked for over HTTP, and what does it. */
export const WRITES = {
  refund: { method: 'POST', path: '/refunds', performer: refund },
  void_refund: { method: 'POST', path: '/refunds/:refund_id/void', performer: voidRefund },
  reply: { method: 'POST', path: '/replies', performer: reply },
  withdraw_reply: { method: 'POST', path: '/replies/:reply_id/withdraw', performer: withdrawReply },
  change_address: { method: 'PUT', path: '/orders/:order_id/address', performer: changeAddress },
  change_item: { method: 'PUT', path: '/orders/:order_id/items/:sku', performer: changeItem },
  revert_change: { method: 'POST', path: '/changes/:change_id/revert', performer: revertChange },
  cancel_order: { method: 'POST', path: '/orders/:order_id/cancel', performer: cancelOrder },
  uncancel_order: { method: 'POST', path: '/orders/:order_id/uncancel', performer: uncancelOrder },
  send_replacement: { method: 'POST', path: '/replacements', performer: sendReplacement },
  stop_replacement: {
    method: 'POST',
    path: '/replacements/:replacement_id/stop',
    performer: stopReplacement,
  },
  return_label: { method: 'POST', path: '/return-labels', performer: returnLabel },
  void_label: { method: 'POST', path: '/return-labels/:label_id/void', performer: voidLabel },
  trace_parcel: { method: 'POST', path: '/orders/:order_id/parcel/trace', performer: traceParcel },
  set_price: { method: 'PUT', path: '/products/:sku/price', performer: setPrice },
  set_price_by_hand: { method: 'PUT', path: '/admin/products/:sku/price', performer: setPriceByHand },
} as const satisfies Record<string, { method: 'POST' | 'PUT'; path: string; performer: Performer }>;

export const performers: Record<string, Performer | undefined> = Object.fromEntries(
  Object.entries(WRITES).map(([name, write]) => [name, write.performer]),
);
