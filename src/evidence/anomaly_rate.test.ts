import { expect, test } from 'vitest';
import { chance } from '../../test/support/chance.ts';
import { anomalies } from './anomaly.ts';
import type { Usual, UsualWrite } from './schema.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const START = Date.parse('2026-01-05T00:00:00Z');

interface Did {
  at: number;
  minor: number;
  recipient: string;
}

/** A business of one kind: how dear its refunds are, when it works, and to whom they go. */
interface Business {
  amount: (normal: () => number, draw: () => number) => number;
  perHour: (hour: number) => number;
  recipients: number;
}

const BUSINESSES: Record<string, Business> = {
  'a shop by day': {
    amount: (normal) => 2_300 * Math.exp(0.7 * normal()),
    perHour: (hour) => (hour >= 8 && hour < 18 ? 3 : hour === 7 || hour === 18 ? 0.5 : 0),
    recipients: 5_000,
  },
  'small gifts and whole orders': {
    amount: (normal, draw) => (draw() < 0.85 ? 490 : 9_000 * Math.exp(0.5 * normal())),
    perHour: (hour) => 2 + 1.5 * Math.sin((hour / 24) * 2 * Math.PI),
    recipients: 5_000,
  },
  'payments to forty suppliers': {
    amount: (normal) => 80_000 * Math.exp(1.1 * normal()),
    perHour: (hour) => (hour >= 9 && hour < 17 ? 1.5 : 0),
    recipients: 40,
  },
};

function work(business: Business, days: number, seed: number): Did[] {
  const { draw, below } = chance(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
  const did: Did[] = [];
  for (let hour = 0; hour < 24 * days; hour++) {
    const mean = business.perHour(hour % 24);
    // Poisson by Knuth's product of uniform draws.
    for (let product = draw(); product > Math.exp(-mean); product *= draw()) {
      const minor = Math.max(1, Math.round(business.amount(normal, draw)));
      did.push({
        at: START + (hour + draw()) * HOUR_MS,
        minor,
        recipient: String(below(business.recipients)),
      });
    }
  }
  return did.toSorted((one, other) => one.at - other.at);
}

const middle = (values: number[]): number => {
  const sorted = values.toSorted((one, other) => one - other);
  const half = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(half)] ?? 0) + (sorted[Math.ceil(half)] ?? 0)) / 2;
};
const spread = (values: number[]): number => {
  const center = middle(values);
  return 1.4826 * middle(values.map((each) => Math.abs(each - center)));
};

/** What `usual_history.ts` reads by SQL, made from a list. */
function usualOf(history: Did[], now: number): Usual {
  const logs = history.map(({ minor }) => Math.log(minor));
  const amounts = history.map(({ minor }) => minor).toSorted((one, other) => one - other);
  const tally = (names: (string | number)[]) => {
    const counts: Record<string, number> = {};
    for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
    return counts;
  };
  const busy = Object.values(tally(history.map(({ at }) => Math.floor(at / HOUR_MS))));
  const known = tally(history.map(({ recipient }) => recipient));
  const clock = tally(history.map(({ at }) => new Date(at).getUTCHours()));
  const write: UsualWrite = {
    count: history.length,
    days: new Set(history.map(({ at }) => Math.floor(at / DAY_MS))).size,
    amount: {
      count: history.length,
      currency: 'EUR',
      median: middle(logs),
      spread: spread(logs),
      high: amounts[Math.ceil(0.99 * amounts.length) - 1] ?? 0,
      max: amounts.at(-1) ?? 0,
    },
    perHour: { hours: busy.length, median: middle(busy), spread: spread(busy), max: Math.max(0, ...busy) },
    lastHour: history.filter(({ at }) => at > now - HOUR_MS).length,
    hours: Array.from({ length: 24 }, (_, hour) => clock[hour] ?? 0),
    recipients: {
      count: history.length,
      once: Object.values(known).filter((times) => times === 1).length,
      known,
    },
  };
  return { writes: { 'shop.refund': write } };
}

const refund = (minor: number, recipient: string) => ({
  write: 'shop.refund',
  args: {},
  money: { minor, currency: 'EUR' },
  recipient,
});
const AT = (now: number) => ({ now: new Date(now), timeZone: 'UTC' });

test.each(Object.keys(BUSINESSES))('in %s less than 1 % of ordinary actions are flagged', (name) => {
  const business = BUSINESSES[name] as Business;
  const flags: Record<string, number> = {};
  let looked = 0;
  for (const seed of [5, 6, 7]) {
    const did = work(business, 90, seed);
    // The actions of each of the last thirty days against all that was done before that day.
    for (let day = 60; day < 90; day++) {
      const [from, to] = [START + day * DAY_MS, START + (day + 1) * DAY_MS];
      const usual = usualOf(
        did.filter(({ at }) => at < from),
        from,
      );
      const known = usual.writes['shop.refund'] as UsualWrite;
      for (const each of did.filter(({ at }) => at >= from && at < to)) {
        known.lastHour = did.filter(({ at }) => at > each.at - HOUR_MS && at < each.at).length;
        looked += 1;
        for (const { rule } of anomalies(usual, refund(each.minor, each.recipient), AT(each.at)))
          flags[rule] = (flags[rule] ?? 0) + 1;
      }
    }
  }
  const all = Object.values(flags).reduce((sum, count) => sum + count, 0);
  expect(looked).toBeGreaterThan(900);
  expect(all / looked, JSON.stringify({ flags, of: looked })).toBeLessThan(0.01);
});

test('ten times the usual amount, a burst, a stranger and the middle of the night are flagged', () => {
  const day = work(BUSINESSES['a shop by day'] as Business, 60, 3);
  const suppliers = work(BUSINESSES['payments to forty suppliers'] as Business, 60, 4);
  const noon = START + (60 * 24 + 12) * HOUR_MS;
  const flagged = (history: Did[], now: number, minor: number, recipient = '1') =>
    anomalies(usualOf(history, now), refund(minor, recipient), AT(now)).map(({ rule }) => rule);
  expect(flagged(day, noon, 60_000)).toEqual(['unusual-amount']);
  expect(flagged(suppliers, noon, 80_000, 'a stranger')).toEqual(['unusual-recipient']);
  expect(flagged(day, noon - 10 * HOUR_MS, 2_000)).toEqual(['unusual-hour']);
  const burst = Array.from({ length: 30 }, (_, each) => ({
    at: noon - 60_000 * each,
    minor: 2_000,
    recipient: '1',
  }));
  const usual = usualOf(day, noon);
  const write = usual.writes['shop.refund'];
  if (write) write.lastHour = burst.length;
  expect(anomalies(usual, refund(2_000, '1'), AT(noon)).map(({ rule }) => rule)).toEqual(['unusual-rate']);
});
