import { z } from 'zod';

/** An amount of money: an integer of minor units (cents) and an ISO 4217 currency. Never a float. */
export interface Money {
  minor: number;
  currency: string;
}

export const Money = z.strictObject({
  minor: z.int(),
  currency: z.string().regex(/^[A-Z]{3}$/, 'a currency is three capital letters, such as EUR'),
});

const CURRENCY = /^[A-Z]{3}$/;

/** Whether a value is an amount, checked by hand: this runs for every amount of every answer of every system. */
export function isMoney(value: unknown): value is Money {
  if (value === null || typeof value !== 'object') return false;
  const { minor, currency } = value as Record<string, unknown>;
  if (Object.keys(value).length !== 2) return false;
  return Number.isSafeInteger(minor) && typeof currency === 'string' && CURRENCY.test(currency);
}

// Making a formatter takes some 30 µs and using one takes one, so they are kept.
const formatters = new Map<string, Intl.NumberFormat>();

function formatterOf(locale: string, currency: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.NumberFormat(locale, { style: 'currency', currency });
    if (formatters.size < FORMATTERS_MAX) formatters.set(key, formatter);
  }
  return formatter;
}

/** Currencies come from outside too; more than these are not kept. */
const FORMATTERS_MAX = 200;

/** How many digits follow the decimal point of a currency (ISO 4217): EUR 2, JPY 0, KWD 3. */
export function minorDigits(currency: string): number {
  const known = digitsOf.get(currency);
  if (known !== undefined) return known;
  const digits = formatterOf('en', currency).resolvedOptions().maximumFractionDigits ?? 2;
  if (digitsOf.size < FORMATTERS_MAX) digitsOf.set(currency, digits);
  return digits;
}

const digitsOf = new Map<string, number>();

/** Reads `50.00 EUR`; undefined when the text is not an amount, or has more digits than its currency. */
export function parseMoney(text: string): Money | undefined {
  const match = /^\s*(-?)(\d+)(?:\.(\d+))?\s+([A-Z]{3})\s*$/.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '0', fraction = '', currency = ''] = match;
  const digits = minorDigits(currency);
  if (fraction.length > digits) return undefined;
  const minor = Number(whole + fraction.padEnd(digits, '0'));
  if (!Number.isSafeInteger(minor)) return undefined;
  return { minor: sign === '-' ? -minor : minor, currency };
}

/** Shows an amount as a person in `locale` writes it: €50.00. */
export function showMoney(money: Money, locale = 'en'): string {
  const digits = minorDigits(money.currency);
  return formatterOf(locale, money.currency).format(money.minor / 10 ** digits);
}
