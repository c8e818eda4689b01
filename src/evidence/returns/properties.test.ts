import { expect, test } from 'vitest';
import { seeded } from './story.ts';
import type { Known, Measured } from './resolve.ts';
import type { InputName, PayBack } from './schema.ts';
import { statement } from './statement.ts';

const ROUNDS = 60;
const STYLE = { locale: 'en', currency: 'EUR' };
const START = new Date('2026-01-01T00:00:00Z');

/** Inputs that cost something, and those that bring something. */
const COSTS: InputName[] = [
  'by_hand_minutes',
  'review_minutes',
  'agent_spend',
  'lost',
  'setup_hours',
  'integration',
  'upkeep_hours',
  'error_share_with',
];
const GAINS: InputName[] = ['minutes', 'error_share_before', 'hours_faster'];

type Values = Record<InputName, number>;

function anyValues(chance: () => number): Values {
  return {
    cases: 10 + 2_000 * chance(),
    minutes: 30 * chance(),
    by_hand_minutes: 5 * chance(),
    review_minutes: 5 * chance(),
    rate: Math.round(1_000 + 9_000 * chance()),
    setup_hours: 100 * chance(),
    integration: Math.round(1_000_000 * chance()),
    upkeep_hours: 10 * chance(),
    agent_spend: 50 * chance(),
    error_share_before: 0.2 * chance(),
    error_share_with: 0.2 * chance(),
    error_cost: Math.round(5_000 * chance()),
    hours_faster: 20 * chance(),
    hour_value: Math.round(50 * chance()),
    lost: 50_000 * chance(),
  };
}

const SAID: InputName[] = ['rate', 'setup_hours', 'integration', 'upkeep_hours', 'error_cost', 'hour_value'];

function of(values: Values, spread: number) {
  const measured: Known['measured'] = {};
  const stated: Known['stated'] = {};
  for (const name of Object.keys(values) as InputName[]) {
    const value = values[name];
    if (SAID.includes(name)) stated[name] = { value, by: 'x', at: '', because: '' };
    else measured[name] = around(value, name === 'cases' ? 0 : spread);
  }
  return statement({ measured, stated, given: {}, style: STYLE, start: START });
}

function around(value: number, spread: number): Measured {
  return { value, low: value * (1 - spread), high: value * (1 + spread), count: 100, says: '', href: null };
}

/** Later is worse, and never is the latest. */
function lateness({ state, months }: PayBack): number {
  return state === 'not_within' ? Infinity : (months ?? Infinity);
}

test('more cost never shortens the pay-back, and more benefit never lengthens it', () => {
  const chance = seeded(1);
  for (let round = 0; round < ROUNDS; round++) {
    const values = anyValues(chance);
    const before = of(values, 0).pay_back;
    for (const name of COSTS) {
      const after = of({ ...values, [name]: values[name] * 1.5 + 0.01 }, 0).pay_back;
      expect(lateness(after), name).toBeGreaterThanOrEqual(lateness(before));
    }
    for (const name of GAINS) {
      const after = of({ ...values, [name]: values[name] * 1.5 + 0.01 }, 0).pay_back;
      expect(lateness(after), name).toBeLessThanOrEqual(lateness(before));
    }
  }
});

test('an interval holds its value, and grows with what is not sure', () => {
  const chance = seeded(2);
  for (let round = 0; round < ROUNDS; round++) {
    const values = anyValues(chance);
    const [sure, unsure] = [of(values, 0.05).totals.net, of(values, 0.3).totals.net];
    for (const net of [sure, unsure]) {
      expect(net?.low ?? NaN).toBeLessThanOrEqual((net?.value ?? NaN) + 5);
      expect(net?.high ?? NaN).toBeGreaterThanOrEqual((net?.value ?? NaN) - 5);
    }
    expect((unsure?.high ?? 0) - (unsure?.low ?? 0)).toBeGreaterThanOrEqual(
      (sure?.high ?? 0) - (sure?.low ?? 0),
    );
  }
});

test('the answer to the rule of thumb never contradicts its multiple', () => {
  const chance = seeded(3);
  for (let round = 0; round < ROUNDS; round++) {
    const { rule } = of(anyValues(chance), 0.2);
    if (!rule.times) continue;
    const { low, high } = rule.times;
    if (rule.answer === 'yes') expect(low).toBeGreaterThan(3 - 1e-6);
    if (rule.answer === 'no') expect(high).toBeLessThanOrEqual(3 + 1e-6);
    if (rule.answer === 'not_known')
      expect((low ?? 0) <= 3 + 1e-6 && (high ?? Infinity) >= 3 - 1e-6).toBe(true);
  }
});

test('a day of pay-back is named only where all of the interval pays back', () => {
  const chance = seeded(4);
  for (let round = 0; round < ROUNDS; round++) {
    const { pay_back, totals } = of(anyValues(chance), 0.3);
    const { low = null, high = null } = totals.net ?? {};
    if (pay_back.state === 'by') {
      expect(low).toBeGreaterThan(0);
      const days = [pay_back.earliest, pay_back.date, pay_back.latest].map((day) => Date.parse(day ?? ''));
      expect(days).toEqual(days.toSorted((one, other) => one - other));
    }
    if ((high ?? 1) <= 0) expect(pay_back.state).toBe('not_within');
    if ((low ?? 0) < 0 && (high ?? 0) > 0) expect(pay_back.state).not.toBe('by');
  }
});
