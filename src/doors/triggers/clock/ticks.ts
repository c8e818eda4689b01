import type { Cron } from 'croner';

/** Ticks beyond these are not counted one by one: `1000 or more` says enough. */
const COUNTED_MAX = 1_000;

/** What is due by a clock: its newest tick, and how many before it nobody was there for. */
export interface Due {
  at: Date;
  missed: number;
}

/** The newest tick after `last` and up to `now`; null while none is due. */
export function dueBy(cron: Cron, last: Date, now: Date): Due | null {
  const [newest] = cron.previousRuns(1, new Date(now.getTime() + 1_000));
  if (!newest || newest <= last || newest > now) return null;
  let missed = 0;
  for (
    let next = cron.nextRun(last);
    next && next < newest && missed < COUNTED_MAX;
    next = cron.nextRun(next)
  )
    missed += 1;
  return { at: newest, missed };
}

/** What a tick is to templates: its day and time as people of that place say them. */
export function tickOf({ at, missed }: Due, timeZone: string) {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    weekday: 'long',
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return {
    at: at.toISOString(),
    day: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}`,
    weekday: part('weekday'),
    missed,
  };
}
