import type { ObjectShape, Shape } from '../../shape.ts';

/** A number and the currency beside it, read as one amount of money. */
export interface FoundMoney {
  /** The field that becomes money. */
  field: string;
  /** Where its number and its currency are: the field itself and one beside it, or two fields within it. */
  from: string;
  currency: string;
  counts: 'units' | 'minor_units';
  type: 'integer' | 'number' | 'string';
}

const AMOUNT =
  /^(?:amount|total|subtotal|price|value|fee|balance|cost)$|_(?:amount|total|price|value|fee|balance|cost)$|^(?:amount|total|price)_/i;

/** Amounts of an object's own fields. A whole number is taken to count minor units, as most services do. */
export function moneyIn({ fields }: ObjectShape): FoundMoney[] {
  return Object.entries(fields).flatMap(([field, shape]) => {
    const within = moneyWithin(field, shape);
    if (within) return [within];
    const { type } = shape;
    if (
      (type !== 'integer' && type !== 'number' && type !== 'string') ||
      shape.choices ||
      !AMOUNT.test(field)
    )
      return [];
    if (/currency|unit|type|id$|count|code/i.test(field)) return [];
    const currency = [
      `${field}_currency`,
      `${field}Currency`,
      'currency',
      'currency_code',
      'currencyCode',
    ].find((name) => fields[name]?.type === 'string');
    if (currency === undefined) return [];
    return [{ field, from: field, currency, counts: type === 'integer' ? 'minor_units' : 'units', type }];
  });
}

/** `amount: {value: 1250, currency: EUR}` */
function moneyWithin(field: string, shape: Shape): FoundMoney | undefined {
  if (shape.type !== 'object' || Object.keys(shape.fields).length !== 2) return undefined;
  const names = Object.keys(shape.fields);
  const currency = names.find((name) => /^currency(?:_?code)?$/i.test(name));
  const number = names.find((name) => /^(?:value|amount|units|minor|cents)$/i.test(name));
  const type = number === undefined ? undefined : shape.fields[number]?.type;
  if (currency === undefined || (type !== 'integer' && type !== 'number' && type !== 'string'))
    return undefined;
  const counts = type === 'integer' ? 'minor_units' : 'units';
  return { field, from: `${field}.${number}`, currency: `${field}.${currency}`, counts, type };
}

/** The same object with its amounts as money. */
export function withMoney(shape: ObjectShape, found: FoundMoney[]): ObjectShape {
  const fields = { ...shape.fields };
  for (const { field } of found) {
    const { optional } = fields[field] as Shape;
    fields[field] = { type: 'money', ...(optional && { optional }) };
  }
  return { ...shape, fields };
}
