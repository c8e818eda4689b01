import { useDesk } from '../shell/desk.tsx';

/** How every axis looks. Colours are the page's own names, so that light and dark need nothing more. */
export const TICK = { fill: 'var(--ink-3)', fontSize: 11 } as const;
export const LINE = { stroke: 'var(--line-2)' } as const;
export const GRID = { stroke: 'var(--line)', vertical: false } as const;
export const MARGIN = { top: 8, right: 12, bottom: 0, left: 0 } as const;

const DAY_MS = 86_400_000;

/** How a time is written below an axis: the hour within two days, else the day, with its year only where it is far. */
export function useTimeWords(
  first: number,
  last: number,
): { short: (at: number) => string; long: (at: number) => string } {
  const { locale, time_zone } = useDesk();
  const named = locale === 'en' ? 'en-GB' : locale;
  // A single point says nothing of how fine the pieces are, and its day is what one asks for.
  const isHours = last > first && last - first <= 2 * DAY_MS;
  const span = last - first;
  const short = new Intl.DateTimeFormat(named, {
    timeZone: time_zone,
    ...(isHours
      ? { hour: '2-digit', minute: '2-digit' }
      : span > 400 * DAY_MS
        ? { month: 'short', year: '2-digit' }
        : { day: 'numeric', month: 'short' }),
  });
  const long = new Intl.DateTimeFormat(named, {
    timeZone: time_zone,
    dateStyle: 'medium',
    ...(isHours && { timeStyle: 'short' }),
  });
  return { short: (at) => short.format(at), long: (at) => long.format(at) };
}
