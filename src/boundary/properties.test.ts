import { describe, expect, test } from 'vitest';
import { rule } from './index.ts';
import { boundaryOf, euro, load, order, read, refund } from './story.ts';
import { EFFECTS, type Boundary, type Effect, type RulingInput } from './schema.ts';

// Random boundaries and actions from a seed, so that a failure can be run again. What must hold of all of them is
// what makes a boundary safe to widen by one rule and to lose a fact under.

const ROUNDS = 120;

/** A small generator of random numbers (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Random = () => number;
const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)]!;

/** Each is [beyond, within]: the first restricts above a bound, the second allows up to it. */
const BOUNDS: [beyond: string, within: string][] = [
  ['args.amount > limits.auto_max', 'args.amount <= limits.auto_max'],
  ['days_since(order.delivered_at) > limits.window', 'days_since(order.delivered_at) <= limits.window'],
  ['budget.count_last_hour + 1 > limits.per_hour', 'budget.count_last_hour + 1 <= limits.per_hour'],
  ['budget.sum_today + args.amount > limits.per_day', 'budget.sum_today + args.amount <= limits.per_day'],
];
const ATOMS = [
  'order.paid',
  'order.is_gift',
  'order.status == "sent"',
  'customer.orders > 2',
  'args.kind == "chargeback"',
  'untrusted(args.recipient)',
  'untrusted(customer.name)',
  '"fragile" in order.tags',
  'order.items.exists(i, i.quantity > 5)',
  'order.items.all(i, i.price < order.total)',
  'plan.confidence < 0.9',
  'args.amount > order.total',
];

function condition(random: Random, depth: number, atoms: readonly string[]): string {
  const roll = random();
  if (depth === 0 || roll < 0.4) return pick(random, atoms);
  const inner = () => condition(random, depth - 1, atoms);
  return roll < 0.6
    ? `(${inner()} && ${inner()})`
    : roll < 0.85
      ? `(${inner()} || ${inner()})`
      : `!(${inner()})`;
}

interface Made {
  rules: string[];
  otherwise: string;
}

function randomBoundary(random: Random): Made {
  const rules = Array.from({ length: 1 + Math.floor(random() * 7) }, (_, i) => {
    const effect = pick(random, EFFECTS);
    return ruleLine(`rule-${i}`, effect, condition(random, 2, ATOMS));
  });
  for (const [index, [beyond, within]] of BOUNDS.entries()) {
    if (random() < 0.5)
      rules.push(ruleLine(`beyond-${index}`, pick(random, ['approve', 'human', 'deny']), beyond));
    if (random() < 0.5) rules.push(ruleLine(`within-${index}`, 'allow', within));
  }
  return { rules, otherwise: pick(random, ['approve', 'human', 'deny']) };
}

const ruleLine = (id: string, effect: string, when: string) =>
  `{id: ${id}, on: shop.refund, effect: ${effect}, when: '${when}'}`;

function randomInput(random: Random, boundary: Boundary): RulingInput {
  const days = random() * 60;
  const deliveredAt = new Date(Date.parse('2026-03-01T12:00:00Z') - days * 86_400_000).toISOString();
  const changed = {
    ...order,
    delivered_at: deliveredAt,
    paid: random() < 0.5,
    is_gift: random() < 0.5,
    status: pick(random, ['open', 'sent', 'delivered']),
    tags: random() < 0.5 ? ['fragile'] : [],
    total: euro(random() * 150),
  };
  return refund(boundary, {
    args: { amount: euro(random() * 100), kind: pick(random, ['chargeback', 'goodwill']) },
    facts: read({ order: changed, customer: { orders: Math.floor(random() * 5), name: 'Ada' } }),
    tainted: new Set(random() < 0.2 ? ['recipient'] : []),
    plan: { play: 'refund', kind: 'late_delivery', agent: 'memory', confidence: random() },
    budgets: {
      count_last_hour: Math.floor(random() * 30),
      count_today: 0,
      sum_last_hour: euro(0),
      sum_today: euro(random() * 1_500),
    },
  });
}

const strictness = (effect: Effect) => EFFECTS.indexOf(effect);

/** Runs a check over random boundaries and inputs; the seed is in the failure's message. */
function forAll(check: (random: Random, made: Made, input: RulingInput) => void): void {
  for (let seed = 1; seed <= ROUNDS; seed++) {
    const random = seeded(seed);
    const made = randomBoundary(random);
    const input = randomInput(random, load(boundaryOf(made.rules, made.otherwise)));
    try {
      check(random, made, input);
    } catch (error) {
      throw new Error(`seed ${seed}: ${made.rules.join(' ')} otherwise ${made.otherwise}`, { cause: error });
    }
  }
}

