import { z } from 'zod';
import {
  liveReplacements,
  nextId,
  putRefund,
  putReplacement,
  REFUND_SETTLES_MS,
  REPLACEMENT_PACKED_MS,
  REPLY_WAITS_MS,
} from './state.ts';
import { euros, orderTotal, refundedCents } from './views.ts';
import { done, need, refuse, type Performer } from './performer.ts';

const LINE_MAX = 200;
const REPLY_CHARS_MAX = 20_000;

const Euros = z.strictObject({
  minor: z.int().min(0),
  currency: z.literal('EUR', 'this shop keeps its books in EUR'),
});
const RefundBody = z.object({
  order_id: z.string().max(LINE_MAX),
  amount: Euros,
  reason: z.enum(['late', 'lost', 'damaged', 'wrong_item', 'return', 'goodwill', 'cancelled', 'chargeback']),
  recipient: z.string().max(LINE_MAX),
});

/** Pays money back; settles after a day, until when it can be voided. Never more than was paid. */
export const refund: Performer = (state, _params, body, now) => {
  const asked = RefundBody.parse(body);
  const order = need(state.orders.get(asked.order_id), `There is no order ${asked.order_id}.`);
  const open = orderTotal(order) - refundedCents(state, order.id, now);
  if (asked.amount.minor === 0) return refuse('A refund of nothing is no refund.');
  if (asked.amount.minor > open)
    return refuse(`Only ${(open / 100).toFixed(2)} EUR of ${order.id} can still be refunded.`);
  const id = nextId(state, 'RF');
  const at = now.toISOString();
  putRefund(state, {
    id,
    order_id: order.id,
    amount: asked.amount.minor,
    reason: asked.reason,
    recipient: asked.recipient,
    at,
  });
  const settles = new Date(now.getTime() + REFUND_SETTLES_MS).toISOString();
  return done(
    { id, status: 'on its way', amount: asked.amount, settles_at: settles },
    { order_id: order.id, amount: asked.amount.minor },
  );
};

export const voidRefund: Performer = (state, params, _body, now) => {
  const found = need(state.refunds.get(params.refund_id ?? ''), `There is no refund ${params.refund_id}.`);
  if (found.voided_at) return refuse(`${found.id} was voided before.`);
  if (Date.parse(found.at) + REFUND_SETTLES_MS <= now.getTime())
    return refuse(`${found.id} has settled; it can no longer be voided.`);
  found.voided_at = now.toISOString();
  return done({ id: found.id, status: 'voided' }, { order_id: found.order_id, amount: -found.amount });
};

const ReplyBody = z.object({
  order_id: z.string().max(LINE_MAX).nullish(),
  to: z.string().min(3).max(LINE_MAX),
  text: z.string().min(1).max(REPLY_CHARS_MAX),
});

/** Queues a message to a customer; it leaves after five minutes, until when it can be withdrawn. */
export const reply: Performer = (state, _params, body, now) => {
  const asked = ReplyBody.parse(body);
  const order = asked.order_id ? { order_id: asked.order_id } : {};
  if (asked.order_id) need(state.orders.get(asked.order_id), `There is no order ${asked.order_id}.`);
  const id = nextId(state, 'MSG');
  state.replies.set(id, { id, ...order, to: asked.to, text: asked.text, at: now.toISOString() });
  const sends = new Date(now.getTime() + REPLY_WAITS_MS).toISOString();
  return done({ id, status: 'queued', sends_at: sends }, order);
};

export const withdrawReply: Performer = (state, params, _body, now) => {
  const found = need(state.replies.get(params.reply_id ?? ''), `There is no reply ${params.reply_id}.`);
  if (found.withdrawn_at) return refuse(`${found.id} was withdrawn before.`);
  if (Date.parse(found.at) + REPLY_WAITS_MS <= now.getTime())
    return refuse(`${found.id} has been sent; it cannot be called back.`);
  found.withdrawn_at = now.toISOString();
  return done({ id: found.id, status: 'withdrawn' }, found.order_id ? { order_id: found.order_id } : {});
};

const ReplacementBody = z.object({
  order_id: z.string().max(LINE_MAX),
  sku: z.string().max(LINE_MAX).nullish(),
  value: Euros,
});

/** Sends an order, or one item of it, once more; it is packed after four hours, until when it can be stopped. */
export const sendReplacement: Performer = (state, _params, body, now) => {
  const asked = ReplacementBody.parse(body);
  const order = need(state.orders.get(asked.order_id), `There is no order ${asked.order_id}.`);
  const sku = asked.sku ?? undefined;
  if (sku && !order.items.some((item) => item.sku === sku)) return refuse(`${order.id} holds no ${sku}.`);
  if (liveReplacements(state, order.id) >= 3)
    return refuse(`${order.id} was sent again three times already.`);
  const id = nextId(state, 'RP');
  putReplacement(state, {
    id,
    order_id: order.id,
    ...(sku && { sku }),
    value: asked.value.minor,
    at: now.toISOString(),
  });
  return done({ id, status: 'to be packed', value: euros(asked.value.minor) }, { order_id: order.id });
};

export const stopReplacement: Performer = (state, params, _body, now) => {
  const found = need(
    state.replacements.get(params.replacement_id ?? ''),
    `There is no replacement ${params.replacement_id}.`,
  );
  if (found.stopped_at) return refuse(`${found.id} was stopped before.`);
  if (Date.parse(found.at) + REPLACEMENT_PACKED_MS <= now.getTime())
    return refuse(`${found.id} is packed; it can no longer be stopped.`);
  found.stopped_at = now.toISOString();
  return done({ id: found.id, status: 'stopped' }, { order_id: found.order_id });
};
