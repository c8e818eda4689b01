import { expect, test } from 'vitest';
import { taintOf } from './checks/templates.ts';
import type { Shape } from './shape.ts';
import { allHoles, brokenHoles, fill, fillFields, type Scope } from './template.ts';

const SCOPE: Scope = {
  locale: 'en-IE',
  timeZone: 'Europe/Berlin',
  replies: { late: 'Hello {{customer.name}},\nyou get {{order.total}} back.', lost: '{{reply.late}} Sorry.' },
  values: {
    order: {
      id: 'A1',
      total: { minor: 125000, currency: 'EUR' },
      placed_at: '2026-07-01T22:30:00Z',
      due_on: '2026-07-03T00:00:00Z',
      items: [{ sku: 'x1' }, { sku: 'x2' }],
      count: 1234,
      note: '',
      gone: null,
    },
    customer: { name: 'Ann' },
  },
};

test('a template that is one hole gives the value itself: money stays money', () => {
  expect(fill('{{order.total}}', SCOPE)).toEqual({ ok: true, value: { minor: 125000, currency: 'EUR' } });
  expect(fill(' {{ order.count }} ', SCOPE)).toEqual({ ok: true, value: 1234 });
  expect(fill('{{order.items.1.sku}}', SCOPE)).toEqual({ ok: true, value: 'x2' });
});

test('within text, amounts, times, dates and numbers are written as people read them', () => {
  const text =
    '{{order.total}} for {{order.id}} of {{order.placed_at}}, due {{order.due_on}}, {{order.count}} points';
  const filled = fill(text, SCOPE);
  expect(filled).toEqual({
    ok: true,
    value: '€1,250.00 for A1 of 2 July 2026 at 00:30, due 3 July 2026, 1,234 points',
  });
  expect(fill('am {{order.due_on}}', { ...SCOPE, locale: 'de' })).toEqual({
    ok: true,
    value: 'am 3. Juli 2026',
  });
});

test('what is missing is reported by its path and never written into a text', () => {
  const filled = fill(
    { to: '{{customer.email}}', text: 'Dear {{customer.title}} {{order.gone}} {{order.note}}' },
    SCOPE,
  );
  expect(filled).toEqual({
    ok: false,
    missing: ['customer.email', 'customer.title', 'order.gone', 'order.note'],
  });
});

test('a hole may bring its own words for when there is nothing', () => {
  expect(fill('Dear {{customer.title ?? "customer"}}', SCOPE)).toEqual({ ok: true, value: 'Dear customer' });
  expect(fill('Dear {{customer.name ?? "customer"}}', SCOPE)).toEqual({ ok: true, value: 'Dear Ann' });
});

test('what a customer wrote is not a template, even if it looks like one', () => {
  const scope = { ...SCOPE, values: { ...SCOPE.values, event: { message: 'my {{order.id}} and $& $1' } } };
  expect(fill('You wrote: {{event.message}}', scope)).toEqual({
    ok: true,
    value: 'You wrote: my {{order.id}} and $& $1',
  });
});

test('names that every object has are not values', () => {
  expect(fill('{{order.constructor}} {{order.__proto__}}', SCOPE)).toMatchObject({ ok: false });
});

test('a reply is filled from the same values, and may quote another', () => {
  expect(fill('{{reply.late}}', SCOPE)).toEqual({ ok: true, value: 'Hello Ann,\nyou get €1,250.00 back.' });
  expect(fill('{{reply.lost}}', SCOPE)).toMatchObject({
    value: 'Hello Ann,\nyou get €1,250.00 back. Sorry.',
  });
});

test('an optional argument is left out when its hole is empty; a needed one is missing', () => {
  const templates = { id: '{{order.id}}', sku: '{{item.sku}}' };
  expect(fillFields(templates, SCOPE, (name) => name === 'sku')).toEqual({ ok: true, value: { id: 'A1' } });
  expect(fillFields(templates, SCOPE)).toEqual({ ok: false, missing: ['item.sku'] });
});

test('holes that are none are found', () => {
  expect(brokenHoles('{{order id}} and {{order.id} and {{}}')).toEqual([
    '{{order id}}',
    '{{order.id',
    '{{}}',
  ]);
  expect(brokenHoles('{{order.id}} {{ a.b ?? "c" }}')).toEqual([]);
  expect(allHoles({ a: ['{{x.y}}'], b: { c: '{{z}}' } }).map((hole) => hole.path)).toEqual(['x.y', 'z']);
});

test('arguments that derive from what a stranger wrote are named', () => {
  const shapes: Record<string, Shape> = {
    event: {
      type: 'object',
      fields: { message: { type: 'text', outside: true }, topic: { type: 'string' } },
    },
    order: {
      type: 'object',
      fields: {
        id: { type: 'string' },
        address: {
          type: 'object',
          fields: { street: { type: 'string', outside: true }, city: { type: 'string' } },
        },
      },
    },
    reply: { type: 'object', fields: { quoting: { type: 'text', outside: true }, plain: { type: 'text' } } },
  };
  const templates = {
    id: '{{order.id}}',
    topic: '{{event.topic}}',
    text: 'You wrote {{event.message}}',
    address: '{{order.address}}',
    parts: { street: '{{order.address.street}}', literal: 'x' },
    quoting: '{{reply.quoting}}',
    plain: '{{reply.plain}}',
    whole: 'to {{order.address}}',
  };
  expect(taintOf(templates, shapes)).toEqual(['text', 'address.street', 'parts.street', 'quoting', 'whole']);
});
