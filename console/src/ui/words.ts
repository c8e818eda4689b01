import type { MoneyValue } from '../live/answers.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Beyond this a date says more than a number of days. */
const DAYS_AS_DISTANCE_MAX = 14;

/** The clocks of two machines, and of a page that looks at its own now and then, differ by about this. */
const CLOCK_SLACK_MS = 20_000;

/** €50.00, in the locale of the workspace. */
export function moneyText(money: MoneyValue, locale: string): string {
  const style = new Intl.NumberFormat(locale, { style: 'currency', currency: money.currency });
  return style.format(money.minor / 10 ** (style.resolvedOptions().maximumFractionDigits ?? 2));
}

/** `4 min ago`, `in 2 h`, `12 Mar`: short enough for a row. The exact time belongs beside it, on hover. */
export function distanceText(at: string, now: number, locale: string, timeZone: string): string {
  const ahead = Date.parse(at) - now;
  const size = Math.abs(ahead);
  if (size < MINUTE_MS) return ahead > CLOCK_SLACK_MS ? 'in under a minute' : 'just now';
  const days = size / DAY_MS;
  if (days > DAYS_AS_DISTANCE_MAX) return dayText(at, now, locale, timeZone);
  const span = spanText(size);
  return ahead > 0 ? `in ${span}` : `${span} ago`;
}

/** `4 min`, `2 h`, `3 days` */
export function spanText(ms: number): string {
  if (ms < HOUR_MS) return `${Math.max(1, Math.floor(ms / MINUTE_MS))} min`;
  if (ms < DAY_MS) return `${Math.floor(ms / HOUR_MS)} h`;
  return count(Math.floor(ms / DAY_MS), 'day');
}

function dayText(at: string, now: number, locale: string, timeZone: string): string {
  const isFar = Math.abs(Date.parse(at) - now) > 300 * DAY_MS;
  const day = { day: 'numeric', month: 'short', timeZone } as const;
  return new Intl.DateTimeFormat(dateLocale(locale), isFar ? { ...day, year: 'numeric' } : day).format(
    new Date(at),
  );
}

/** Friday, 21 November 2026, 14:03:12 CET */
export function exactText(at: string, locale: string, timeZone: string): string {
  const style = { dateStyle: 'full', timeStyle: 'long', timeZone } as const;
  return new Intl.DateTimeFormat(dateLocale(locale), style).format(new Date(at));
}

/** 21 Nov 2026, 14:03, or to the second. */
export function stampText(at: string, locale: string, timeZone: string, isExact = false): string {
  const style = { dateStyle: 'medium', timeStyle: isExact ? 'medium' : 'short', timeZone } as const;
  return new Intl.DateTimeFormat(dateLocale(locale), style).format(new Date(at));
}

/** Of today only the hour: 14:03. Of another day 21 Nov 2026, 14:03. */
export function momentText(at: string, now: number, locale: string, timeZone: string): string {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone });
  if (day.format(new Date(at)) !== day.format(now)) return stampText(at, locale, timeZone);
  return new Intl.DateTimeFormat(dateLocale(locale), { timeStyle: 'short', timeZone }).format(new Date(at));
}

/** Plain `en` would put the month first and count hours to twelve; the sample business does neither. */
function dateLocale(locale: string): string {
  return locale === 'en' ? 'en-GB' : locale;
}

/** `1 case`, `2 cases`, `1,204 cases` */
export function count(amount: number, one: string, many = `${one}s`): string {
  return `${amount.toLocaleString('en')} ${amount === 1 ? one : many}`;
}

/** `three_to_seven_days` → `Three to seven days`; a name without a label is still words. */
export function humanise(name: string): string {
  const words = name
    .replaceAll(/[_-]+/g, ' ')
    .trim()
    .replaceAll(/\b(id|sku|url)\b/gi, (word) => word.toUpperCase());
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `Greta`, `Pia and Marek`, `Pia, Marek and Hanne` */
export function listed(names: string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

/** The first letters of a name, for the round mark beside it. */
export function initials(name: string): string {
  const parts = name.split(/\s+/).filter(Boolean);
  return ((parts[0]?.[0] ?? '?') + (parts.length > 1 ? (parts.at(-1)?.[0] ?? '') : '')).toUpperCase();
}

export function capital(text: string): string {
  return text.trim().charAt(0).toUpperCase() + text.trim().slice(1);
}

/** A text with a capital and a full stop, unless it ends in something like one. */
export function sentence(text: string): string {
  const said = capital(text);
  return /[.!?…:]["”’)]*$/.test(said) ? said : `${said}.`;
}
