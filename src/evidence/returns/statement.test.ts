import { expect, test } from 'vitest';
import { resolve, type Known, type Measured } from './resolve.ts';
import type { InputName, Statement, Stated } from './schema.ts';
import { statement } from './statement.ts';
import { wholeStatement } from './whole.ts';

const STYLE = { locale: 'en-IE', currency: 'EUR' };
const START = new Date('2026-06-01T00:00:00Z');

function said(values: Partial<Record<InputName, number>>): Known['stated'] {
  const of = (value: number): Stated => ({
    value,
    by: 'Hanne',
    at: '2026-11-01T00:00:00.000Z',
    because: 'a clock',
  });
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, of(value)]));
}

function counted(value: number, low = value, high = value, count = 300): Measured {
  return { value, low, high, count, says: '', href: null };
}

/** Everything that can be measured is: 400 cases a month, 12 minutes by hand, 2 still by hand, 1.5 of review. */
const MEASURED: Known['measured'] = {
  cases: counted(400),
  minutes: counted(12, 11, 13),
  by_hand_minutes: counted(2, 1.6, 2.4),
  review_minutes: counted(1.5, 1.3, 1.7),
  agent_spend: counted(3, 2.5, 3.5),
  error_share_before: counted(0.08, 0.06, 0.11),
  error_share_with: counted(0.03, 0.02, 0.05),
  hours_faster: counted(5, 3, 7),
  lost: counted(2_000, 0, 6_000),
};

function make(change: Partial<Known> = {}): Statement {
  const stated = said({
    rate: 3_000,
    setup_hours: 20,
    integration: 50_000,
    upkeep_hours: 3,
    error_cost: 1_500,
    hour_value: 10,
  });
  return statement({ measured: MEASURED, stated, given: {}, ...change, style: STYLE, start: START });
}

function amounts({ lines }: Statement): Record<string, number | undefined> {
  return Object.fromEntries(lines.map(({ id, amount }) => [id, amount?.value]));
}

test('each line of the statement is what a person would calculate by hand', () => {
  expect(amounts(make())).toEqual({
    setup: 20 * 3_000,
    integration: 50_000,
    spend: 400 * 3,
    review: (400 * 1.5 * 3_000) / 60,
    upkeep: 3 * 3_000,
    lost: 2_000,
    work: (400 * (12 - 2) * 3_000) / 60,
    errors: 400 * (0.08 - 0.03) * 1_500,
    faster: 400 * 5 * 10,
  });
});

test('the totals are the sums of the lines as they stand there, to the cent', () => {
  const made = make({ measured: { ...MEASURED, cases: counted(133.7), minutes: counted(11.11, 10, 12) } });
  for (const side of ['once', 'running', 'benefit'] as const) {
    const sum = made.lines
      .filter((line) => line.side === side)
      .reduce((all, { amount }) => all + (amount?.value ?? 0), 0);
    expect(made.totals[side]?.value).toBe(sum);
  }
  expect(made.totals.net?.value).toBe((made.totals.benefit?.value ?? 0) - (made.totals.running?.value ?? 0));
});

test('the interval of what is left is the root of the squares of what is not sure', () => {
  const { totals } = make();
  const perMinute = (400 * 3_000) / 60;
  const down = [
    perMinute * 1,
    perMinute * 0.4,
    perMinute * 0.2,
    400 * 0.5,
    600_000 * 0.02,
    600_000 * 0.02,
    4_000 * 2,
    4_000,
  ];
  const up = [
    perMinute * 1,
    perMinute * 0.4,
    perMinute * 0.2,
    400 * 0.5,
    600_000 * 0.03,
    600_000 * 0.01,
    4_000 * 2,
    2_000,
  ];
  expect(totals.net?.low).toBeCloseTo((totals.net?.value ?? 0) - Math.hypot(...down), -1);
  expect(totals.net?.high).toBeCloseTo((totals.net?.value ?? 0) + Math.hypot(...up), -1);
});

