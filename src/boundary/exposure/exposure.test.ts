import { describe, expect, test } from 'vitest';
import { rule } from '../index.ts';
import type { Boundary, Budgets, Used } from '../schema.ts';
import { boundaryOf, euro, load, refund, REFUNDS, vocabulary } from '../story.ts';
import { exposure, type WriteExposure } from './index.ts';

function of(rules: string[], write = 'shop.refund'): WriteExposure {
  return exposure(load(boundaryOf(rules))).writes.find((each) => each.write === write)!;
}
const refundRule = (id: string, effect: string, when?: string) =>
  `{id: ${id}, on: shop.refund, effect: ${effect}${when === undefined ? '' : `, when: '${when}'`}}`;
const free = refundRule('free', 'allow');

describe('of one boundary', () => {
  test('the refunds boundary lets through fifty euros at a time, twenty an hour and a thousand euros a day', () => {
    const { writes, total } = exposure(load(REFUNDS));
    expect(writes[0]).toMatchObject({
      alone: true,
      each: { most: 5000, by: ['above-limit', 'small'] },
      hour: { count: { most: 20, by: ['hourly'] }, money: { most: 100_000 } },
      day: { count: { most: 500, by: ['hourly'] }, money: { most: 100_000, by: ['daily'] } },
    });
    // Nothing says how many replies may go out.
    expect(writes.find(({ write }) => write === 'helpdesk.reply')).toMatchObject({
      alone: true,
      money: null,
      hour: { count: null },
      day: { count: null },
    });
    expect(writes.find(({ write }) => write === 'shop.cancel')).toMatchObject({ alone: false });
    expect(total).toEqual({ hour: { count: null, money: 100_000 }, day: { count: null, money: 100_000 } });
  });

  test('without a rule about it, nothing is bounded', () => {
    expect(of([free])).toMatchObject({
      each: null,
      hour: { count: null, money: null },
      day: { money: null },
    });
  });

  test('of two rules that allow, the more generous one counts, and both must have a bound', () => {
    const one = refundRule('one', 'allow', 'args.amount <= money("5.00 EUR")');
    const two = refundRule('two', 'allow', 'args.amount < money("9.00 EUR")');
    expect(of([one, two]).each).toEqual({ most: 899, by: ['one', 'two'] });
    expect(of([one, free]).each).toBeNull();
  });

  test('a fact is no bound: it may be any amount', () => {
    expect(of([refundRule('paid', 'allow', 'args.amount <= order.total')]).each).toBeNull();
    expect(of([free, refundRule('more', 'deny', 'args.amount > order.total')]).each).toBeNull();
  });

  test('a rule that holds only together with something else bounds nothing', () => {
    const some = refundRule('some', 'approve', 'args.amount > limits.auto_max && order.paid');
    const any = refundRule('any', 'approve', 'args.amount > limits.auto_max || order.paid');
    expect(of([free, some]).each).toBeNull();
    expect(of([free, any]).each).toEqual({ most: 5000, by: ['any'] });
  });

  test('both sides of a condition may bound, and then the weaker one is certain', () => {
    const either = 'args.amount > limits.auto_max && args.amount > money("80.00 EUR")';
    expect(of([free, refundRule('either', 'approve', either)]).each?.most).toBe(8000);
    const not = '!(args.amount <= limits.auto_max)';
    expect(of([free, refundRule('not', 'approve', not)]).each?.most).toBe(5000);
    const tiers = 'args.amount > (order.paid ? limits.auto_max : money("10.00 EUR"))';
    expect(of([free, refundRule('tiers', 'approve', tiers)]).each?.most).toBe(5000);
  });

  test('a sum that is looked at before the action lets one more action through', () => {
    const before = refundRule('before', 'approve', 'budget.sum_today >= limits.per_day');
    expect(of([free, before]).day.money).toBeNull();
    const small = refundRule('small', 'approve', 'args.amount > limits.auto_max');
    expect(of([free, before, small]).day.money).toEqual({ most: 104_999, by: ['before', 'small'] });
  });

  test('a rule that always holds it, or never allows it, lets nothing through', () => {
    expect(of([free, refundRule('held', 'human')])).toMatchObject({
      alone: false,
      day: { money: { most: 0 } },
    });
    expect(of([refundRule('never', 'allow', 'false')])).toMatchObject({ alone: false });
    expect(of([free, refundRule('none', 'approve', 'budget.count_today + 1 > 0')])).toMatchObject({
      alone: false,
    });
  });

  test('an hour holds no more than a day, and a day no more than twenty-five hours', () => {
    const daily = refundRule('daily', 'approve', 'budget.count_today + 1 > 3');
    expect(of([free, daily])).toMatchObject({ hour: { count: { most: 3 } }, day: { count: { most: 3 } } });
    const hourly = refundRule('hourly', 'approve', 'budget.count_last_hour >= 3');
    expect(of([free, hourly])).toMatchObject({ hour: { count: { most: 3 } }, day: { count: { most: 75 } } });
  });

  test('a condition on another currency bounds nothing', () => {
    expect(of([free, refundRule('dollars', 'approve', 'args.amount > money("5.00 USD")')]).each).toBeNull();
  });
});

