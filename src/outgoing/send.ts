import type { Pool } from 'pg';
import type { OutgoingHook } from '../workspace/outgoing.ts';
import { GIVE_UP_MS, waitMs } from './backoff.ts';
import { post, type Posted } from './post.ts';
import { dueEvents, wasRefused, wasSent, type HookState, type Waiting } from './queue.ts';

/** Requests to one receiver that are under way at once. */
const IN_FLIGHT = 8;
const AT_A_TIME = 32;

export interface SendGround {
  pool: Pool;
  now: () => Date;
  chance: () => number;
}

/** Why a hook must be stopped: nobody is there any more, or nothing got through for days. */
export type Round = { sent: number; stop: string | null };

/**
 * Sends what is due for one hook, each stream's events one after the other. While it fails one event at a time is tried,
 * so that a receiver that comes back is not met by all that waited.
 */
export async function sendDue(ground: SendGround, hook: OutgoingHook, state: HookState): Promise<Round> {
  const { pool, now } = ground;
  const isFailing = state.fails > 0;
  const due = await dueEvents(pool, hook.name, now(), isFailing ? 1 : AT_A_TIME, isFailing);
  let fails = state.fails;
  let stop: string | null = null;
  let sent = 0;
  const one = async (): Promise<void> => {
    for (let next = due.shift(); next && stop === null; next = due.shift()) {
      const posted = await post(hook, next.id, next.event, now());
      if (posted.ok) {
        fails = 0;
        sent += 1;
        await wasSent(pool, hook.name, next.seq, now());
      } else {
        fails += 1;
        stop ??= await refused(ground, hook, { ...state, fails }, next, posted);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(IN_FLIGHT, due.length) }, one));
  return { sent, stop };
}

async function refused(
  { pool, now, chance }: SendGround,
  hook: OutgoingHook,
  state: HookState,
  { seq, tries, firstAt }: Waiting,
  { says, gone, askedMs }: Extract<Posted, { ok: false }>,
): Promise<string | null> {
  const at = now();
  const nextAt = new Date(at.getTime() + waitMs(tries + 1, chance(), askedMs));
  const isLong = (since: Date | null) => since !== null && at.getTime() - since.getTime() >= GIVE_UP_MS;
  const gotThrough = firstAt !== null && state.sentAt !== null && state.sentAt > firstAt;
  const isGivenUp = isLong(firstAt) && gotThrough && !gone;
  // The hook as a whole waits no longer than this event: others may be taken although this one is not.
  const hookNextAt = new Date(
    at.getTime() + waitMs(Math.min(state.fails, WAIT_STEPS_OF_HOOK), chance(), askedMs),
  );
  await wasRefused(pool, hook.name, { seq, says, now: at, nextAt: isGivenUp ? null : nextAt, hookNextAt });
  if (gone) return `${hook.origin} says that nothing is wanted there any more (410)`;
  return isLong(state.failingSince)
    ? `${says}, and nothing got through for ${GIVE_UP_MS / 86_400_000} days`
    : null;
}

/** A receiver that is down is asked again every ten minutes at least. */
const WAIT_STEPS_OF_HOOK = 4;
