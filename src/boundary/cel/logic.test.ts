import { describe, expect, test } from 'vitest';
import { compileCondition } from '../condition.ts';
import { NOW } from '../story.ts';
import type { Facts } from '../schema.ts';

type Three = true | false | 'unknown';
const THREE: Three[] = [true, false, 'unknown'];

/** Answers a condition over two facts, of which either may be missing. */
function ask(text: string, a: Three, b: Three): Three {
  const condition = compileCondition(text, {
    facts: {
      a: { type: 'object', fields: { on: { type: 'boolean' } } },
      b: { type: 'object', fields: { on: { type: 'boolean' } } },
    },
  });
  if (!condition.ok) throw new Error(JSON.stringify(condition.faults));
  const facts: Facts = {};
  for (const [name, value] of Object.entries({ a, b })) {
    const fact = { name, source: `shop.${name}`, at: NOW.toISOString(), trust: 'trusted' as const };
    facts[name] =
      value === 'unknown'
        ? { ...fact, missing: 'the shop did not answer' }
        : { ...fact, value: { on: value } };
  }
  return condition.evaluate({ facts, now: NOW, timeZone: 'UTC' }).value;
}

/** Kleene's tables, written out rather than computed. Rows and columns: true, false, unknown. */
const TABLES: Record<string, Three[][]> = {
  'a.on && b.on': [
    [true, false, 'unknown'],
    [false, false, false],
    ['unknown', false, 'unknown'],
  ],
  'a.on || b.on': [
    [true, true, true],
    [true, false, 'unknown'],
    [true, 'unknown', 'unknown'],
  ],
  'a.on == b.on': [
    [true, false, 'unknown'],
    [false, true, 'unknown'],
    ['unknown', 'unknown', 'unknown'],
  ],
  '!(a.on && !b.on)': [
    [true, false, 'unknown'],
    [true, true, true],
    [true, 'unknown', 'unknown'],
  ],
  'a.on ? b.on : false': [
    [true, false, 'unknown'],
    [false, false, false],
    ['unknown', 'unknown', 'unknown'],
  ],
};

describe('what is not known follows three-valued logic', () => {
  for (const [text, table] of Object.entries(TABLES)) {
    test(`${text}, in all nine cases`, () => {
      expect(THREE.map((a) => THREE.map((b) => ask(text, a, b)))).toEqual(table);
    });
  }

  test('the order of the two sides makes no difference', () => {
    for (const a of THREE) {
      for (const b of THREE) {
        expect(ask('a.on && b.on', a, b)).toBe(ask('b.on && a.on', a, b));
        expect(ask('a.on || b.on', a, b)).toBe(ask('b.on || a.on', a, b));
      }
    }
  });
});

describe('lists with an item that is not known', () => {
  const items = (...values: unknown[]) => values.map((quantity) => ({ quantity }));
  const answer = (text: string, given: unknown[]): Three => {
    const shape = {
      type: 'list' as const,
      of: { type: 'object' as const, fields: { quantity: { type: 'integer' as const } } },
    };
    const condition = compileCondition(text, { event: { items: shape } });
    if (!condition.ok) throw new Error(JSON.stringify(condition.faults));
    return condition.evaluate({ event: { items: given }, now: NOW, timeZone: 'UTC' }).value;
  };

  test.each([
    ['event.items.exists(i, i.quantity > 3)', items(5, 'many'), true],
    ['event.items.exists(i, i.quantity > 3)', items(1, 'many'), 'unknown'],
    ['event.items.exists(i, i.quantity > 3)', items(1, 2), false],
    ['event.items.exists(i, i.quantity > 3)', [], false],
    ['event.items.all(i, i.quantity > 3)', items(5, null), 'unknown'],
    ['event.items.all(i, i.quantity > 3)', items(1, null), false],
    ['event.items.all(i, i.quantity > 3)', [], true],
    ['event.items.exists_one(i, i.quantity > 3)', items(5, null), 'unknown'],
    ['event.items.exists_one(i, i.quantity > 3)', items(5, 1), true],
    ['event.items.filter(i, i.quantity > 3).size() == 2', items(5, 6, 1), true],
    ['event.items.filter(i, i.quantity > 3).size() == 2', items(5, 6, null), 'unknown'],
    ['event.items[1].quantity == 6', items(5, 6), true],
    ['event.items[1].quantity == 6', items(5), 'unknown'],
  ])('%s of %j is %s', (text, given, expected) => {
    expect(answer(text, given)).toBe(expected);
  });
});