describe('of wider budgets', () => {
  const all = '{id: all, on: "*", effect: approve, when: "budget.workflow.count_today >= 9"}';
  const cancels = '{id: cancels, on: shop.cancel, effect: allow}';

  test('what all writes of a workflow share is counted once in the total', () => {
    const { writes, total } = exposure(load(boundaryOf([free, cancels, all])));
    const counts = writes.filter(({ alone }) => alone).map(({ day }) => day.count);
    expect(counts).toEqual([
      { most: 9, by: ['all'] },
      { most: 9, by: ['all'] },
    ]);
    expect(total.day.count).toBe(9);
  });

  test('a write that does not ask for the shared budget is added to it', () => {
    const refunds = refundRule('some', 'approve', 'budget.workflow.count_today >= 9');
    const few = '{id: few, on: shop.cancel, effect: approve, when: "budget.count_today >= 2"}';
    expect(exposure(load(boundaryOf([free, refunds, cancels, few]))).total.day.count).toBe(11);
    expect(exposure(load(boundaryOf([free, refunds, cancels]))).total.day.count).toBeNull();
  });

  test('the budget of an agent counts once for each agent, and that of one customer bounds nothing', () => {
    const agent = refundRule('agent', 'approve', 'budget.agent.sum_today + args.amount > limits.per_day');
    expect(of([free, agent])).toMatchObject({ day: { money: { most: 200_000, by: ['agent'] } } });
    const customer = refundRule(
      'customer',
      'approve',
      'budget.customer.sum_today + args.amount > limits.per_day',
    );
    expect(of([free, customer])).toMatchObject({ each: null, day: { money: null } });
  });
});

// An adversary that knows the boundary sends what it likes for a day, by the minute, and only the ruling stops it.

const ATOMS = [
  'args.amount > limits.auto_max',
  'args.amount >= money("31.00 EUR")',
  'budget.sum_last_hour + args.amount > money("120.00 EUR")',
  'args.amount + budget.sum_today > money("400.00 EUR")',
  'budget.sum_today > money("300.00 EUR")',
  'budget.count_last_hour + 1 > 4',
  'budget.count_today >= 30',
  'limits.per_hour < budget.count_last_hour + 2',
  'budget.workflow.sum_today + args.amount > money("350.00 EUR")',
  'budget.agent.count_last_hour >= 3',
  'budget.customer.count_today >= 9',
  'order.paid',
  'args.amount > order.total',
  'args.kind == "chargeback"',
  'args.amount == money("12.00 EUR")',
];

type Random = () => number;
function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)]!;

function condition(random: Random, depth: number): string {
  const roll = random();
  if (depth === 0 || roll < 0.5) return pick(random, ATOMS);
  const inner = () => condition(random, depth - 1);
  if (roll < 0.6) return `!(${inner()})`;
  if (roll < 0.65) return `(order.is_gift ? ${inner()} : ${inner()})`;
  return roll < 0.8 ? `(${inner()} && ${inner()})` : `(${inner()} || ${inner()})`;
}

function randomRules(random: Random): string[] {
  const count = 1 + Math.floor(random() * 5);
  const rules = Array.from({ length: count }, (_, i) =>
    refundRule(`held-${i}`, pick(random, ['approve', 'human', 'deny']), condition(random, 2)),
  );
  const allows = 1 + Math.floor(random() * 2);
  for (let i = 0; i < allows; i++) {
    rules.push(refundRule(`allow-${i}`, 'allow', random() < 0.5 ? undefined : `!(${condition(random, 2)})`));
  }
  return rules;
}

const DAY = Date.parse('2026-03-01T23:00:00Z');
const HOUR_MS = 3_600_000;

interface Passed {
  at: number;
  minor: number;
}

function usedAt(passed: Passed[], now: number): Budgets {
  const hour = passed.filter(({ at }) => at > now - HOUR_MS);
  const sum = (some: Passed[]) => ({ minor: some.reduce((so, { minor }) => so + minor, 0), currency: 'EUR' });
  const used: Used = {
    count_last_hour: hour.length,
    count_today: passed.length,
    sum_last_hour: sum(hour),
    sum_today: sum(passed),
  };
  // There is one write, one agent and one customer: all of them have used the same.
  return { ...used, agent: used, workflow: used, customer: used };
}

