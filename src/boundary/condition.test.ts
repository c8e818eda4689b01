import { describe, expect, test } from 'vitest';
import { compileCondition, type Answer } from './condition.ts';
import { NOW, order, read, vocabulary } from './story.ts';
import type { Facts } from './schema.ts';

const { event, facts: shapes } = vocabulary;

interface Given {
  order?: Record<string, unknown>;
  facts?: Facts;
  event?: Record<string, unknown>;
  now?: Date;
  timeZone?: string;
}

function ask(text: string, given: Given = {}): Answer {
  const condition = compileCondition(text, { event, facts: shapes });
  if (!condition.ok) throw new Error(JSON.stringify(condition.faults));
  return condition.evaluate({
    event: { text: 'The parcel is LATE, my Lawyer will write', channel: 'mail', ...given.event },
    facts: given.facts ?? read({ order: { ...order, ...given.order }, customer: { orders: 3, name: 'Ada' } }),
    now: given.now ?? NOW,
    timeZone: given.timeZone ?? 'Europe/Berlin',
  });
}

const value = (text: string, given?: Given) => ask(text, given).value;

describe('time', () => {
  test.each([
    ['days_since(order.delivered_at) > 9', true],
    ['days_since(order.delivered_at) > 9.1', false],
    ['hours_since(order.delivered_at) == 218', true],
    ['minutes_since(order.delivered_at) >= 13080', true],
    ['days_until(order.delivered_at) < 0', true],
    ['hours_until(timestamp("2026-03-01T14:00:00Z")) == 2', true],
    ['now - order.delivered_at > duration("218h")', false],
    ['now - order.delivered_at >= duration("218h")', true],
    ['order.delivered_at + duration("1h30m") == timestamp("2026-02-20T11:30:00Z")', true],
    ['order.delivered_at < now', true],
    ['weekday() == "sunday"', true],
    ['hour() == 13', true],
  ])('%s is %s', (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  test('is read with its offset, its fraction, or as a day', () => {
    const is = (delivered_at: string, text: string) =>
      value(`order.delivered_at == timestamp("${text}")`, { order: { delivered_at } });
    expect(is('2026-02-20T12:00:00+02:00', '2026-02-20T10:00:00Z')).toBe(true);
    expect(is('2026-02-20T07:30:00-0230', '2026-02-20T10:00:00Z')).toBe(true);
    expect(is('2026-02-20T10:00:00.250Z', '2026-02-20T10:00:00.25Z')).toBe(true);
    expect(is('2026-02-20', '2026-02-20T00:00:00Z')).toBe(true);
  });

  test('agrees with Date on the moments of many texts', () => {
    for (let day = 0; day < 800; day++) {
      const at = new Date(Date.UTC(2023, 0, 1) + day * 100_000_123);
      expect(
        value(`order.delivered_at == timestamp("${at.toISOString()}")`, { order: { delivered_at: at } }),
      ).toBe(true);
    }
  });

  test.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-02-20T24:00:00Z',
    '2026-02-20T10:60:00Z',
    '2026-02-20 10:00:00Z',
    '20260220',
    '2026-02-20T10:00:0xZ',
    '',
  ])('%j is no time', (delivered_at) => {
    expect(ask('days_since(order.delivered_at) > 1', { order: { delivered_at } })).toEqual({
      value: 'unknown',
      missing: ['order.delivered_at'],
      says: ['order.delivered_at is not a time with its zone'],
    });
  });

  test('the day and the hour are those of the workspace, over midnight and in summer', () => {
    const at = (now: string, timeZone: string) =>
      ask('weekday() == "monday" && hour() == 0', { now: new Date(now), timeZone }).value;
    expect(at('2026-03-01T23:30:00Z', 'Europe/Berlin')).toBe(true);
    expect(at('2026-03-01T23:30:00Z', 'UTC')).toBe(false);
    expect(at('2026-07-05T22:30:00Z', 'Europe/Berlin')).toBe(true);
    expect(at('2026-03-01T23:30:00Z', 'Nowhere/Else')).toBe('unknown');
  });
});

