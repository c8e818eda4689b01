import { SCHEDULE_ENTRIES } from './entries.ts';
import { dueAt, shifted, spanAt } from './span.ts';
import type { Period, Span } from './schema.ts';

/** What somebody gets, as remit.yaml says it. */
export interface Schedule {
  every: Period;
  /** Minutes after midnight. */
  at: number;
  for: string[];
  to: string[];
}

/** One mail that is due: which report, to whom, of which workflows (empty: the whole). */
export interface Due {
  span: Span;
  to: string;
  workflows: string[];
  /** Names it within the report. */
  mail: string;
  dueAt: Date;
}

/** Reports that were missed while nothing ran are sent late, but so many periods back at most; older ones are pages. */
export const CATCH_UP: Record<Period, number> = { day: 3, week: 2, month: 2 };

/** `hanne`, `hanne:returns`: one person gets one mail of a report for the same workflows, whatever asked for it. */
export function mailName(to: string, workflows: readonly string[]): string {
  return workflows.length === 0 ? to : `${to}:${workflows.toSorted().join('+')}`;
}

/**
 * The mails that have fallen due by now and not too long ago. `since` says from when on somebody was to get a report:
 * what fell due before is not sent afterwards, so that a new line in remit.yaml sends nothing of the past.
 */
export function dueMails(
  schedules: readonly Schedule[],
  {
    now,
    timeZone,
    since,
  }: { now: Date; timeZone: string; since: (schedule: Schedule, to: string) => Date | null },
): Due[] {
  const due = new Map<string, Due>();
  for (const schedule of schedules) {
    for (const span of pastSpans(schedule.every, now, timeZone)) {
      const at = dueAt(span, schedule.at, timeZone);
      if (at > now) continue;
      for (const to of schedule.to) {
        const from = since(schedule, to);
        if (from === null || at < from) continue;
        const mail = mailName(to, schedule.for);
        const name = `${span.period}.${span.date} ${mail}`;
        if (!due.has(name)) due.set(name, { span, to, workflows: schedule.for, mail, dueAt: at });
      }
    }
  }
  return [...due.values()].toSorted((one, other) => one.dueAt.getTime() - other.dueAt.getTime());
}

/** When a schedule sends the next time. */
export function nextAt(schedule: Schedule, now: Date, timeZone: string): Date {
  const here = spanAt(schedule.every, now, timeZone);
  const before = dueAt(shifted(here, -1, timeZone), schedule.at, timeZone);
  return before > now ? before : dueAt(here, schedule.at, timeZone);
}

function pastSpans(period: Period, now: Date, timeZone: string): Span[] {
  const here = spanAt(period, now, timeZone);
  return Array.from({ length: CATCH_UP[period] }, (_, back) => shifted(here, -1 - back, timeZone));
}

const SCHEDULED = SCHEDULE_ENTRIES['reports.scheduled'].body;

/** Since when somebody is to get what a schedule says, without a break, by the log; null: not yet. */
export function sinceOf(
  entries: readonly { kind: string; at: Date; body: Record<string, unknown> }[],
): (schedule: Schedule, to: string) => Date | null {
  return (schedule, to) => {
    let since: Date | null = null;
    for (const { body, at } of entries) {
      const { schedules } = SCHEDULED.parse(body);
      const isThere = schedules.some((one) => isSame(one, schedule) && one.to.includes(to));
      since = isThere ? (since ?? at) : null;
    }
    return since;
  };
}

/** The same report; another time of day does not make it another one. */
function isSame(one: Schedule, other: Schedule): boolean {
  return one.every === other.every && mailName('', one.for) === mailName('', other.for);
}

/** Whether the log says already what remit.yaml says. */
export function isScheduled(
  entries: readonly { body: Record<string, unknown> }[],
  schedules: readonly Schedule[],
): boolean {
  const last = entries.at(-1);
  const known = last ? SCHEDULED.parse(last.body).schedules : [];
  return JSON.stringify(known) === JSON.stringify(SCHEDULED.parse({ schedules }).schedules);
}
