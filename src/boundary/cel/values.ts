import { momentOf } from './moment.ts';
import type { Money } from '../../workspace/money.ts';
import type { Shape } from '../../workspace/shape.ts';

/** The third truth value, and the value of everything that is not known. */
export const UNKNOWN: unique symbol = Symbol('unknown');
export type Unknown = typeof UNKNOWN;

/** What a node gives: times and durations are numbers of milliseconds; lists and objects stay as they were read. */
export type Value = string | number | boolean | Money | readonly unknown[] | object | Unknown;

/** Longer lists in facts and arguments are not walked: they are unknown. */
export const FACT_LIST_MAX = 1_000;
/** Longer texts are not compared or searched: they are unknown. */
export const FACT_TEXT_CHARS_MAX = 200_000;

/** The moment of an ISO 8601 text with its zone, or of a Date, in milliseconds; undefined when it is none. */
export function readTime(value: unknown): number | undefined {
  if (typeof value === 'string') return momentOf(value);
  if (!(value instanceof Date)) return undefined;
  const time = value.getTime();
  return Number.isNaN(time) ? undefined : time;
}

/** Takes a value as its shape says, or gives undefined when it is not of that shape. */
export function readShaped(shape: Shape, value: unknown): Exclude<Value, Unknown> | undefined {
  switch (shape.type) {
    case 'string':
    case 'text':
      if (typeof value !== 'string' || value.length > FACT_TEXT_CHARS_MAX) return undefined;
      // A value that was never declared must not slip past a rule that lists the declared ones.
      return shape.choices && !shape.choices.includes(value) ? undefined : value;
    case 'integer':
      return Number.isSafeInteger(value) ? (value as number) : undefined;
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'money':
      return isMoney(value) ? value : undefined;
    case 'time':
      return readTime(value);
    case 'list':
      return Array.isArray(value) && value.length <= FACT_LIST_MAX ? value : undefined;
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  }
}

function isMoney(value: unknown): value is Money {
  if (typeof value !== 'object' || value === null) return false;
  const { minor, currency } = value as Partial<Money>;
  return Number.isSafeInteger(minor) && typeof currency === 'string' && currency.length === 3;
}

const EXPECTED: Record<Shape['type'], string> = {
  string: 'a short text',
  text: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  money: 'an amount of money',
  time: 'a time with its zone',
  list: `a list of at most ${FACT_LIST_MAX} items`,
  object: 'a group of fields',
};

/** What a shape expects, for a sentence: "is not an amount of money". */
export function expected(shape: Shape): string {
  const choices = 'choices' in shape ? shape.choices : undefined;
  return choices ? `one of ${choices.join(', ')}` : EXPECTED[shape.type];
}
