import { Cron } from 'croner';
import { z } from 'zod';
import { entry, type Say, within } from '../forms/form.ts';
import { Shapes } from '../shape.ts';
import type { TriggerGround } from './index.ts';
import { checkCommon, failBy, triggerKeys } from './keys.ts';
import type { Arrival, TriggerCommon } from './schema.ts';

/** Something that is due again and again, by the clock of a place. */
export interface ClockTrigger extends TriggerCommon {
  kind: 'clock';
  /** Five fields: minute, hour, day of the month, month, day of the week; or a nickname such as `@daily`. */
  cron: string;
  /** Null: the workspace's own. */
  timeZone: string | null;
  /** What becomes of ticks that nobody was there for: all of them together run once, or none does. */
  missed: 'once' | 'skip';
}

/** One of `triggers:` of the kind `clock`. */
export const ClockTriggerForm = entry({
  kind: z.literal('clock'),
  ...triggerKeys,
  cron: z.string().min(1),
  time_zone: z.string().min(1).optional(),
  missed: z.enum(['once', 'skip']).default('once'),
});

/** What a tick is to templates. */
const TICK = Shapes.parse({
  at: 'time',
  day: { type: 'string', label: 'Day' },
  time: { type: 'string', label: 'Time' },
  weekday: { type: 'string', label: 'Weekday' },
  missed: { type: 'integer', label: 'Ticks missed before' },
});

/** Reads a clock's trigger. */
export function readClock(raw: unknown, ground: TriggerGround, say: Say): ClockTrigger | undefined {
  const form = within(ClockTriggerForm, raw, failBy(say));
  if (!form) return undefined;
  const { cron, time_zone: timeZone = null, missed } = form;
  if (timeZone !== null && !isTimeZone(timeZone))
    say(['time_zone'], 'is not a time zone', 'write one such as Europe/Berlin');
  else sayCron(cron, say);
  const common = checkCommon(form, ground.event, { payload: TICK, mapped: TICK }, say);
  return { ...common, kind: 'clock', cron, timeZone, missed };
}

/** The ticks of a clock; the zone is where its hours are meant. Daylight saving: see `docs/clock.md`. */
export function cronOf(cron: string, timeZone: string): Cron {
  return new Cron(cron, { paused: true, timezone: timeZone, mode: '5-part' });
}

function sayCron(cron: string, say: Say): void {
  const todo = 'write minute, hour, day, month and weekday, such as "0 7 * * 1-5"';
  try {
    if (cronOf(cron, 'UTC').nextRun() === null) say(['cron'], 'never comes', todo);
  } catch (error) {
    const why = (error as Error).message.replace(/^CronPattern: /, '').replace(/\.$/, '');
    say(['cron'], `is not a time that comes again and again (${why})`, todo);
  }
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** A tick as it was made. */
export function mapClock(_: ClockTrigger, { payload }: Arrival): Record<string, unknown> {
  return { ...(payload as Record<string, unknown>) };
}
