import type { Refund } from '../../service/model.ts';
import type { Article } from '../catalogue.ts';
import type { Intent } from '../intents.ts';
import { days, orderOf, type Course } from './timeline.ts';
import type { Situation, Stage } from './situation.ts';

/** Of a hundred messages about returns, what they are about. */
const WEIGHTS: Partial<Record<Intent, number>> = {
  change_of_mind: 24,
  does_not_fit: 18,
  damaged: 18,
  wrong_item: 9,
  refund_status: 16,
  worn_out: 6,
  chargeback: 2,
  several: 2,
  vague: 3,
};
const IBANS = [
  'DE02 1203 0000 0000 2020 51',
  'NL91 ABNA 0417 1643 00',
  'FR14 2004 1010 0505 0001 3M02 606',
  'LT12 1000 0111 0100 1000',
];

/** What has arms and shoulders, which is what does not fit. */
const TOPS = new Set(['cardigan', 'jumper', 'vest', 'base layer']);

/** Somebody has the parcel and is not content, or waits for money. */
export function returnRequest(stage: Stage): Situation {
  const { random, at, number } = stage;
  const intent = random.weighted(WEIGHTS);
  const article = articleFor(stage, intent);
  const order = orderOf(stage, article, courseFor(stage, intent));
  const refunds: Refund[] = [];
  if (intent === 'refund_status') {
    const came = random.weighted({ back: 38, refunded: 34, not: 28 });
    const item = order.items[0];
    if (came !== 'not' && item) item.returned_at = days(at, -random.between(1, 5));
    if (came === 'refunded') {
      refunds.push({
        id: `RF-S${number}`,
        order_id: order.id,
        amount: article.price,
        reason: 'return',
        recipient: order.paid_with,
        at: days(at, -random.between(0.2, 4)),
      });
    }
  }
  if (intent === 'chargeback') order.disputed_at = days(at, -random.between(0.2, 6));
  return {
    workflow: 'returns',
    intent,
    order,
    article,
    refunds,
    replacements: [],
    topic: topicOf(stage, intent),
    fields: { sku: random.chance(0.985) ? article.sku : '', ...wishes(stage, intent) },
    slots: {},
  };
}

function articleFor({ random, articles }: Stage, intent: Intent): Article {
  if (intent === 'does_not_fit') return random.pick(articles.filter((one) => TOPS.has(one.noun)));
  if (intent === 'worn_out')
    return random.pick(articles.filter((one) => one.price < 16_000 && one.size.length > 0));
  // Small things break and go missing more often than their share of the shelves.
  const cheap = articles.filter((one) => one.price < 2_500);
  return random.chance(intent === 'damaged' || intent === 'wrong_item' ? 0.4 : 0)
    ? random.pick(cheap)
    : random.pick(articles);
}

function courseFor({ random }: Stage, intent: Intent): Course {
  if (intent === 'worn_out') return { at: 'delivered', daysAgo: random.between(18, 58) };
  if (intent === 'refund_status') return { at: 'delivered', daysAgo: random.between(9, 29) };
  if (intent === 'change_of_mind' || intent === 'does_not_fit') {
    const age = random.weighted({ open: 84, just: 6, over: 10 });
    return {
      at: 'delivered',
      daysAgo: { open: random.between(0.5, 28), just: random.between(31, 58), over: random.between(62, 120) }[
        age
      ],
    };
  }
  return { at: 'delivered', daysAgo: random.between(0.2, 12) };
}

function wishes({ random }: Stage, intent: Intent): Record<string, string | boolean> {
  const usual: Record<string, number> = { not_said: 70, money: 30 };
  const wants: Partial<Record<Intent, Record<string, number>>> = {
    change_of_mind: { money: 92, not_said: 8 },
    does_not_fit: { other_size: 86, money: 7, not_said: 7 },
    damaged: { money: 28, replacement: 60, not_said: 12 },
    wrong_item: { replacement: 68, money: 18, not_said: 14 },
  };
  const sentAccount = random.chance(0.03);
  return {
    wants: random.weighted(wants[intent] ?? usual),
    photo: random.chance({ damaged: 0.76, wrong_item: 0.4, worn_out: 0.4 }[intent as string] ?? 0.02),
    ...(sentAccount && { iban: random.pick(IBANS) }),
  };
}

function topicOf({ random }: Stage, intent: Intent): string {
  if (random.chance(0.04)) return random.pick(['return', 'other']);
  const topics: Partial<Record<Intent, string>> = {
    change_of_mind: 'return',
    does_not_fit: 'return',
    damaged: 'damaged',
    wrong_item: 'wrong_item',
    refund_status: 'where_is_my_refund',
    worn_out: random.chance(0.7) ? 'damaged' : 'other',
  };
  return topics[intent] ?? 'other';
}
