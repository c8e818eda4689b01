import type { Customer, Order, ShopSeed } from '../service/model.ts';
import { caseOf } from './case.ts';
import { catalogueOf, type Article } from './catalogue.ts';
import { orderOf } from './cases/timeline.ts';
import { customerOf } from './customers.ts';
import { shelfOf } from './facts.ts';
import { decideCase, type Decided, type HistoryRow } from './history.ts';
import { randomOf, type Random } from './random.ts';

export type { HistoryRow } from './history.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const CASES_PER_CUSTOMER = 2.2;
/** Orders that nobody ever wrote about, for each one that somebody did. */
const QUIET_ORDERS = 0.3;

/** A message that has just come in, and the order that it is about, which the shop took some days before. */
export interface NewMessage {
  workflow: string;
  source_id: string;
  received_at: string;
  event: Record<string, string | boolean>;
  seed: Partial<ShopSeed>;
}

export interface GeneratedShop extends ShopSeed {
  history: HistoryRow[];
  /** Which rows left the house policy, by source id, and why. */
  deviations: Map<string, 'habit' | 'slip'>;
  upcoming: { nextMessage(index: number, at: Date): NewMessage };
}

/**
 * A whole shop from a seed: shelves, customers, orders, and `cases` decided cases over `weeks` weeks up to
 * `until`, with the shop left as those decisions left it. The same arguments give the same shop to the byte.
 */
export function generateShop(
  seed: string | number,
  { weeks, cases, until }: { weeks: number; cases: number; until: Date },
): GeneratedShop {
  const { articles, shelf, customers } = groundOf(seed, cases, until);
  const period = { since: new Date(until.getTime() - weeks * 7 * DAY_MS), until };
  const decided = times(randomOf(`${seed} days`), weeks, cases, until).map((at, number) => {
    const own = randomOf(`${seed} case ${number}`);
    return decideCase(own, caseOf(own, number, at, own.pick(customers), articles, shelf), period);
  });
  return {
    products: articles.map(({ sku, title, variant, price, in_stock, final_sale }) => ({
      sku,
      title,
      variant,
      price,
      in_stock,
      final_sale,
    })),
    customers,
    orders: [...decided.map((one) => one.order), ...quietOrders(seed, cases, until, customers, articles)],
    refunds: decided.flatMap((one) => one.refunds),
    replacements: decided.flatMap((one) => one.replacements),
    history: decided.map((one) => one.row),
    deviations: deviationsOf(decided),
    upcoming: upcomingOf(seed, { cases, until }),
  };
}

/**
 * The endless row of messages after the history: the same index at the same moment gives the same message. Quick
 * to open, since it needs the shelves and the customers alone.
 */
export function upcomingOf(
  seed: string | number,
  { cases, until }: { cases: number; until: Date },
): GeneratedShop['upcoming'] {
  const { articles, shelf, customers } = groundOf(seed, cases, until);
  return {
    nextMessage(index, at) {
      const random = randomOf(`${seed} upcoming ${index}`);
      // Numbers go on behind those of the history and of the orders that nobody wrote about.
      const one = caseOf(random, cases * 2 + index, at, random.pick(customers), articles, shelf);
      const { workflow, source_id, event, order, refunds, customer } = one;
      return {
        workflow,
        source_id,
        received_at: at.toISOString(),
        event,
        seed: { customers: [customer], orders: [order], refunds },
      };
    },
  };
}

/** Shelves and people, which history and new messages share. */
function groundOf(seed: string | number, cases: number, until: Date) {
  const articles = catalogueOf(randomOf(`${seed} shelves`));
  const random = randomOf(`${seed} people`);
  const customers = Array.from({ length: Math.ceil(cases / CASES_PER_CUSTOMER) + 1 }, (_, i) =>
    customerOf(random, i, until),
  );
  return { articles, shelf: shelfOf(articles), customers };
}

/** When messages came: more on working days and by day, and a little more every week towards Christmas. */
function times(random: Random, weeks: number, cases: number, until: Date): Date[] {
  const span = weeks * 7;
  return Array.from({ length: cases }, () => {
    for (;;) {
      const back = span * (1 - Math.sqrt(random.between(0.35, 1)));
      const at = new Date(until.getTime() - (back / (1 - Math.sqrt(0.35))) * DAY_MS);
      at.setUTCMinutes(random.int(0, 59), random.int(0, 59), random.int(0, 999));
      if (at.getTime() < until.getTime() - MINUTE_MS && random.chance(busyness(at))) return at;
    }
  }).sort((a, b) => a.getTime() - b.getTime());
}

const HOURS = [1, 1, 0.5, 0.5, 0.5, 1, 3, 6, 9, 10, 10, 9, 8, 8, 8, 7, 7, 7, 8, 9, 9, 7, 4, 2];

function busyness(at: Date): number {
  const weekend = at.getUTCDay() === 0 || at.getUTCDay() === 6;
  return ((HOURS[at.getUTCHours()] ?? 5) / 10) * (weekend ? 0.5 : 1);
}

/** Orders that came and went without a word. */
function quietOrders(
  seed: string | number,
  cases: number,
  until: Date,
  customers: Customer[],
  articles: Article[],
): Order[] {
  const random = randomOf(`${seed} quiet`);
  return Array.from({ length: Math.floor(cases * QUIET_ORDERS) }, (_, i) => {
    const stage = { random, number: cases + i, at: until, customer: random.pick(customers), articles };
    return orderOf(stage, random.pick(articles), { at: 'delivered', daysAgo: random.between(3, 120) });
  });
}

function deviationsOf(decided: Decided[]): Map<string, 'habit' | 'slip'> {
  const found = new Map<string, 'habit' | 'slip'>();
  for (const { row, deviates } of decided) if (deviates) found.set(row.source_id, deviates);
  return found;
}
