import { describe, expect, test } from 'vitest';
import { chance } from '../../test/support/chance.ts';
import { Run } from './cel/run.ts';
import { compiledOf } from './compiled.ts';
import { setLimits } from './edit/index.ts';
import { rule } from './index.ts';
import { EFFECTS, stricter, type Boundary, type Effect, type Facts, type RulingInput } from './schema.ts';
import { RulingScope } from './scope.ts';
import { boundaryOf, euro, load, order, read, refund } from './story.ts';

// Tightening must never loosen: whatever a person takes away, an action is held at least as strictly as before. The
// boundaries and inputs are drawn from seeds, and the last tests show that the properties catch rulings that are wrong.

const BOUNDARIES = 400;
const INPUTS = 4;

type Chance = ReturnType<typeof chance>;
type Ruler = (input: RulingInput) => Effect;
const real: Ruler = (input) => rule(input).effect;

/** Each is [beyond, within] an upper bound; lowering the limit makes the first truer and the second less true. */
const UPPER: [beyond: string, within: string][] = [
  ['args.amount > limits.auto_max', 'args.amount <= limits.auto_max'],
  ['days_since(order.delivered_at) > limits.window', 'days_since(order.delivered_at) <= limits.window'],
  ['budget.count_last_hour + 1 > limits.per_hour', 'budget.count_last_hour < limits.per_hour'],
  ['budget.sum_today + args.amount > limits.per_day', 'budget.sum_today + args.amount <= limits.per_day'],
  ['budget.workflow.count_today >= limits.per_hour', 'budget.workflow.count_today < limits.per_hour'],
  ['budget.customer.sum_today + args.amount > limits.per_day', 'budget.customer.sum_today < limits.per_day'],
];
const OTHERS = [
  'order.paid',
  'order.total > args.amount',
  'order.status in ["sent", "delivered"]',
  'order.items.exists(i, i.quantity > 4)',
  'customer.orders > 2',
  'untrusted(args.recipient)',
  'plan.confidence < 0.8',
  'args.kind == "chargeback"',
];

/** A condition in which limits stand only where lowering them makes it truer (`beyond`), or less true. */
function condition({ below, draw, pick }: Chance, side: 0 | 1, depth = 2): string {
  const roll = draw();
  if (depth === 0 || roll < 0.35) return draw() < 0.5 ? pick(UPPER)[side] : pick(OTHERS);
  if (roll < 0.45) return `!(${pick(OTHERS)})`;
  const parts = [0, 1].map(() => condition({ below, draw, pick }, side, depth - 1));
  return `(${parts.join(roll < 0.7 ? ' && ' : ' || ')})`;
}

interface Line {
  id: string;
  effect: Effect;
  when: string;
}

function drawLines(luck: Chance): Line[] {
  return Array.from({ length: 1 + luck.below(7) }, (_, index) => {
    const effect = luck.draw() < 0.4 ? 'allow' : luck.pick(EFFECTS);
    const when = luck.draw() < 0.15 ? 'true' : condition(luck, effect === 'allow' ? 1 : 0);
    return { id: `r${index}`, effect, when };
  });
}

const written = (lines: Line[], otherwise: string) =>
  boundaryOf(
    lines.map(({ id, effect, when }) => `{id: ${id}, on: shop.refund, effect: ${effect}, when: '${when}'}`),
    otherwise,
  );

function drawInput({ below, draw, pick }: Chance, boundary: Boundary): RulingInput {
  const used = () => ({
    count_last_hour: below(30),
    count_today: below(30),
    sum_last_hour: euro(below(900)),
    sum_today: euro(below(1_200)),
  });
  const facts = read({
    order: {
      ...order,
      paid: draw() < 0.5,
      total: euro(below(120)),
      status: pick(['open', 'sent', 'delivered']),
      delivered_at: new Date(Date.parse('2026-03-01T12:00:00Z') - below(50) * 86_400_000).toISOString(),
    },
    customer: { orders: below(5), name: 'Ada' },
  });
  return refund(boundary, {
    args: { amount: euro(below(90)), kind: pick(['goodwill', 'chargeback']) },
    facts,
    tainted: new Set(draw() < 0.2 ? ['recipient'] : []),
    plan: { play: 'refund', kind: 'late_delivery', agent: 'memory', confidence: draw() },
    budgets: { ...used(), agent: used(), customer: used(), workflow: used() },
  });
}

const rank = (effect: Effect) => EFFECTS.indexOf(effect);

/** One way of tightening: the boundary's lines, or the input, with less in it. */
interface Tighter {
  says: string;
  text?: string;
  facts?: Facts;
}
type Tighten = (luck: Chance, lines: Line[], otherwise: Effect, input: RulingInput) => Tighter[];

const stricterRules: Tighten = (_, lines, otherwise) =>
  lines.flatMap((line, at) =>
    EFFECTS.slice(rank(line.effect) + 1).map((effect) => ({
      says: `${line.id} is ${effect}`,
      text: written(lines.with(at, { ...line, effect }), otherwise),
    })),
  );

