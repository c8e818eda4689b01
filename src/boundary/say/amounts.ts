import { minorDigits, showMoney, type Money } from '../../workspace/money.ts';
import { typeOf, type Node } from '../cel/tree.ts';
import type { Value } from '../cel/values.ts';
import type { Limit } from '../schema.ts';
import { plain } from './words.ts';

const SHOWN_CHARS_MAX = 60;

// Intl takes a microsecond for an amount and 30 to make a formatter, a ruling less than ten: what it says of a
// currency is asked once.
const currencies = new Map<string, { before: string; after: string; digits: number }>();
const CURRENCIES_MAX = 200;

/** €1,250.00, as `showMoney` writes it in English. */
export function sayMoney({ minor, currency }: Money): string {
  const { before, after, digits } = currencyOf(currency);
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  const ungrouped = text.slice(0, text.length - digits);
  const whole = ungrouped.length > 3 ? ungrouped.replace(/\B(?=(\d{3})+$)/g, ',') : ungrouped;
  const fraction = digits === 0 ? '' : `.${text.slice(-digits)}`;
  return `${minor < 0 ? '-' : ''}${before}${whole}${fraction}${after}`;
}

function currencyOf(currency: string): { before: string; after: string; digits: number } {
  let known = currencies.get(currency);
  if (!known) {
    if (currencies.size >= CURRENCIES_MAX) currencies.clear();
    const [before = '', after = ''] = showMoney({ minor: 0, currency }).split(/0(?:\.0+)?/);
    known = { before, after, digits: minorDigits(currency) };
    currencies.set(currency, known);
  }
  return known;
}

/** A number with at most two digits after its point. */
export function sayNumber(number: number): string {
  return String(Math.round(number * 100) / 100);
}

/** "30 days", "1 day". */
export function sayCount(number: number, unit: string): string {
  return `${sayNumber(number)} ${number === 1 ? unit : `${unit}s`}`;
}

/** A limit's name in a sentence that people read: `auto_max` → “auto max”. */
export function sayLimitName(name: string): string {
  return `“${name.replaceAll('_', ' ')}”`;
}

/** A limit's value with its unit: €50.00, 30 days, 15 %, 20. */
export function sayLimit(limit: Limit): string {
  switch (limit.unit) {
    case 'money':
      return sayMoney(limit.value);
    case 'days':
    case 'hours':
    case 'minutes':
      return sayCount(limit.value, limit.unit.slice(0, -1));
    case 'percent':
      return `${sayNumber(limit.value)}%`;
    case 'count':
    case 'number':
      return sayNumber(limit.value);
  }
}

/** A text as people see it: “send tracking”. Long ones are cut. */
export function sayText(text: string): string {
  const shown = /^[\w-]+$/.test(text) ? plain(text) : text.replace(/\s+/g, ' ');
  return `“${shown.length > SHOWN_CHARS_MAX ? `${shown.slice(0, SHOWN_CHARS_MAX)}…` : shown}”`;
}

/** A value that a node gave. Undefined for what has no short form, such as a list. */
export function sayValue(node: Node, value: Value): string | undefined {
  switch (typeOf(node)) {
    case 'money':
      return sayMoney(value as Money);
    case 'int':
    case 'double':
      return sayNumber(value as number);
    case 'string':
      return sayText(value as string);
    case 'bool':
      return value === true ? 'yes' : 'no';
    case 'time':
      return new Date(value as number).toISOString().replace('T', ' ').slice(0, 16) + ' UTC';
    case 'duration':
      return sayDuration(value as number);
    case 'list':
    case 'object':
      return undefined;
  }
}

/** "36 hours", "90 minutes". */
export function sayDuration(ms: number): string {
  const [size, unit] = unitOf(ms);
  return sayCount(ms / size, unit);
}

/** The largest unit that a duration is a whole number of, with its milliseconds. */
export function unitOf(ms: number): [size: number, unit: string] {
  return UNITS.find(([size]) => Math.abs(ms) >= size && ms % size === 0) ?? [1_000, 'second'];
}

const UNITS: [number, string][] = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1_000, 'second'],
];
