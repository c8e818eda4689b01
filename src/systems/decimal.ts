import { minorDigits, type Money } from '../workspace/money.ts';

/** `12.50`: an amount without its currency, exact, with as many digits as the currency has. */
export function decimalOf({ minor, currency }: Money): string {
  const digits = minorDigits(currency);
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  const sign = minor < 0 ? '-' : '';
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
