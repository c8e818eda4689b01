const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** The local day of a moment, as the milliseconds of its midnight in UTC: days are counted without clocks. */
export function dayAt(at: Date, timeZone: string): number {
  return Math.floor((at.getTime() + offsetAt(at.getTime(), timeZone)) / DAY_MS) * DAY_MS;
}

/**
 * The moment when a clock in the zone shows so many minutes since midnight of a local day. A time that a clock shows
 * twice, in the night when it is set back, is its first or its last; one that is skipped is the moment of the skip.
 */
export function momentOf(day: number, minutes: number, timeZone: string, which: 'first' | 'last'): number {
  const shown = day + minutes * MINUTE_MS;
  const around = [shown - DAY_MS, shown + DAY_MS].map((at) => shown - offsetAt(at, timeZone));
  const real = around.filter((at) => at + offsetAt(at, timeZone) === shown);
  if (real.length > 0) return which === 'first' ? Math.min(...real) : Math.max(...real);
  return skipBetween(Math.min(...around), Math.max(...around), shown, timeZone);
}

/** The first moment at which the clock shows this time or a later one. */
function skipBetween(from: number, to: number, shown: number, timeZone: string): number {
  let [before, behind] = [from, to];
  while (behind - before > 1) {
    const middle = Math.floor((before + behind) / 2);
    if (middle + offsetAt(middle, timeZone) >= shown) behind = middle;
    else before = middle;
  }
  return behind;
}

/** By how many milliseconds the zone's clock is ahead of UTC at a moment. */
function offsetAt(at: number, timeZone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const whole = Math.floor(at / 1_000) * 1_000;
  return Date.UTC(year, month - 1, day, hour, minute, second) - whole;
}

// Making a formatter costs some 50 µs, and a process knows few zones.
const formats = new Map<string, Intl.DateTimeFormat>();
const ZONES_MAX = 100;

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    if (formats.size >= ZONES_MAX) formats.clear();
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(timeZone, format);
  }
  return format;
}