/** Sends for a day whatever the adversary can think of, greatest amounts first, and gives what ran alone. */
function attack(boundary: Boundary, random: Random, everyMinutes: number): Passed[] {
  const passed: Passed[] = [];
  const base = refund(boundary);
  for (let minute = 0; minute < 24 * 60; minute += everyMinutes) {
    const now = DAY + minute * 60_000;
    for (const amount of [400, 120, 100, 80, 50, 50, 31, 30.99, 12, 10, random() * 60, 0.01]) {
      const paid = random() < 0.5;
      const order = {
        ...(base.facts['order']!.value as object),
        paid,
        is_gift: random() < 0.5,
        total: euro(1000),
      };
      const input = {
        ...base,
        action: { write: 'shop.refund', args: { ...base.action.args, amount: euro(amount) } },
        facts: { ...base.facts, order: { ...base.facts['order']!, value: order } },
        budgets: usedAt(passed, now),
        now: new Date(now),
      };
      if (rule(input).effect === 'allow') passed.push({ at: now, minor: euro(amount).minor });
    }
  }
  return passed;
}

/** The most in any hour of the clock, and in the whole day. */
function worst(passed: Passed[]) {
  const hours = new Map<number, Passed[]>();
  for (const each of passed) {
    const hour = Math.floor((each.at - DAY) / HOUR_MS);
    hours.set(hour, [...(hours.get(hour) ?? []), each]);
  }
  const sum = (some: Passed[]) => some.reduce((so, { minor }) => so + minor, 0);
  const most = (of: (some: Passed[]) => number) => Math.max(0, ...[...hours.values()].map(of));
  return {
    each: Math.max(0, ...passed.map(({ minor }) => minor)),
    hour: { count: most((some) => some.length), money: most(sum) },
    day: { count: passed.length, money: sum(passed) },
  };
}

function holds(found: number, bound: { most: number } | null): boolean {
  return bound === null || found <= bound.most;
}

function neverMore(boundary: Boundary, random: Random): { ran: boolean; bounded: boolean } {
  const said = exposure(boundary).writes.find(({ write }) => write === 'shop.refund')!;
  const seen = worst(attack(boundary, random, 15));
  const told = JSON.stringify({ said, seen });
  if (!said.alone) expect(seen.day.count, told).toBe(0);
  expect(holds(seen.each, said.each), told).toBe(true);
  for (const span of ['hour', 'day'] as const) {
    expect(holds(seen[span].count, said[span].count), `${span} ${told}`).toBe(true);
    expect(holds(seen[span].money, said[span].money), `${span} ${told}`).toBe(true);
  }
  return { ran: seen.day.count > 0, bounded: said.day.money !== null };
}

describe('of any boundary, against somebody who knows it', () => {
  test('what passes in a day is never more than was said', () => {
    const counted = { ran: 0, bounded: 0 };
    for (let seed = 1; seed <= 250; seed++) {
      const random = seeded(seed);
      const rules = randomRules(random);
      try {
        const { ran, bounded } = neverMore(load(boundaryOf(rules)), random);
        if (ran) counted.ran += 1;
        if (ran && bounded) counted.bounded += 1;
      } catch (error) {
        throw new Error(`seed ${seed}: ${rules.join('\n')}\n${String(error)}`, { cause: error });
      }
    }
    // The property would be empty if nothing ever passed, or if nothing was ever bounded.
    expect(counted.ran).toBeGreaterThan(60);
    expect(counted.bounded).toBeGreaterThan(20);
  });

  test('what a plain boundary says is what such a day takes, to the cent', () => {
    const boundary = load(
      boundaryOf([
        refundRule('above', 'approve', 'args.amount > limits.auto_max'),
        refundRule('hourly', 'approve', 'budget.count_last_hour + 1 > 2'),
        refundRule('daily', 'approve', 'budget.sum_today + args.amount > money("350.00 EUR")'),
        free,
      ]),
    );
    const said = exposure(boundary).writes.find(({ write }) => write === 'shop.refund')!;
    const seen = worst(attack(boundary, seeded(7), 5));
    expect(said.each?.most).toBe(seen.each);
    expect(said.hour.count?.most).toBe(seen.hour.count);
    expect(said.hour.money?.most).toBe(seen.hour.money);
    expect(said.day.money?.most).toBe(35_000);
    expect(seen.day.money).toBe(35_000);
  });

  test('a negative amount makes no room for more', () => {
    const boundary = load(boundaryOf([free]));
    expect(rule(refund(boundary, { args: { amount: euro(-100) } }))).toMatchObject({
      effect: 'human',
      reasons: [{ rule: 'negative-amount' }, { rule: 'free' }],
    });
  });
});

test('a day in which the clocks are put back is counted as it is', () => {
  const troll = { ...vocabulary, timeZone: 'Antarctica/Troll' };
  const rules = [free, refundRule('hourly', 'approve', 'budget.count_last_hour >= 3')];
  expect(exposure(load(boundaryOf(rules), troll)).writes[0]?.day.count?.most).toBe(78);
});