const anotherRule: Tighten = (luck, lines, otherwise) =>
  EFFECTS.slice(1).map((effect) => ({
    says: `another rule that says ${effect}`,
    text: written([...lines, { id: 'more', effect, when: condition(luck, 0) }], otherwise),
  }));

const lowerLimits: Tighten = (luck, lines, otherwise) => {
  const text = written(lines, otherwise);
  const lower = {
    auto_max: `${luck.below(50)}.00 EUR`,
    window: `${luck.below(30)}`,
    per_day: `${luck.below(1000)}.00 EUR`,
    per_hour: `${luck.below(20)}`,
  };
  return Object.entries(lower).map(([name, value]) => {
    const set = setLimits(text, { [name]: value }, { raisesCeilings: false });
    if (!set.ok) throw new Error(JSON.stringify(set.faults));
    return { says: `${name} is ${value}`, text: set.text };
  });
};

const fewerFacts: Tighten = (_, __, ___, { facts }) =>
  Object.entries(facts).flatMap(([name, fact]) => {
    const { [name]: gone, ...rest } = facts;
    void gone;
    const value = fact.value as Record<string, unknown>;
    const stale = { ...fact, at: '2026-02-01T00:00:00Z', freshMs: 60_000 };
    return [
      { says: `${name} was not read`, facts: rest },
      { says: `${name} is stale`, facts: { ...facts, [name]: stale } },
      ...Object.keys(value).map((field) => ({
        says: `${name}.${field} is missing`,
        facts: { ...facts, [name]: { ...fact, value: { ...value, [field]: undefined } } },
      })),
    ];
  });

/** The first case in which tightening loosened, as a sentence; null where there is none among so many. */
function counterexample(tighten: Tighten, ruler: Ruler, boundaries = BOUNDARIES): string | null {
  for (let seed = 1; seed <= boundaries; seed++) {
    const luck = chance(seed);
    const lines = drawLines(luck);
    const otherwise = luck.pick(EFFECTS.slice(1));
    const boundary = load(written(lines, otherwise));
    for (let at = 0; at < INPUTS; at++) {
      const input = drawInput(luck, boundary);
      const before = ruler(input);
      for (const { says, text, facts } of tighten(luck, lines, otherwise, input)) {
        const tighter = {
          ...input,
          ...(text !== undefined && { boundary: load(text) }),
          ...(facts && { facts }),
        };
        const after = ruler(tighter);
        if (rank(after) < rank(before))
          return `seed ${seed}: ${before} became ${after} when ${says}\n${written(lines, otherwise)}`;
      }
    }
  }
  return null;
}

const WAYS: [string, Tighten, number][] = [
  ['a stricter effect of any rule', stricterRules, 100],
  ['another rule that restricts', anotherRule, 200],
  ['a lower limit', lowerLimits, 200],
  ['a fact less, or one that is stale, or a field of it less', fewerFacts, BOUNDARIES],
];

describe('never makes a ruling milder:', () => {
  for (const [name, tighten, boundaries] of WAYS) {
    test(name, () => expect(counterexample(tighten, real, boundaries)).toBeNull());
  }

  test('and the rulings that this is tried on are of all four effects', () => {
    const seen = new Map<Effect, number>();
    for (let seed = 1; seed <= 200; seed++) {
      const luck = chance(seed);
      const boundary = load(written(drawLines(luck), luck.pick(EFFECTS.slice(1))));
      const effect = real(drawInput(luck, boundary));
      seen.set(effect, (seen.get(effect) ?? 0) + 1);
    }
    for (const effect of EFFECTS) expect(seen.get(effect) ?? 0, effect).toBeGreaterThan(8);
  });
});

/** A ruling as somebody might get it wrong. */
function wrong(how: { unknownIsMet: boolean; strictest: boolean }): Ruler {
  return (input) => {
    const { byWrite, vocabulary } = compiledOf(input.boundary);
    const run = new Run(new RulingScope(input, vocabulary));
    let found: Effect | undefined;
    for (const {
      rule: { effect },
      met,
    } of byWrite.get(input.action.write) ?? []) {
      run.forget();
      const answer = met ? met(run) : true;
      if (answer !== true && (answer === false || effect === 'allow' || !how.unknownIsMet)) continue;
      if (how.strictest) found = found === undefined ? effect : stricter(found, effect);
      else found ??= effect;
    }
    return found ?? input.boundary.otherwise;
  };
}

describe('a ruling that is wrong is found out:', () => {
  test('one that takes what is unknown for not met', () => {
    expect(counterexample(fewerFacts, wrong({ unknownIsMet: false, strictest: true }))).toMatch(/became/);
  });

  test('one in which the first rule that is met decides', () => {
    expect(counterexample(lowerLimits, wrong({ unknownIsMet: true, strictest: false }))).toMatch(/became/);
  });

  test('one in which a milder rule that is met keeps `otherwise` away', () => {
    expect(counterexample(anotherRule, wrong({ unknownIsMet: true, strictest: true }))).toMatch(/became/);
  });
});
