import { showMoney } from '../../workspace/money.ts';
import type { Figure, Input, Unit } from './schema.ts';

/** How figures are written: the workspace's locale and currency. */
export interface Style {
  locale: string;
  currency: string;
}

/** An input as it stands in a sum. */
export type Show = (input: Pick<Input, 'value' | 'unit' | 'per' | 'name'>) => string;

const WORDS: Record<Exclude<Unit, 'money' | 'share'>, [one: string, many: string]> = {
  count: ['case', 'cases'],
  minutes: ['minute', 'minutes'],
  hours: ['hour', 'hours'],
};
const DIGITS_MAX = 1;

/** `10 minutes`, `€31.00 an hour`, `3.5 %`, `400 cases`. */
export function showInput(style: Style): Show {
  return ({ value, unit, per, name }) => {
    const shown = value === null ? 'not known' : showValue(value, unit, style);
    return name === 'rate' ? `${shown} ${per}` : shown;
  };
}

/** One value of a unit; money in minor units, a share from 0 to 1. */
export function showValue(value: number, unit: Unit, style: Style): string {
  if (unit === 'money') return money(value, style);
  if (unit === 'share') return percentOf(value, style);
  const [one, many] = WORDS[unit];
  const shown = number(value, style, unit === 'count' ? 0 : DIGITS_MAX);
  return `${shown} ${shown === number(1, style, 0) ? one : many}`;
}

/** An amount of minor units, rounded to one: `€1,240.00`. */
export function money(minor: number, { locale, currency }: Style): string {
  // Rounding −0.4 gives −0, which would be written with its sign.
  return showMoney({ minor: Math.round(minor) + 0, currency }, locale);
}

/** `€120.00 (€80.00 to €160.00)`; without an interval, or where its ends are the same, the amount alone. */
export function withInterval(figure: Figure, style: Style): string {
  const { value, low, high } = figure;
  const [shown, from, to] = [value, low ?? value, high ?? value].map((each) => money(each, style));
  return from === to || from === undefined ? `${shown}` : `${shown} (${from} to ${to})`;
}

/** `3.5 %` as the locale writes numbers. */
export function percentOf(share: number, style: Style): string {
  return `${number(100 * share, style, DIGITS_MAX)} %`;
}

/** A number as the locale writes it, with at most so many digits behind the point. */
export function number(value: number, { locale }: Pick<Style, 'locale'>, digits = DIGITS_MAX): string {
  return value.toLocaleString(locale, { maximumFractionDigits: digits });
}

/** `12 March 2026`, of a day as the calendar writes it: `2026-03-12`. */
export function showDay(date: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );
}
