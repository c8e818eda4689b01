import { homeIn } from '../customers.ts';
import type { Article } from '../catalogue.ts';
import type { Intent } from '../intents.ts';
import { orderOf, type Course } from './timeline.ts';
import type { Situation, Stage } from './situation.ts';

/** Of a hundred wishes to change an order, what they are about. */
const WEIGHTS: Partial<Record<Intent, number>> = {
  address: 33,
  address_open: 6,
  item: 24,
  cancel: 20,
  twice: 5,
  gift: 6,
  several: 2,
  vague: 4,
};
const COUNTRIES = ['DE', 'NL', 'FR', 'AT', 'DK'];

/** Somebody wants an order otherwise, mostly in time. */
export function changeRequest(stage: Stage): Situation {
  const { random } = stage;
  const intent = random.weighted(WEIGHTS);
  const [article, wanted] = swapFor(stage, intent);
  const order = orderOf(stage, article, courseFor(stage));
  const asksItem = intent === 'item';
  const address = intent === 'address' ? newAddress(stage) : undefined;
  return {
    workflow: 'order-changes',
    intent,
    order,
    article,
    refunds: [],
    replacements: [],
    topic: topicOf(stage, intent),
    fields: {
      sku: asksItem ? article.sku : '',
      new_sku: asksItem && random.chance(0.94) ? wanted.sku : '',
      new_name: address?.name ?? '',
      new_street: address?.street ?? '',
      new_postcode: address?.postcode ?? '',
      new_city: address?.city ?? '',
      new_country: address?.country ?? '',
      signed_in: random.chance(0.8),
    },
    slots: {
      newvariant: wanted.variant || wanted.title,
      newline: address
        ? [address.name, address.street, `${address.postcode} ${address.city}`].join(
            random.chance(0.5) ? ', ' : '\n',
          )
        : '',
    },
  };
}

/** An article and another of the same line: a neighbouring size, or another colour. */
function swapFor({ random, articles }: Stage, intent: Intent): [Article, Article] {
  const article = random.pick(
    intent === 'item' ? articles.filter((one) => one.variant.includes(', ')) : articles,
  );
  const line = articles.filter((one) => one.line === article.line && one.sku !== article.sku);
  const near = line.filter((one) => one.size === article.size || one.colour === article.colour);
  return [article, near.length > 0 ? random.pick(near) : article];
}

function courseFor({ random }: Stage): Course {
  const stands = random.weighted({ placed: 66, packed: 16, gone: 18 });
  return stands === 'gone'
    ? { at: 'moving', daysLate: -random.between(0.5, 2.5), silentDays: random.between(0.1, 1) }
    : { at: stands };
}

function newAddress({ random, customer }: Stage) {
  const country = random.chance(0.94) ? customer.country : random.pick(COUNTRIES);
  const care = random.weighted({ self: 74, office: 14, other: 12 });
  const own = `${customer.first_name} ${customer.last_name}`;
  const name = {
    self: own,
    office: `${own}, c/o ${random.pick(['Studio Nord', 'Kontor 7', 'Atelier Weiss', 'Praxis Dr. Lang'])}`,
    other: `${random.pick(['Fam.', 'c/o'])} ${customer.last_name}`,
  }[care];
  return { name, ...homeIn(random, country) };
}

function topicOf({ random }: Stage, intent: Intent): string {
  if (random.chance(0.03)) return 'other';
  const topics: Partial<Record<Intent, string>> = {
    address: 'change_address',
    address_open: 'change_address',
    item: 'change_item',
    cancel: 'cancel',
    twice: random.chance(0.1) ? 'cancel' : 'other',
  };
  return topics[intent] ?? 'other';
}