test('a guess has no interval, and neither has anything that rests on it', () => {
  const { minutes: _, ...rest } = MEASURED;
  const made = make({ measured: rest, stated: said({ rate: 3_000, minutes: 10 }) });
  expect(made.totals.net).toMatchObject({ low: null, high: null });
  expect(made.rule.answer).toBe('not_known');
  expect(made.rule.on_guesses).toBe('yes');
  expect(made.rule.says).toContain('minutes by hand is not measured');
  expect(made.pay_back.is_guess).toBe(true);
});

test('a measurement takes the place of a guess, and the guess stays beside it', () => {
  const [minutes] = resolve({ measured: MEASURED, stated: said({ minutes: 10 }), given: {} }).filter(
    ({ name }) => name === 'minutes',
  );
  expect(minutes).toMatchObject({ value: 12, from: 'measured', stated: { value: 10, by: 'Hanne' } });
});

test('with nothing measured and nothing said, it says what is missing and invents nothing', () => {
  const made = statement({ measured: {}, stated: {}, given: {}, style: STYLE, start: START });
  expect(made.totals).toEqual({ once: null, running: null, benefit: null, net: null });
  expect(made.summary).toEqual([
    'The return cannot be said yet. Missing: cases, minutes by hand, an hour of work.',
  ]);
  expect(made.pay_back.state).toBe('not_known');
  expect(made.rule).toMatchObject({ answer: 'not_known', on_guesses: null, times: null });
});

test('errors avoided and faster answers count for nothing until somebody says what they are worth', () => {
  const made = make({ stated: said({ rate: 3_000 }) });
  const of = (id: string) => made.lines.find((line) => line.id === id);
  expect([of('errors')?.amount?.value, of('faster')?.amount?.value]).toEqual([0, 0]);
  expect(of('errors')?.says).toBe('Not counted: nobody has said what an error costs.');
});

test('an agent that makes people slower leaves a loss, and is never said to pay back', () => {
  const made = make({
    measured: { ...MEASURED, minutes: counted(3, 2.8, 3.2), by_hand_minutes: counted(4, 3.8, 4.2) },
    stated: said({ rate: 3_000 }),
  });
  expect(made.totals.net?.value).toBeLessThan(0);
  expect(made.summary[0]).toContain('leaves a loss of €');
  expect(made.pay_back).toMatchObject({ state: 'not_within', date: null });
  expect(made.rule.answer).toBe('no');
});

test('amounts in yen have no smaller coins', () => {
  const made = statement({
    measured: MEASURED,
    stated: said({ rate: 4_200 }),
    given: {},
    style: { locale: 'ja-JP', currency: 'JPY' },
    start: START,
  });
  const work = made.lines.find(({ id }) => id === 'work');
  expect(work?.amount?.value).toBe((400 * 10 * 4_200) / 60);
  expect(made.summary[0]).toContain('￥280,000');
});

test('the whole is the sum of its workflows, and names those of which something is missing', () => {
  const part = (label: string, change: Partial<Known> = {}) => ({
    measured: MEASURED,
    stated: said({ rate: 3_000 }),
    given: {},
    ...change,
    start: START,
    label,
  });
  const one = make({ stated: said({ rate: 3_000 }) });
  const whole = wholeStatement([part('Returns'), part('Late'), part('New', { measured: {} })], STYLE, START);
  expect(whole.left_out).toEqual(['New']);
  expect(whole.totals.net?.value).toBe(2 * (one.totals.net?.value ?? 0));
  // Two that are measured apart are surer together than one measured twice.
  const half = (of: Statement) => (of.totals.net?.value ?? 0) - (of.totals.net?.low ?? 0);
  expect(half(whole)).toBeCloseTo(Math.SQRT2 * half(one), -1);
  expect(whole.lines.find(({ id }) => id === 'work')?.says).toBe('Returns €2,000.00 + Late €2,000.00');
});