describe('of any boundary and any action', () => {
  test('losing a fact never makes the ruling milder', () => {
    forAll((_, __, input) => {
      const before = strictness(rule(input).effect);
      for (const name of Object.keys(input.facts)) {
        const { [name]: lost, ...facts } = input.facts;
        expect(strictness(rule({ ...input, facts }).effect)).toBeGreaterThanOrEqual(before);
        const missing = { ...lost!, missing: 'the shop did not answer' };
        expect(
          strictness(rule({ ...input, facts: { ...facts, [name]: missing } }).effect),
        ).toBeGreaterThanOrEqual(before);
      }
    });
  });

  test('losing one field of a fact never makes the ruling milder', () => {
    forAll((_, __, input) => {
      const before = strictness(rule(input).effect);
      const value = input.facts['order']!.value as Record<string, unknown>;
      for (const field of Object.keys(value)) {
        const less = { ...input.facts['order']!, value: { ...value, [field]: undefined } };
        const ruling = rule({ ...input, facts: { ...input.facts, order: less } });
        expect(strictness(ruling.effect)).toBeGreaterThanOrEqual(before);
      }
    });
  });

  test('lowering any limit never makes the ruling milder', () => {
    const lower: [string, string][] = [
      ['money: 50.00 EUR', 'money: 20.00 EUR'],
      ['days: 30', 'days: 10'],
      ['money: 1000.00 EUR', 'money: 300.00 EUR'],
      ['count: 20', 'count: 5'],
    ];
    forAll((_, made, input) => {
      const before = strictness(rule(input).effect);
      const text = boundaryOf(made.rules, made.otherwise);
      for (const [from, to] of lower) {
        const boundary = load(text.replace(from, to));
        expect(strictness(rule({ ...input, boundary }).effect)).toBeGreaterThanOrEqual(before);
      }
    });
  });

  test('a further rule that restricts never makes the ruling milder', () => {
    forAll((random, made, input) => {
      const more = ruleLine(
        'further',
        pick(random, ['approve', 'human', 'deny']),
        condition(random, 2, ATOMS),
      );
      const boundary = load(boundaryOf([...made.rules, more], made.otherwise));
      expect(strictness(rule({ ...input, boundary }).effect)).toBeGreaterThanOrEqual(
        strictness(rule(input).effect),
      );
    });
  });

  test('a stricter otherwise, or one allow less, never makes the ruling milder', () => {
    forAll((_, made, input) => {
      const before = strictness(rule(input).effect);
      const tighter = [
        ...['human', 'deny']
          .slice(made.otherwise === 'approve' ? 0 : 1)
          .map((otherwise) => boundaryOf(made.rules, otherwise)),
        ...made.rules
          .filter((line) => line.includes('effect: allow'))
          .map((line) =>
            boundaryOf(
              [...made.rules.filter((other) => other !== line), ruleLine('left', 'deny', 'false')],
              made.otherwise,
            ),
          ),
      ];
      for (const text of tighter) {
        expect(strictness(rule({ ...input, boundary: load(text) }).effect)).toBeGreaterThanOrEqual(before);
      }
    });
  });

  test('the order of the rules makes no difference to anything but line numbers', () => {
    forAll((random, made, input) => {
      const shuffled = made.rules
        .map((line) => ({ line, at: random() }))
        .sort((one, other) => one.at - other.at);
      const boundary = load(
        boundaryOf(
          shuffled.map(({ line }) => line),
          made.otherwise,
        ),
      );
      const withoutLines = (given: RulingInput) =>
        JSON.stringify(rule(given), (key, value: unknown) => (key === 'line' ? undefined : value));
      expect(withoutLines({ ...input, boundary })).toBe(withoutLines(input));
    });
  });

  test('there is a reason for the effect, and every rule is heard or quiet', () => {
    forAll((_, made, input) => {
      const ruling = rule(input);
      expect(ruling.reasons[0]?.effect).toBe(ruling.effect);
      const heard = ruling.reasons
        .filter((reason) => reason.rule !== 'otherwise')
        .map((reason) => reason.rule);
      expect([...heard, ...ruling.quiet].sort()).toEqual(
        made.rules.map((line) => /id: ([\w-]+)/.exec(line)![1]!).sort(),
      );
      for (const reason of ruling.reasons) expect(reason.says).toMatch(/\S/);
      expect(JSON.stringify(rule(input))).toBe(JSON.stringify(ruling));
    });
  });
});
