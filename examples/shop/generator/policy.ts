import type { Intent } from './intents.ts';
import type { SeenFacts } from './facts.ts';
import type { WorkflowName } from './cases/situation.ts';

/** What somebody decided: the kind of case, the play, and what was filled in. */
export interface Decision {
  kind: string;
  play: string;
  inputs: Record<string, unknown>;
}

/** The event fields that the policy looks at. */
interface Asked {
  wants?: unknown;
  photo?: unknown;
  new_street?: unknown;
}

/**
 * The written house policy (`playbook.md` of each workflow) as it would be followed to the letter by somebody
 * who understood the message. `facts` is undefined where the order could not be found.
 */
export function policy(
  workflow: WorkflowName,
  intent: Intent,
  facts: SeenFacts | undefined,
  asked: Asked,
): Decision {
  if (!facts) return plan('unclear', 'ask_for_order');
  if (intent === 'vague') return plan('unclear', 'answer');
  if (workflow === 'late-delivery') return orderPolicy(intent, facts);
  return workflow === 'returns' ? returnPolicy(intent, facts, asked) : changePolicy(intent, facts, asked);
}

const plan = (kind: string, play: string, inputs: Record<string, unknown> = {}): Decision => ({
  kind,
  play,
  inputs,
});

function orderPolicy(intent: Intent, { order, parcel, refunds, options, customer }: SeenFacts): Decision {
  if (intent === 'invoice') return plan('invoice', 'send_invoice');
  if (intent === 'product') return plan('product_question', 'answer');
  if (intent === 'several') return plan('unclear', 'answer');
  if (order.status === 'placed' || order.status === 'packed' || !parcel)
    return plan('not_yet_sent', 'not_sent_yet');
  if (parcel.status === 'lost') {
    return intent === 'impatient'
      ? plan('lost_parcel', 'refund_order', { amount: options.open })
      : plan('lost_parcel', 'send_again');
  }
  if (intent === 'not_received')
    return plan('not_received', customer.standing === 'good_customer' ? 'send_again' : 'trace');
  if (parcel.silence === 'over_five_days') return plan('lost_parcel', 'trace');
  switch (parcel.lateness) {
    case 'on_time':
      return plan('where_is_it', 'send_tracking');
    case 'one_or_two_days':
      return plan('late_delivery', 'apologise');
    case 'three_to_seven_days':
      if (refunds.count > 0 || options.shipping.minor === 0) return plan('late_delivery', 'apologise');
      return plan('late_delivery', 'refund_shipping', { amount: options.shipping });
    case 'over_a_week':
      if (refunds.count > 0) return plan('late_delivery', 'apologise');
      return plan('late_delivery', 'apology_refund', { amount: options.tenth });
  }
}

function returnPolicy(intent: Intent, facts: SeenFacts, asked: Asked): Decision {
  const { order, item, refunds } = facts;
  if (order.dispute) return plan('chargeback', 'answer');
  if (!item) return plan(KINDS[intent] ?? 'unclear', 'answer');
  const amount = item.price;
  if (intent === 'refund_status') {
    if (refunds.count > 0) return plan('refund_status', 'say_refund_done');
    return item.returned
      ? plan('refund_status', 'refund_returned', { amount })
      : plan('refund_status', 'say_not_arrived');
  }
  if (intent === 'change_of_mind' || intent === 'does_not_fit') return sendBack(intent, facts, asked);
  if (intent === 'worn_out') return plan('worn_out', 'goodwill', { amount: facts.options.fifth });
  if (intent === 'damaged' || intent === 'wrong_item') return putRight(intent, item, asked);
  return plan('unclear', 'answer');
}

/** What arrived broken, or is something else: small things are kept, the rest is sent again. */
function putRight(
  intent: 'damaged' | 'wrong_item',
  item: NonNullable<SeenFacts['item']>,
  asked: Asked,
): Decision {
  const kind = intent === 'damaged' ? 'damaged_item' : 'wrong_item';
  if (item.price_band === 'under_25')
    return plan(kind, 'refund_keep', { amount: item.price, reason: intent });
  if (intent === 'damaged' && !asked.photo) return plan(kind, 'ask_photo');
  const again = item.in_stock > 0 && (intent === 'wrong_item' || asked.wants !== 'money');
  return plan(kind, again ? 'replace_item' : 'return_label');
}

const KINDS: Partial<Record<Intent, string>> = {
  refund_status: 'refund_status',
  change_of_mind: 'change_of_mind',
  does_not_fit: 'does_not_fit',
  damaged: 'damaged_item',
  wrong_item: 'wrong_item',
  worn_out: 'worn_out',
};

function sendBack(
  intent: 'change_of_mind' | 'does_not_fit',
  { order, item, customer }: SeenFacts,
  asked: Asked,
): Decision {
  const kind = intent;
  if (item?.final_sale) return plan(kind, 'answer');
  if (order.return_window === 'closed') return plan(kind, 'too_late');
  if (order.return_window === 'just_closed' && customer.standing !== 'good_customer')
    return plan(kind, 'too_late');
  const otherSize = intent === 'does_not_fit' && asked.wants !== 'money';
  return plan(kind, otherSize ? 'exchange' : 'return_label');
}

function changePolicy(intent: Intent, { order, item, wanted, options }: SeenFacts, asked: Asked): Decision {
  const kinds: Partial<Record<Intent, string>> = {
    address: 'address_change',
    address_open: 'address_change',
    item: 'item_change',
    cancel: 'cancellation',
    twice: 'ordered_twice',
    gift: 'gift',
  };
  const kind = kinds[intent] ?? 'unclear';
  if (kind === 'unclear') return plan(kind, 'answer');
  if (order.status === 'shipped' || order.status === 'delivered') return plan(kind, 'already_sent');
  if (kind === 'address_change') return plan(kind, asked.new_street ? 'change_address' : 'ask_details');
  if (kind === 'cancellation')
    return plan(kind, 'cancel', { reason: 'customer_asked', amount: options.open });
  if (kind === 'ordered_twice')
    return plan(kind, 'cancel', { reason: 'ordered_twice', amount: options.open });
  if (kind === 'gift' || !item || !wanted) return plan(kind, 'answer');
  if (wanted.in_stock === 0) return plan(kind, 'not_in_stock');
  if (wanted.price.minor > item.price.minor) return plan(kind, 'answer');
  return plan(kind, 'change_item', { sku: item.sku, new_sku: wanted.sku });
}
