import type { CelFunction } from './functions.ts';
import { literalText } from './literal.ts';
import { calendar } from './calendar.ts';
import { readTime, UNKNOWN } from './values.ts';

const TIME = 'google.protobuf.Timestamp';
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** `days_since(t)`: exact, not counted in calendar days; 30 days and an hour ago is more than 30. */
function distance(name: string, unit: string, unitMs: number, sign: 1 | -1): CelFunction {
  const past = sign === 1;
  return {
    name,
    usage: `${name}(time)`,
    gives: 'number',
    says: `How many ${unit} ${past ? 'have passed since' : 'remain until'} the time, with fractions; negative when it is ${past ? 'still to come' : 'past'}.`,
    own: [`${name}(${TIME}): double`],
    compile:
      ([time]) =>
      (run) => {
        const at = time!(run);
        if (at === UNKNOWN) return UNKNOWN;
        if (Number.isNaN(run.scope.nowMs)) return run.miss('now', 'the time of the ruling is not known');
        return (sign * (run.scope.nowMs - (at as number))) / unitMs;
      },
  };
}

export const clockFunctions: CelFunction[] = [
  distance('days_since', 'days', DAY_MS, 1),
  distance('hours_since', 'hours', HOUR_MS, 1),
  distance('minutes_since', 'minutes', MINUTE_MS, 1),
  distance('days_until', 'days', DAY_MS, -1),
  distance('hours_until', 'hours', HOUR_MS, -1),
  {
    name: 'weekday',
    usage: 'weekday()',
    gives: 'text',
    says: 'The day of the week now, in the time zone of the workspace: `monday` to `sunday`.',
    own: ['weekday(): string'],
    compile: () => (run) => calendar(run)?.weekday ?? run.miss('now', 'the time or its zone is not known'),
  },
  {
    name: 'hour',
    usage: 'hour()',
    gives: 'whole number',
    says: 'The hour now, in the time zone of the workspace: 0 to 23.',
    own: ['hour(): int'],
    compile: () => (run) => calendar(run)?.hour ?? run.miss('now', 'the time or its zone is not known'),
  },
  {
    name: 'timestamp',
    usage: 'timestamp("2026-01-31T12:00:00Z")',
    gives: 'time',
    says: 'A fixed moment, as ISO 8601 with its zone.',
    literal: [0],
    faulty: (call) =>
      readTime(literalText(call, 0)) === undefined
        ? 'expected a time such as timestamp("2026-01-31T12:00:00Z")'
        : undefined,
    compile: (_, call) => {
      const at = readTime(literalText(call, 0)) ?? UNKNOWN;
      return () => at;
    },
  },
  {
    name: 'duration',
    usage: 'duration("36h")',
    gives: 'duration',
    says: 'A length of time in hours, minutes and seconds, to compare with `now - time`.',
    literal: [0],
    faulty: (call) =>
      readDuration(literalText(call, 0)) === undefined
        ? 'expected a duration such as duration("36h") or duration("1h30m")'
        : undefined,
    compile: (_, call) => {
      const long = readDuration(literalText(call, 0)) ?? UNKNOWN;
      return () => long;
    },
  },
];

/** Reads `1h30m` into milliseconds. CEL knows hours, minutes and seconds; days are written in hours. */
function readDuration(text: string): number | undefined {
  const match = /^(-?)(?:(\d{1,7})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s)?$/.exec(text);
  if (!match || !/\d/.test(text)) return undefined;
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = match;
  const long = Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS + Number(seconds) * 1_000;
  return sign ? -long : long;
}
