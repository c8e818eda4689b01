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

/** How many digits follow the decimal point of a currency (ISO 4217): EUR 2, JPY 0, KWD 3. */
export function minorDigits(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}

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
  return new Intl.NumberFormat(locale, { style: 'currency', currency: money.currency }).format(
    money.minor / 10 ** digits,
  );
}
