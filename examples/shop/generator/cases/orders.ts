import type { Intent } from '../intents.ts';
import { days, orderOf, type Course } from './timeline.ts';
import type { Situation, Stage } from './situation.ts';

/** Of a hundred order questions, what they are about. */
const WEIGHTS = {
  on_time: 26,
  not_sent: 16,
  late_two: 8,
  late_week: 10,
  very_late: 5,
  silent: 8,
  lost: 5,
  impatient: 4,
  not_received: 6,
  invoice: 7,
  product: 9,
  several: 0.5,
  vague: 2.5,
};
const LEFT_WITH = [
  'with a neighbour',
  'in front of the door',
  'in the letterbox',
  'at the bakery next door',
  'with the porter',
  'in the garage',
];
type Name = keyof typeof WEIGHTS;

/** Somebody asks about an order that is on its way, or should be. */
export function orderQuestion(stage: Stage): Situation {
  const { random } = stage;
  const name = random.weighted(WEIGHTS);
  const article = random.pick(stage.articles);
  const order = orderOf(stage, article, courseFor(stage, name));
  const refunded = (name === 'late_week' || name === 'very_late') && random.chance(0.1);
  const at = days(stage.at, -random.between(1, 3));
  return {
    workflow: 'late-delivery',
    intent: intentOf(stage, name),
    order,
    article,
    refunds:
      refunded && order.shipping > 0
        ? [
            {
              id: `RF-S${stage.number}`,
              order_id: order.id,
              amount: order.shipping,
              reason: 'late',
              recipient: order.paid_with,
              at,
            },
          ]
        : [],
    replacements: [],
    topic: topicOf(stage, name),
    fields: {},
    slots: {},
  };
}

function courseFor({ random }: Stage, name: Name): Course {
  const moving = (daysLate: number, silentDays: number): Course => ({ at: 'moving', daysLate, silentDays });
  switch (name) {
    case 'not_sent':
      return { at: random.chance(0.7) ? 'placed' : 'packed' };
    case 'on_time':
    case 'several':
      return moving(-random.between(0.2, 2.5), random.between(0.1, 1.2));
    case 'late_two':
      return moving(random.between(0.4, 2.4), random.between(0.1, 1.5));
    case 'late_week':
      return moving(random.between(3, 7), random.between(0.2, 4));
    case 'very_late':
      return moving(random.between(8, 13), random.between(0.3, 3));
    case 'silent':
      return moving(random.between(8, 16), random.between(5.5, 11));
    case 'lost':
    case 'impatient':
      return { at: 'lost', daysLate: random.between(8, 18) };
    case 'not_received':
      return { at: 'delivered', daysAgo: random.between(0.5, 5), leftWith: random.pick(LEFT_WITH) };
    case 'invoice':
    case 'product':
      return { at: 'delivered', daysAgo: random.between(1, 25) };
    case 'vague':
      return random.chance(0.94) ? { at: 'delivered', daysAgo: random.between(2, 40) } : moving(-1, 0.5);
  }
}

function intentOf({ random }: Stage, name: Name): Intent {
  const named: Partial<Record<Name, Intent>> = {
    impatient: 'impatient',
    not_received: 'not_received',
    invoice: 'invoice',
    product: 'product',
    several: 'several',
    vague: 'vague',
  };
  const asks = { on_time: 0.96, not_sent: 0.94, late_two: 0.04, late_week: 0.02 }[name as string] ?? 0;
  return named[name] ?? (random.chance(asks) ? 'where' : 'late');
}

/** What is chosen in the form: mostly the right thing, sometimes the first in the list. */
function topicOf({ random }: Stage, name: Name): string {
  if (random.chance(0.04)) return random.pick(['where_is_my_order', 'other']);
  const late = random.chance(0.8) ? 'parcel_is_late' : 'where_is_my_order';
  const topics: Record<Name, string> = {
    on_time: 'where_is_my_order',
    not_sent: 'where_is_my_order',
    late_two: late,
    late_week: late,
    very_late: late,
    silent: late,
    lost: late,
    // Whoever wants the money back finds no topic for that.
    impatient: random.chance(0.9) ? 'other' : late,
    not_received: random.chance(0.85) ? 'says_delivered' : late,
    invoice: 'invoice',
    product: 'product',
    several: random.weighted({ other: 95, where_is_my_order: 3, invoice: 2 }),
    vague: 'other',
  };
  return topics[name];
}
