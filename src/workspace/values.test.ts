import { expect, test } from 'vitest';
import { toJsonSchema } from './json_schema.ts';
import { Shape } from './shape.ts';
import { checkValue, coerce, coerceFields } from './values.ts';

const shape = (raw: unknown): Shape => Shape.parse(raw);
const eur = (minor: number): unknown => ({ ok: true, value: { minor, currency: 'EUR' } });

test.each([
  ['12.50 EUR', 1250],
  ['EUR 12.50', 1250],
  [' 12.5 EUR ', 1250],
  [{ minor: 1250, currency: 'EUR' }, 1250],
  [{ amount: 12.5, currency: 'EUR' }, 1250],
  [{ amount: '12.50', currency: 'EUR' }, 1250],
])('%j is read as money', (raw, minor) => {
  expect(coerce(shape('money'), raw)).toEqual(eur(minor));
});

test('a number alone is money only where its currency is known', () => {
  expect(coerce(shape('money'), '12.50')).toMatchObject({ ok: false });
  expect(coerce(shape('money'), '12.50', 'EUR')).toEqual(eur(1250));
  expect(coerce(shape('money'), 12.5, 'EUR')).toEqual(eur(1250));
  expect(coerce(shape('money'), '12.505', 'EUR')).toMatchObject({ ok: false });
});

test.each([
  ['boolean', 'Yes', true],
  ['boolean', '0', false],
  ['integer', ' 42 ', 42],
  ['number', '-1.5', -1.5],
  ['string', 42, '42'],
  ['time', '2026-03-01', '2026-03-01T00:00:00Z'],
  ['time', '2026-03-01 09:30', '2026-03-01T09:30Z'],
  ['time', '2026-03-01T09:30:00+02:00', '2026-03-01T09:30:00+02:00'],
])('as %s, %j is read as %j', (type, raw, value) => {
  expect(coerce(shape(type), raw)).toEqual({ ok: true, value });
});

test.each([
  ['integer', '4.2'],
  ['integer', ''],
  ['number', 'NaN'],
  ['boolean', 'maybe'],
  ['time', '2026-13-01T00:00:00Z'],
  ['time', 'yesterday'],
  ['string', { a: 1 }],
  [['string'], 'a,b'],
])('as %j, %j is refused', (type, raw) => {
  expect(coerce(shape(type), raw)).toMatchObject({ ok: false });
});

test('every field that is wrong is told with its path, and what is not declared does not come in', () => {
  const order = {
    id: 'string',
    reason: { choices: ['late', 'lost'] },
    items: { list: { sku: 'string', quantity: 'integer' } },
    note: 'text?',
  };
  const good = { id: 'A1', reason: 'late', items: [{ sku: 'x', quantity: '2' }], note: '', secret: 1 };
  expect(
    coerceFields(shape(order).type === 'object' ? { order: shape(order) } : {}, { order: good }),
  ).toEqual({
    ok: true,
    value: { order: { id: 'A1', reason: 'late', items: [{ sku: 'x', quantity: 2 }] } },
  });
  expect(coerce(shape(order), { reason: 'bored', items: [{ sku: 'x', quantity: 'two' }] })).toEqual({
    ok: false,
    problems: [
      { path: 'id', says: 'is missing' },
      { path: 'reason', says: '"bored" is not one of late, lost' },
      { path: 'items.0.quantity', says: 'should be a whole number, not "two"' },
    ],
  });
});

test('a check takes values as they stand and says what is not declared', () => {
  const refund = shape({ amount: 'money', reason: { choices: ['late'] }, sku: 'string?' });
  expect(checkValue(refund, { amount: { minor: 1, currency: 'EUR' }, reason: 'late' })).toEqual([]);
  expect(checkValue(refund, { amount: '1.00 EUR', reason: 'late', extra: 1 }, 'args')).toEqual([
    { path: 'args.amount', says: 'should be an amount such as 12.50 EUR, not "1.00 EUR"' },
    { path: 'args.extra', says: 'is not declared' },
  ]);
});

test('names that every object has do not pass for fields', () => {
  const fields = { constructor: shape('string') };
  expect(coerceFields(fields, {})).toMatchObject({ ok: false });
});

test('shapes in short and in long are the same, and what was parsed parses again', () => {
  const short = shape({ id: 'string', tags: ['string'], type: 'string', total: 'money?' });
  const long = shape({
    type: 'object',
    fields: {
      id: { type: 'string' },
      tags: { type: 'list', of: 'string' },
      type: 'string',
      total: { type: 'money', optional: true },
    },
  });
  expect(short).toEqual(long);
  expect(shape(short)).toEqual(short);
});

test('a shape is described as JSON Schema', () => {
  const schema = toJsonSchema(
    shape({ amount: 'money', reason: { choices: ['late'], label: 'Reason' }, at: 'time?', tags: ['string'] }),
  );
  expect(schema).toMatchObject({
    type: 'object',
    required: ['amount', 'reason', 'tags'],
    additionalProperties: false,
    properties: {
      amount: { type: 'object', required: ['minor', 'currency'] },
      reason: { type: 'string', enum: ['late'], title: 'Reason' },
      at: { type: 'string', format: 'date-time' },
      tags: { type: 'array', items: { type: 'string' } },
    },
  });
});
