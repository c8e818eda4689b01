const MINUTES_PER_HOUR = 60;
const MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR;
/** From so many of a unit on, the next larger one reads better. */
const UNITS_MAX = 48;

/** `40 s`, `12 min`, `3.2 h`, `5.1 days` */
export function sayMinutes(minutes: number): string {
  const size = Math.abs(minutes);
  if (size < 1) return `${Math.round(minutes * 60)} s`;
  if (size < 2 * MINUTES_PER_HOUR) return `${short(minutes)} min`;
  if (size < UNITS_MAX * MINUTES_PER_HOUR) return `${short(minutes / MINUTES_PER_HOUR)} h`;
  return `${short(minutes / MINUTES_PER_DAY)} days`;
}

/** A number as people say it: whole from ten on, else with one digit behind the point. */
export function short(value: number): string {
  return Math.abs(value) >= 10 ? String(Math.round(value)) : String(Number(value.toFixed(1)));
}
