import { dayAt, momentOf } from '../../people/zone.ts';
import { PERIODS, type Period, type Span } from './schema.ts';

const DAY_MS = 86_400_000;
const DAYS_IN_WEEK = 7;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The period that a moment lies in, in the workspace's time zone. Weeks begin on Monday (ISO 8601). */
export function spanAt(period: Period, at: Date, timeZone: string): Span {
  return spanFrom(period, firstDay(period, dayAt(at, timeZone)), timeZone);
}

/** `week.2026-11-18`: the week of that day. Undefined where it is no period of the calendar. */
export function spanNamed(id: string, timeZone: string): Span | undefined {
  const [name, date = '', more] = id.split('.');
  const period = PERIODS.find((each) => each === name);
  const match = DATE.exec(date);
  if (!period || !match || more !== undefined) return undefined;
  const day = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  // 2026-02-31 is a day of March to a calendar, and a slip to a person.
  if (iso(day) !== date) return undefined;
  return spanFrom(period, firstDay(period, day), timeZone);
}

/** So many periods later, or earlier. */
export function shifted({ period, date }: Span, by: number, timeZone: string): Span {
  const day = Date.parse(`${date}T00:00:00Z`);
  return spanFrom(period, step(period, day, by), timeZone);
}

/** `week.2026-11-16` */
export function spanId({ period, date }: Pick<Span, 'period' | 'date'>): string {
  return `${period}.${date}`;
}

/** When the report of a period falls due: at this time of the first day after it. */
export function dueAt(span: Span, minutes: number, timeZone: string): Date {
  const next = Date.parse(`${shifted(span, 1, timeZone).date}T00:00:00Z`);
  return new Date(momentOf(next, minutes, timeZone, 'first'));
}

/** `16 to 22 November 2026`, `November 2026`, `Monday, 16 November 2026` */
export function spanTitle({ period, date }: Pick<Span, 'period' | 'date'>, locale: string): string {
  const first = new Date(`${date}T00:00:00Z`);
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  if (period === 'day') return format({ dateStyle: 'full' }).format(first);
  if (period === 'month') return format({ month: 'long', year: 'numeric' }).format(first);
  const last = new Date(first.getTime() + (DAYS_IN_WEEK - 1) * DAY_MS);
  return format({ day: 'numeric', month: 'long', year: 'numeric' }).formatRange(first, last);
}

function spanFrom(period: Period, day: number, timeZone: string): Span {
  const next = step(period, day, 1);
  return {
    period,
    date: iso(day),
    from: new Date(momentOf(day, 0, timeZone, 'first')),
    to: new Date(momentOf(next, 0, timeZone, 'first')),
  };
}

/** The first day of the period that a day (its midnight in UTC) lies in. */
function firstDay(period: Period, day: number): number {
  const date = new Date(day);
  if (period === 'day') return day;
  if (period === 'month') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
  // Sunday is 0 for a Date, and a week begins on Monday.
  return day - ((date.getUTCDay() + DAYS_IN_WEEK - 1) % DAYS_IN_WEEK) * DAY_MS;
}

function step(period: Period, day: number, by: number): number {
  const date = new Date(day);
  if (period === 'month') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + by, 1);
  return day + by * (period === 'week' ? DAYS_IN_WEEK : 1) * DAY_MS;
}

function iso(day: number): string {
  return new Date(day).toISOString().slice(0, 10);
}
