import { asText } from '../../flow/intake/import/columns.ts';

/** What people write where nothing is known. */
const EMPTY = new Set(['', '?', '-', 'n/a', 'na', 'null', 'none', 'unknown', 'undefined']);
const FALSE = new Set(['0', 'false', 'no', 'n', 'f']);

export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || EMPTY.has(asText(value).trim().toLowerCase());
}

/** A number as tables write it: `12.50`, `1,204.00`, `12,50`, with a sign of a currency or without. Null: it is none. */
export function amountOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  const text = asText(value)
    .trim()
    .replace(/^[\p{Sc}\s]+|[\p{Sc}\s]+$/gu, '')
    .replace(/\s*[A-Z]{3}$|^[A-Z]{3}\s*/, '');
  if (!/^-?[\d.,' ]+$/.test(text) || !/\d/.test(text)) return null;
  const decimal = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  const hasBoth = text.includes('.') && text.includes(',');
  // `1,204` is a thousand and more, `1.204` hardly more than one: so most programs write it.
  const isThousands = !hasBoth && text[decimal] === ',' && text.length - decimal - 1 === 3;
  const isFraction = decimal >= 0 && !isThousands;
  const whole = (isFraction ? text.slice(0, decimal) : text).replaceAll(/[^\d-]/g, '');
  const rest = isFraction ? text.slice(decimal + 1).replaceAll(/\D/g, '') : '';
  const number = Number(`${whole || '0'}.${rest || '0'}`);
  return Number.isFinite(number) ? number : null;
}

/** Whether a cell says yes: a count above none, `true`, `yes`. */
export function saysYes(value: unknown): boolean {
  return !isEmpty(value) && !FALSE.has(asText(value).trim().toLowerCase());
}

const ISO = /^\d{4}-\d{2}-\d{2}/;
const WRITTEN = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;

/**
 * Reads times as ISO 8601 or as days are written (`29-02-2016 01:16`). Whether day or month comes first is told by the
 * column as a whole; where it cannot be told, the day does.
 */
export function timeReader(column: readonly unknown[]): (value: unknown) => Date | null {
  const isMonthFirst = column.some((value) => Number(WRITTEN.exec(asText(value).trim())?.[2] ?? 0) > 12);
  return (value) => {
    const text = asText(value).trim();
    if (ISO.test(text))
      return known(
        new Date(
          text.length > 10 && !/[zZ]|[+-]\d{2}:?\d{2}$/.test(text) ? `${text.replace(' ', 'T')}Z` : text,
        ),
      );
    const found = WRITTEN.exec(text);
    if (!found) return null;
    const [first, second, year] = [Number(found[1]), Number(found[2]), Number(found[3])];
    const [day, month] = isMonthFirst ? [second, first] : [first, second];
    if (day < 1 || day > 31 || month < 1 || month > 12) return null;
    const [hour = 0, minute = 0, seconds = 0] = [found[4], found[5], found[6]].map((part) =>
      Number(part ?? 0),
    );
    return known(new Date(Date.UTC(year, month - 1, day, hour, minute, seconds)));
  };
}

function known(at: Date): Date | null {
  return Number.isNaN(at.getTime()) ? null : at;
}
