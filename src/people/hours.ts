import type { BusinessHours } from '../workspace/rollout.ts';
import { dayAt, momentOf } from './zone.ts';

const DAY_MS = 86_400_000;
const DAYS_IN_WEEK = 7;
/** A week of working time holds a minute at least, so a deadline lies within so many days; beyond, every hour counts. */
const DAYS_MAX = 3_660;

/** When people of a place work. Without hours, always. */
export interface WorkingTime {
  hours: BusinessHours | null;
  timeZone: string;
}

/**
 * The moment when `ms` have passed since `from`: of the clock, or of working time alone. Days are those of the
 * place's time zone, so a working day keeps its hours when clocks change, and is shorter or longer where it spans
 * the change itself.
 */
export function after(from: Date, ms: number, counted: 'business' | undefined, place: WorkingTime): Date {
  const plain = new Date(from.getTime() + ms);
  const { hours, timeZone } = place;
  if (counted === undefined || hours === null) return plain;
  let left = ms;
  const first = dayAt(from, timeZone);
  for (let day = first; day <= first + DAYS_MAX * DAY_MS; day += DAY_MS) {
    const open = openOn(day, hours, timeZone);
    if (!open) continue;
    const start = Math.max(open.from, from.getTime());
    if (start >= open.to) continue;
    if (left <= open.to - start) return new Date(start + left);
    left -= open.to - start;
  }
  return plain;
}

/** The working time of one day (its midnight as if it were UTC), in milliseconds since the epoch. */
function openOn(
  day: number,
  { week, holidays }: BusinessHours,
  timeZone: string,
): { from: number; to: number } | undefined {
  const date = new Date(day);
  // Sunday is 0 for a Date, and the week of a workspace begins on Monday.
  const span = week[(date.getUTCDay() + DAYS_IN_WEEK - 1) % DAYS_IN_WEEK];
  if (!span || holidays.includes(date.toISOString().slice(0, 10))) return undefined;
  return { from: momentOf(day, span.from, timeZone, 'first'), to: momentOf(day, span.to, timeZone, 'last') };
}
