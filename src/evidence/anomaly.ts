import { minorDigits, showMoney, type Money } from '../workspace/money.ts';
import { upperBound } from './rate.ts';
import type { Usual, UsualAmount, UsualRecipients, UsualWrite } from './schema.ts';

/** One way in which an action stands out. `rule` is `unusual-amount`, `-rate`, `-recipient` or `-hour`. */
export interface Anomaly {
  rule: string;
  says: string;
}

/** What is about to be done. `recipient` is a digest, made as those of the history were. */
export interface Unfolding {
  write: string;
  args: Record<string, unknown>;
  money: Money | undefined;
  recipient?: string;
}

/** When, and how people there write times and amounts. */
export interface Moment {
  now: Date;
  timeZone: string;
  locale?: string;
}

/** Fewer actions than this say nothing of what is usual. */
export const ACTIONS_MIN = 30;
/** The modified z-score above which a value is labelled an outlier (Iglewicz & Hoaglin 1993). */
export const OUTLIER_Z = 3.5;
/** An amount stands out only when it is also this many times what 99 of 100 did not exceed. */
export const AMOUNT_FACTOR = 1.5;
/** A rate stands out only when it is also this many times the busiest hour so far, and at least so many actions. */
export const RATE_FACTOR = 1.5;
export const RATE_MIN = 10;
/** Busy hours that are needed to say what a busy hour is. */
export const BUSY_HOURS_MIN = 24;
/** A burst on the first day says nothing of hours and recipients: it takes actions on so many days. */
export const DAYS_MIN = 10;
/** Actions that are needed to say which hours of the day are usual, and the share that is next to nothing. */
export const HOUR_ACTIONS_MIN = 200;
export const HOUR_SHARE = 0.0025;
/** Somebody new stands out where, at 95 %, at most this share of actions goes to somebody new. */
export const NEW_RECIPIENT_SHARE = 0.05;
/** Amounts that hardly ever differ still differ by some 10 %: log units, so that MAD = 0 flags no rounding. */
const LOG_SPREAD_MIN = 0.1;

/**
 * How an action stands out from the workflow's own history, each with a plain sentence. Empty: it does not, or too
 * little is known. Only upward: a small amount and a quiet hour are nobody's worry. Robust throughout (median and
 * MAD, high quantiles), so that an earlier outlier does not hide the next one.
 */
export function anomalies(usual: Usual, action: Unfolding, at: Moment): Anomaly[] {
  const known = Object.hasOwn(usual.writes, action.write) ? usual.writes[action.write] : undefined;
  if (!known || known.count < ACTIONS_MIN) return [];
  const found = [
    known.amount && amountOf(known.amount, action.money, at),
    rateOf(known),
    known.days >= DAYS_MIN && known.recipients ? recipientOf(known.recipients, action.recipient) : null,
    known.days >= DAYS_MIN ? hourOf(known, at) : null,
  ];
  return found.filter((one) => one !== null);
}

/** Far above what is usual: by the modified z-score of log(amount), and by a factor over nearly all of them. */
function amountOf(usual: UsualAmount, money: Money | undefined, { locale }: Moment): Anomaly | null {
  if (!money || money.currency !== usual.currency || usual.count < ACTIONS_MIN || money.minor <= 0)
    return null;
  const z = (Math.log(money.minor) - usual.median) / Math.max(usual.spread, LOG_SPREAD_MIN);
  if (z <= OUTLIER_Z || money.minor <= AMOUNT_FACTOR * usual.high) return null;
  const show = (minor: number) => showMoney({ minor: Math.round(minor), currency: usual.currency }, locale);
  const half = roundTo(Math.exp(usual.median), minorDigits(usual.currency));
  return {
    rule: 'unusual-amount',
    says: `${show(money.minor)} is far above what is usual here: half of ${usual.count} were at most ${show(half)}, and the largest was ${show(usual.max)}.`,
  };
}

/** From 100 upward the fraction of an amount tells nobody anything. */
function roundTo(minor: number, digits: number): number {
  const unit = 10 ** digits;
  return minor >= 100 * unit ? Math.round(minor / unit) * unit : Math.round(minor);
}

/** Far more in this hour than in the busy hours before. Counts scatter at least as Poisson's do. */
function rateOf({ perHour, lastHour }: UsualWrite): Anomaly | null {
  const count = lastHour + 1;
  if (perHour.hours < BUSY_HOURS_MIN || count < RATE_MIN) return null;
  const spread = Math.max(perHour.spread, Math.sqrt(Math.max(perHour.median, 1)));
  const z = (count - perHour.median) / spread;
  if (z <= OUTLIER_Z || count <= RATE_FACTOR * perHour.max) return null;
  return {
    rule: 'unusual-rate',
    says: `This is the ${ordinal(count)} in 60 minutes: an hour with any has ${perHour.median} as a rule, and at most ${perHour.max} so far.`,
  };
}

/**
 * Somebody who never received one before, where that hardly ever happens. The chance that the next one is new is
 * estimated by the share of those seen once (Good 1953, Biometrika 40), with its upper bound.
 */
function recipientOf(usual: UsualRecipients, recipient: string | undefined): Anomaly | null {
  if (recipient === undefined || usual.count < ACTIONS_MIN) return null;
  if (Object.hasOwn(usual.known, recipient)) return null;
  const isRare = usual.once <= NEW_RECIPIENT_SHARE * usual.count;
  if (!isRare || upperBound(usual.once, usual.count) > NEW_RECIPIENT_SHARE) return null;
  const known = Object.keys(usual.known).length;
  const whom = known === 1 ? 'one recipient' : `${known} recipients`;
  return {
    rule: 'unusual-recipient',
    says: `It goes to somebody who never had one: all of the ${usual.count} before went to the same ${whom}.`,
  };
}

/** An hour of the day in which, with its neighbours, next to nothing ever happened. */
function hourOf({ count, hours }: UsualWrite, { now, timeZone }: Moment): Anomaly | null {
  if (count < HOUR_ACTIONS_MIN || hours.length !== 24) return null;
  const hour = hourIn(now, timeZone);
  const around = [hour + 23, hour, hour + 1].reduce((sum, each) => sum + (hours[each % 24] ?? 0), 0);
  const total = hours.reduce((sum, each) => sum + each, 0);
  if (around > HOUR_SHARE * total) return null;
  const clock = (each: number) => `${String(each % 24).padStart(2, '0')}:00`;
  return {
    rule: 'unusual-hour',
    says: `Next to nothing happens at this hour: ${around === 0 ? 'none' : around} of ${total} came between ${clock(hour + 23)} and ${clock(hour + 2)}.`,
  };
}

// A formatter takes some 30 µs to make and every ruling asks.
const clocks = new Map<string, Intl.DateTimeFormat>();

function hourIn(now: Date, timeZone: string): number {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone });
    clocks.set(timeZone, clock);
  }
  return Number(clock.format(now));
}

function ordinal(count: number): string {
  const teen = count % 100 >= 11 && count % 100 <= 13;
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][count % 10] ?? 'th');
  return `${count}${ending}`;
}
