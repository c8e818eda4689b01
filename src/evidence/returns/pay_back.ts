import type { Figure, PayBack } from './schema.ts';
import { showDay } from './show.ts';

/** Beyond it nobody plans. */
export const HORIZON_MONTHS = 24;
const DAY_MS = 86_400_000;
/** Of the calendar, on average over 400 years. */
export const DAYS_IN_MONTH = 365.2425 / 12;

export interface PayBackOf {
  /** Paid once, and won each month after all running costs; null: something is missing. */
  once: Figure | null;
  net: Figure | null;
  /** The first day on which the agent worked, or would. */
  start: Date;
  locale: string;
}

/**
 * The day on which what was paid once has come back, at the present rate: cost / what a month brings, from the start.
 * A day is named only where the whole interval pays back within two years; that it does not is said only where none of
 * it does; in between it is not yet known.
 */
export function payBack({ once, net, start, locale }: PayBackOf): PayBack {
  if (once === null || net === null)
    return unknown(false, 'Not yet known: a figure that it needs is missing.', null);
  const day = (months: number | null) => (months === null ? null : dayAfter(start, months));
  const months = monthsFor(once.value, net.value);
  if (net.low === null || net.high === null) {
    const at = day(months);
    if (at === null) return never(true, once.value > 0 && net.value > 0);
    return {
      ...HELD,
      state: 'by',
      date: at,
      months,
      is_guess: true,
      says: `By these guesses ${back(at, locale)}.`,
    };
  }
  const earliest = day(monthsFor(once.value, net.high));
  const latest = day(monthsFor(once.value, net.low));
  const date = day(months);
  if (latest !== null && date !== null && earliest !== null) {
    const range =
      earliest === latest ? '' : `, between ${showDay(earliest, locale)} and ${showDay(latest, locale)}`;
    const says = `${capital(back(date, locale))}${range}.`;
    return { state: 'by', date, earliest, latest, months, is_guess: false, says };
  }
  if (earliest === null) return never(false, net.high > 0);
  const says = `Not yet known: at best by ${showDay(earliest, locale)}, but perhaps not within two years.`;
  return unknown(false, says, { date, earliest, months });
}

const HELD = { earliest: null, latest: null } as const;

/** Months until so much has come back; null: not within two years. Nothing to pay back is paid back at once. */
export function monthsFor(once: number, net: number): number | null {
  if (net <= 0) return null;
  const months = once / net;
  return months <= HORIZON_MONTHS ? months : null;
}

function dayAfter(start: Date, months: number): string {
  return new Date(start.getTime() + months * DAYS_IN_MONTH * DAY_MS).toISOString().slice(0, 10);
}

function back(date: string, locale: string): string {
  return `what was paid once has come back by ${showDay(date, locale)}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function never(isGuess: boolean, winsSomething: boolean): PayBack {
  const why = winsSomething ? 'it would take longer' : 'running it costs as much as it brings, or more';
  const by = isGuess ? 'By these guesses not within two years' : 'Not within two years';
  return {
    ...HELD,
    state: 'not_within',
    date: null,
    months: null,
    is_guess: isGuess,
    says: `${by}: ${why}.`,
  };
}

function unknown(
  isGuess: boolean,
  says: string,
  perhaps: Pick<PayBack, 'date' | 'earliest' | 'months'> | null,
): PayBack {
  return { ...HELD, date: null, months: null, ...perhaps, state: 'not_known', is_guess: isGuess, says };
}
