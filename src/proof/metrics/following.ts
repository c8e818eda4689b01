import type { Pool } from 'pg';
import { Turns } from '../../runtime/turns.ts';
import type { Workspace } from '../../workspace/schema.ts';
import { takeUp } from './follower.ts';

/** Decisions are counted so long after something changed. */
export const COUNT_EVERY_MS = 1_000;
/** And so often in any case: a notice may be missed, and another process may have stopped. */
export const COUNT_ANYWAY_MS = 15_000;
/** Counting takes at most this part of the time: with very many decisions it trails by some seconds more. */
const COUNTING_SHARE = 0.1;

/** Keeps the rollups level with the log, soon after something changed. Runs where cases are worked on. */
export function metricsFollower(
  pool: Pool,
  world: { workspace(): Workspace; now(): Date },
  onFault: (error: unknown) => void,
): Turns {
  const count = async () => {
    const { timeZone } = world.workspace();
    if ((await takeUp(pool, { timeZone, now: world.now() })) === 'more') turns.soon();
  };
  const turns = new Turns(count, {
    everyMs: COUNT_EVERY_MS,
    anywayMs: COUNT_ANYWAY_MS,
    share: COUNTING_SHARE,
    onFault,
  });
  return turns;
}
