import type { Pool } from 'pg';
import type { World } from '../../flow/world.ts';
import { Turns } from '../../runtime/turns.ts';
import { lookForPrecedents } from './look.ts';

/** New decisions are held against the boundary of their day so long after something changed. */
const WATCH_EVERY_MS = 3_000;
/** Looking takes at most this part of the time: nobody waits for it, and cases are worked on meanwhile. */
const LOOKING_SHARE = 0.1;

/**
 * Holds people's decisions against the boundary of their day, a handful of each workflow in a turn; where there is
 * more, it goes on at the next. Runs where cases are worked on.
 */
export function precedentWatcher(world: World, pool: Pool, onFault: (error: unknown) => void): Turns {
  const look = async () => {
    for (const workflow of Object.values(world.workspace().workflows)) {
      if (turns.isStopped) return;
      const { looked } = await lookForPrecedents(world, pool, workflow);
      if (looked > 0) turns.soon();
    }
  };
  const turns = new Turns(look, { everyMs: WATCH_EVERY_MS, share: LOOKING_SHARE, onFault });
  return turns;
}