describe('money', () => {
  test.each([
    ['order.total == money("80.00 EUR")', true],
    ['order.total + money("0.01 EUR") > money("80.00 EUR")', true],
    ['order.total - money("80.00 EUR") == money("0.00 EUR")', true],
    ['order.total * 2 == money("160.00 EUR")', true],
    ['0.5 * order.total == money("40.00 EUR")', true],
    ['percent_of(15, order.total) == money("12.00 EUR")', true],
    ['percent_of(33.333, order.total) == money("26.67 EUR")', true],
    ['order.total > money("1.00 USD")', 'unknown'],
    ['order.total == money("80.00 USD")', 'unknown'],
    ['order.total + money("1.00 USD") > order.total', 'unknown'],
    ['order.items.exists(i, i.price == money("5.00 EUR"))', true],
    ['order.total in [money("80.00 EUR"), money("1.00 EUR")]', true],
    ['order.total in [money("1.00 EUR")]', false],
    ['order.total in [money("80.00 USD")]', 'unknown'],
    ['order.items.all(i, i.price < order.total)', true],
  ])('%s is %s', (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  test('too large to be exact is unknown', () => {
    expect(
      value('order.total * 2 > money("1.00 EUR")', {
        order: { total: { minor: Number.MAX_SAFE_INTEGER, currency: 'EUR' } },
      }),
    ).toBe('unknown');
    expect(
      value('customer.orders + 1 > 1', { facts: read({ customer: { orders: Number.MAX_SAFE_INTEGER } }) }),
    ).toBe('unknown');
  });

  test('two currencies are told in words', () => {
    expect(ask('order.total > money("1.00 USD")').says).toEqual([
      'order.total is in EUR and is compared with USD',
    ]);
    const dollars = { items: [{ sku: 'mug', quantity: 1, price: { minor: 100, currency: 'USD' } }] };
    expect(ask('order.total + order.items[0].price > order.total', { order: dollars })).toEqual({
      value: 'unknown',
      missing: ['order.items[0].price'],
      says: ['order.items[0].price is in USD and is joined with EUR'],
    });
  });
});

describe('text', () => {
  test.each([
    ['contains_any(event.text, ["lawyer", "court"])', true],
    ['contains_any(event.text, ["judge"])', false],
    ['matches_re2(event.text, "(?i)late,? my")', true],
    ['matches_re2(event.text, "^late")', false],
    ['event.text.contains("LATE")', true],
    ['event.text.startsWith("The")', true],
    ['event.text.endsWith("the")', false],
    ['size(event.text) == 40', true],
    ['size(customer.name) == 3', true],
    ['untrusted(event.text)', true],
    ['has(order.shipped_at)', false],
    ['!has(order.shipped_at)', true],
    ['has(order.delivered_at)', true],
  ])('%s is %s', (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  test('a pattern that hangs other engines is answered at once, however long the text', () => {
    const started = performance.now();
    for (const [pattern, text] of [
      ['(a+)+$', `${'a'.repeat(50_000)}!`],
      ['(a|aa)+$', `${'a'.repeat(50_000)}!`],
      ['(.*)*x{20}y', 'x'.repeat(50_000)],
      ['([a-zA-Z0-9]+)*@', 'a'.repeat(50_000)],
    ]) {
      expect(value(`matches_re2(event.text, "${pattern}")`, { event: { text } })).toBe(false);
    }
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  test('longer than a text may be is unknown, and so is a longer list', () => {
    expect(value('event.text.contains("x")', { event: { text: 'x'.repeat(200_001) } })).toBe('unknown');
    expect(value('"x" in order.tags', { order: { tags: Array.from({ length: 1_001 }, () => 'x') } })).toBe(
      'unknown',
    );
  });
});

describe('a condition of a decision table or an end state', () => {
  test('names the facts that it reads', () => {
    const condition = compileCondition('order.paid && event.channel == "mail" && customer.orders > 1', {
      event,
      facts: shapes,
    });
    expect(condition.ok && condition.facts).toEqual(['customer', 'order']);
  });

  test('names all that is missing, but nothing when another part decides', () => {
    expect(ask('order.paid || customer.orders > 1', { facts: {} }).missing).toEqual(['customer', 'order']);
    expect(ask('order.paid || event.channel == "mail"', { facts: {} })).toEqual({
      value: true,
      missing: [],
      says: [],
    });
  });

  test('knows of no limits, budgets and plans', () => {
    for (const text of ['limits.x > 1', 'budget.count_today > 1', 'plan.confidence > 0.5']) {
      expect(compileCondition(text, { event, facts: shapes }).ok).toBe(false);
    }
  });

  test('is compiled once for the names of a workflow', () => {
    expect(compileCondition('order.paid', { event, facts: shapes })).toBe(
      compileCondition('order.paid', { facts: shapes, event }),
    );
    expect(compileCondition('order.paid', { event, facts: {} }).ok).toBe(false);
  });

  test('tells faults with their place and a suggestion', () => {
    expect(compileCondition('order.piad', { event, facts: shapes })).toEqual({
      ok: false,
      faults: [
        { span: { start: 6, end: 10 }, says: 'order has no field piad', suggestion: 'did you mean "paid"?' },
      ],
    });
  });

  test('keeps working where facts bear names that CEL keeps for itself', () => {
    const odd = {
      package: { type: 'boolean' as const },
      list: { type: 'boolean' as const },
      constructor: { type: 'boolean' as const },
    };
    expect(compileCondition('package', { facts: odd }).ok).toBe(false);
    const condition = compileCondition('constructor', { facts: odd });
    expect(condition.ok && condition.evaluate({ facts: {}, now: NOW, timeZone: 'UTC' }).value).toBe(
      'unknown',
    );
  });
});
