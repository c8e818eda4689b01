/** What a clock on the wall of a time zone shows, as the browser's own field writes it: `2026-11-21T14:03`. */
export function wallTime(at: string | undefined, timeZone: string): string {
  const time = at === undefined ? Number.NaN : Date.parse(at);
  if (Number.isNaN(time)) return '';
  return new Date(time + offsetMs(time, timeZone)).toISOString().slice(0, 16);
}

/** The moment at which that clock shows it; undefined for what is no time. */
export function momentOf(wall: string, timeZone: string): string | undefined {
  const asUtc = Date.parse(`${wall}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  // The offset is that of a moment which the offset itself shifts, so it is asked for twice.
  const near = asUtc - offsetMs(asUtc, timeZone);
  return new Date(asUtc - offsetMs(near, timeZone)).toISOString();
}

/** When the day that a moment falls into began there. */
export function midnightOf(now: Date, timeZone: string): string {
  const day = wallTime(now.toISOString(), timeZone).slice(0, 10);
  return momentOf(`${day}T00:00`, timeZone) ?? now.toISOString();
}

function offsetMs(time: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(new Date(time));
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? 0);
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return wall - Math.floor(time / 1_000) * 1_000;
}
