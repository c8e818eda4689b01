const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface QuickTime {
  label: string;
  /** ISO 8601; the slice begins here. */
  from: string;
}

/** Times that people reach for when something has gone wrong just now. */
export function quickTimes(now: Date, timeZone: string): QuickTime[] {
  const back = (ms: number) => new Date(now.getTime() - ms).toISOString();
  return [
    { label: 'Last hour', from: back(HOUR_MS) },
    { label: 'Last 3 hours', from: back(3 * HOUR_MS) },
    { label: 'Today', from: new Date(midnight(now, timeZone)).toISOString() },
  ];
}

/** When the day that `now` falls into began where the workspace is. A day on which clocks change is the one edge. */
function midnight(now: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(now);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? 0);
  const since = ((part('hour') * 60 + part('minute')) * 60 + part('second')) * 1_000 + now.getMilliseconds();
  return now.getTime() - (since % DAY_MS);
}
