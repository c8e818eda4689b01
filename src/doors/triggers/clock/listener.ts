import { cronOf, type ClockTrigger } from '../../../workspace/triggers/clock.ts';
import { Held, readCursor } from '../held.ts';
import { take, type Hands, type Place } from '../hands.ts';
import { Looking } from '../looking.ts';
import { dueBy, tickOf } from './ticks.ts';

/** It is looked this often at the latest, so that a clock that was set, or a machine that slept, is noticed. */
const LOOK_MS = 30_000;
/** Another process has the clock: it is tried again after so long. */
const BUSY_MS = 20_000;
/** A tick that is later than this was missed. */
const LATE_MS = 5 * 60_000;

/** Where a clock is: the newest tick that was taken in, by which times. */
interface Cursor {
  cron: string;
  last: string;
}

/** Lets an event come in at the times of a clock, once for each tick whatever happens. */
export function clockListener(hands: Hands, place: Place<ClockTrigger>): Looking {
  return new Looking(hands, place, async () => {
    const held = await Held.take(hands, place, LOOK_MS);
    if (!held) return BUSY_MS;
    return tick(hands, place, held);
  });
}

/** Takes in the tick that is due, and says how long until the next. Exported for tests with a clock of their own. */
export async function tick(hands: Hands, place: Place<ClockTrigger>, held: Held): Promise<number> {
  const { world } = hands;
  const timeZone = place.trigger.timeZone ?? world.workspace().timeZone;
  const times = `${place.trigger.cron} ${timeZone}`;
  const cron = cronOf(place.trigger.cron, timeZone);
  const now = world.now();
  const before = readCursor(held.value, asCursor);
  // A clock that is new, or whose times are others now, begins now: what it would have done before is nobody's wish.
  const last = before?.cron === times ? new Date(before.last) : null;
  if (!last) await held.keep(JSON.stringify({ cron: times, last: now.toISOString() }));
  const due = last && dueBy(cron, last, now);
  if (due) {
    const isLate = now.getTime() - due.at.getTime() > LATE_MS;
    if (!(isLate && place.trigger.missed === 'skip')) {
      const payload = tickOf(due, timeZone);
      await take(hands, place, { id: due.at.toISOString(), type: 'tick', at: due.at, payload });
    }
    await held.keep(JSON.stringify({ cron: times, last: due.at.toISOString() }));
  }
  const next = cron.nextRun(now);
  return Math.min(LOOK_MS, next ? Math.max(0, next.getTime() - now.getTime()) : LOOK_MS);
}

function asCursor(given: unknown): Cursor | null {
  const { cron, last } = given as Partial<Cursor>;
  return typeof cron === 'string' && typeof last === 'string' ? { cron, last } : null;
}
