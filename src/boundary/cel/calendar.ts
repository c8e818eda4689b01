import type { Run } from './run.ts';

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** The day of the week and the hour of `now` in the scope's time zone; undefined when either is not known. */
export function calendar(run: Run): { weekday: string; hour: number } | undefined {
  if (Number.isNaN(run.scope.nowMs)) return undefined;
  const format = formatOf(run.scope.timeZone);
  if (!format) return undefined;
  let weekday = '';
  let hour = 0;
  for (const part of format.formatToParts(run.scope.nowMs)) {
    if (part.type === 'weekday') weekday = part.value.toLowerCase();
    if (part.type === 'hour') hour = Number(part.value);
  }
  return { weekday, hour };
}

// Making a formatter costs some 50 µs and a zone never changes its name, so each zone's is kept.
const formats = new Map<string, Intl.DateTimeFormat | undefined>();
const ZONES_MAX = 100;

function formatOf(timeZone: string): Intl.DateTimeFormat | undefined {
  if (!formats.has(timeZone)) {
    if (formats.size >= ZONES_MAX) formats.clear();
    formats.set(timeZone, makeFormat(timeZone));
  }
  return formats.get(timeZone);
}

function makeFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'long', hour: '2-digit', hourCycle: 'h23' });
  } catch {
    // An unknown zone is not an error here: what depends on it is unknown.
    return undefined;
  }
}
