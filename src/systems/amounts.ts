import { minorDigits, parseMoney } from '../workspace/money.ts';
import { valueAt } from '../workspace/paths.ts';
import { CURRENCY_CODE, type AmountFrom, type Amounts } from '../workspace/systems/amounts.ts';

type Row = Record<string, unknown>;

/**
 * Puts amounts of money where an answer has a number here and a currency there. What cannot be read as an amount is
 * left as it is: holding it against its shape then says what is wrong with it.
 */
export function withAmounts(value: unknown, amounts: Amounts | undefined): unknown {
  if (amounts === undefined) return value;
  let made = value;
  for (const [path, from] of Object.entries(amounts)) made = put(made, path.split('.'), from, []);
  return made;
}

function put(value: unknown, path: string[], from: AmountFrom, around: Row[]): unknown {
  if (Array.isArray(value)) return value.map((part) => put(part, path, from, around));
  if (value === null || typeof value !== 'object') return value;
  const row = value as Row;
  const [name = '', ...rest] = path;
  if (rest.length > 0) return { ...row, [name]: put(row[name], rest, from, [row, ...around]) };
  const raw = valueAt(row, from.from);
  if (raw === undefined || raw === null) return row;
  const currency = currencyIn(from.currency, [row, ...around]);
  const money = currency === undefined ? undefined : amountOf(raw, from.counts, currency);
  return { ...row, [name]: money ?? raw };
}

function currencyIn(name: string, around: Row[]): string | undefined {
  if (CURRENCY_CODE.test(name)) return name;
  const found = around.map((row) => valueAt(row, name)).find((value) => typeof value === 'string');
  return typeof found === 'string' ? found.trim().toUpperCase() : undefined;
}

/** Never by way of a float that is not exact: decimals are read as text. */
function amountOf(raw: unknown, counts: AmountFrom['counts'], currency: string): unknown {
  if (!CURRENCY_CODE.test(currency)) return undefined;
  const text = typeof raw === 'number' || typeof raw === 'bigint' ? String(raw) : raw;
  if (typeof text !== 'string') return undefined;
  if (counts === 'units') return parseMoney(`${withinDigits(text.trim(), currency)} ${currency}`);
  const minor = /^-?\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(minor) ? { minor, currency } : undefined;
}

/** `12.5000` of a column with four digits is 12.50; `12.3456` is no amount of euros and stays what it is. */
function withinDigits(text: string, currency: string): string {
  const [whole = '', fraction = ''] = text.split('.');
  const digits = minorDigits(currency);
  const isPadded = fraction.length > digits && /^0+$/.test(fraction.slice(digits));
  if (!isPadded) return text;
  return digits === 0 ? whole : `${whole}.${fraction.slice(0, digits)}`;
}
