import type { Input } from './queries.ts';

/** What stands in the field of an input: shares as percent, money in whole coins and parts of them. */
export function fieldText(
  { value, unit }: Pick<Input, 'unit'> & { value: number | null },
  digits: number,
): string {
  if (value === null) return '';
  if (unit === 'share') return trimmed(100 * value, 2);
  if (unit === 'money') return (value / 10 ** digits).toFixed(digits);
  return trimmed(value, unit === 'count' ? 0 : 2);
}

function trimmed(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}

/** The value that was typed, with a comma or a point; null for nothing, undefined where it is none. */
export function readField(text: string, unit: Input['unit'], digits: number): number | null | undefined {
  const plain = text.trim().replace(',', '.');
  if (plain === '') return null;
  if (!/^\d+(\.\d*)?$/.test(plain)) return undefined;
  const value = Number(plain);
  if (unit === 'share') return value <= 100 ? value / 100 : undefined;
  if (unit === 'money') return Math.round(value * 10 ** digits);
  return value;
}

/** How many digits follow the point of a currency: EUR 2, JPY 0. */
export function digitsOf(currency: string): number {
  const style = new Intl.NumberFormat('en', { style: 'currency', currency });
  return style.resolvedOptions().maximumFractionDigits ?? 2;
}
