import type { Order, Parcel } from '../../service/model.ts';
import type { Article } from '../catalogue.ts';
import type { Random } from '../random.ts';
import type { Stage } from './situation.ts';

const DAY_MS = 86_400_000;
const CARRIERS = { DHL: 55, DPD: 28, GLS: 17 };
const HUBS: Record<string, string> = {
  DE: 'Staufenberg',
  AT: 'Wels',
  GB: 'Coventry',
  IE: 'Athlone',
  NL: 'Zaltbommel',
  FR: 'Roissy',
  ES: 'Zaragoza',
  PL: 'Łódź',
  IT: 'Piacenza',
  DK: 'Taulov',
  SE: 'Jönköping',
};

/** How far an order has come at the moment of the message; days are counted from that moment. */
export type Course =
  | { at: 'placed' }
  | { at: 'packed' }
  | { at: 'moving'; daysLate: number; silentDays: number }
  | { at: 'lost'; daysLate: number }
  | { at: 'delivered'; daysAgo: number; leftWith?: string };

export const days = (from: Date, count: number) => new Date(from.getTime() + count * DAY_MS).toISOString();

/** An order of one to three articles, the given one first, with its whole course. */
export function orderOf(stage: Stage, article: Article, course: Course): Order {
  const { random, number, customer, articles } = stage;
  const others = Array.from({ length: Number(random.weighted({ 0: 62, 1: 26, 2: 12 })) }, () =>
    random.pick(articles),
  );
  const chosen = [article, ...others.filter((other) => other.sku !== article.sku)];
  const goods = chosen.reduce((sum, one) => sum + one.price, 0);
  return {
    id: `WG-${40_000 + number * 3 + random.int(0, 2)}`,
    customer_id: customer.id,
    shipping: shippingOf(customer.country, goods),
    paid_with: paidWith(random, customer.email),
    items: chosen.map((one) => ({ sku: one.sku, quantity: 1, price: one.price })),
    address: { ...customer.address },
    ...courseOf(stage, course),
  };
}

function shippingOf(country: string, goods: number): number {
  if (country === 'DE') return goods >= 15_000 ? 0 : 490;
  return goods >= 20_000 ? 490 : 990;
}

function paidWith(random: Random, email: string): string {
  const last = String(random.int(1000, 9999));
  return {
    visa: `Visa ending in ${last}`,
    master: `Mastercard ending in ${last}`,
    paypal: `PayPal (${email})`,
    sepa: `bank account ending in ${last}`,
  }[random.weighted({ visa: 34, master: 18, paypal: 36, sepa: 12 })];
}

type Dates = Pick<Order, 'placed_at' | 'packed_at' | 'shipped_at' | 'parcel'>;

function courseOf(stage: Stage, course: Course): Dates {
  const { random, at } = stage;
  if (course.at === 'placed') {
    return dispatched(stage, { placed: -random.between(0.02, 0.9), shipped: random.between(1.2, 2.2) });
  }
  if (course.at === 'packed') {
    const shipped = random.between(0.6, 1.2);
    return dispatched(stage, {
      placed: -random.between(0.9, 2),
      shipped,
      packed: -random.between(0.05, 0.5),
    });
  }
  if (course.at === 'delivered') {
    const delivered = -course.daysAgo;
    const dates = dispatched(stage, {
      placed: delivered - random.between(3, 5),
      shipped: delivered - random.between(2, 3),
    });
    const parcel = { ...dates.parcel, delivered_at: days(at, delivered) };
    return {
      ...dates,
      parcel: { ...parcel, ...(course.leftWith && { left_with: course.leftWith }) },
    };
  }
  const transit = stage.customer.country === 'DE' ? 3 : 5;
  const shipped = Math.min(
    -course.daysLate - transit,
    course.at === 'moving' ? -course.silentDays - 0.2 : -9,
  );
  const dates = dispatched(stage, {
    placed: shipped - random.between(0.7, 1.8),
    shipped,
    expected: -course.daysLate,
  });
  return {
    ...dates,
    parcel: course.at === 'lost' ? lost(stage, dates.parcel) : moving(stage, dates.parcel, shipped, course),
  };
}

function dispatched(
  { random, at, number, customer }: Stage,
  day: { placed: number; shipped: number; packed?: number; expected?: number },
): Dates & { parcel: Parcel } {
  const transit = customer.country === 'DE' ? 3 : 5;
  const carrier = random.weighted(CARRIERS);
  const arrival = day.shipped + transit - random.between(0.2, 1.2);
  const scans = [
    { at: days(at, day.shipped + 0.2), says: 'Handed over in Leipzig' },
    { at: days(at, day.shipped + 0.9), says: `Parcel centre ${HUBS[customer.country] ?? 'Leipzig'}` },
    { at: days(at, arrival - 0.3), says: `Out for delivery in ${customer.address.city}` },
  ];
  return {
    placed_at: days(at, day.placed),
    packed_at: days(at, day.packed ?? day.shipped - random.between(0.1, 0.3)),
    shipped_at: days(at, day.shipped),
    parcel: {
      id: `P-${number}`,
      carrier,
      tracking_code: `${carrier === 'DHL' ? 'JJD' : '01'}${random.int(10_000_000, 99_999_999)}${number}`,
      expected_at: `${days(at, day.expected ?? day.shipped + transit).slice(0, 10)}T17:00:00.000Z`,
      scans,
      delivered_at: days(at, arrival),
    },
  };
}

/** On its way, with the last scan `silentDays` ago; it will still arrive, unless it has been silent for too long. */
function moving(
  { random, at, customer }: Stage,
  parcel: Parcel | undefined,
  shipped: number,
  course: { daysLate: number; silentDays: number },
): Parcel {
  if (!parcel) throw new Error('What moves has a parcel.');
  const hub = HUBS[customer.country] ?? 'Leipzig';
  const delayed = [
    'Delayed: missed its connection',
    'Delayed: high volume',
    'Address could not be read, sorted by hand',
    'Held at the parcel centre',
  ];
  const scans = [{ at: days(at, shipped + 0.1), says: 'Handed over in Leipzig' }];
  const last = -course.silentDays;
  if (shipped + 0.9 < last) scans.push({ at: days(at, shipped + 0.9), says: `Parcel centre ${hub}` });
  if (course.daysLate > 0)
    scans.push({ at: days(at, last), says: `${random.pick(delayed)}, ${hub}`, late: true } as never);
  else if (shipped + 0.2 < last)
    scans.push({ at: days(at, last), says: `On its way to ${customer.address.city}` });
  const arrives = course.silentDays > 5 ? random.between(8, 20) : random.between(0.8, 3.5);
  return { ...parcel, scans, delivered_at: days(at, arrives) };
}

function lost({ random, at }: Stage, parcel: Parcel | undefined): Parcel {
  if (!parcel) throw new Error('What is lost was a parcel.');
  const { delivered_at: _never, ...rest } = parcel;
  return {
    ...rest,
    scans: [
      ...parcel.scans.slice(0, 2),
      { at: days(at, -random.between(0.5, 1.5)), says: 'Declared lost after a search', late: true },
    ],
    lost_at: days(at, -random.between(0.3, 1.2)),
  };
}
