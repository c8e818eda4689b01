const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Waits between tries, the last of them again and again. */
const WAITS_MS = [
  5 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  4 * HOUR_MS,
  8 * HOUR_MS,
];
/** What was not taken in so long is not sent again by itself. */
export const GIVE_UP_MS = 3 * DAY_MS;
/** Many events that failed together are not all tried again in the same second. */
const JITTER = 0.1;
/** A receiver that asks for more patience than this is tried anyway. */
const ASKED_MAX_MS = 8 * HOUR_MS;

/** How long to wait after so many tries (1 or more); `chance` in [0, 1). `askedMs` is what a Retry-After asks for. */
export function waitMs(tries: number, chance: number, askedMs = 0): number {
  const wait = WAITS_MS[Math.min(tries, WAITS_MS.length) - 1] ?? 0;
  return Math.round(Math.max(wait * (1 + JITTER * chance), Math.min(askedMs, ASKED_MAX_MS)));
}
