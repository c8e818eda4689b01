import { midnightOf } from './zoned.ts';

const HOUR_MS = 3_600_000;

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
    { label: 'Today', from: midnightOf(now, timeZone) },
  ];
}
