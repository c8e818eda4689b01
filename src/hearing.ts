import type { Away } from './runtime/away.ts';
import type { Boundaries } from './runtime/boundaries.ts';
import type { SystemHealth } from './runtime/health/index.ts';
import type { Rollouts } from './runtime/rollouts.ts';

/** A notice that names a workflow's stream, or that could not name all. */
const MAY_CHANGE_WORKFLOW = /"workflow\/|^many$|^$/;
/** The same of a system's stream. */
const MAY_CHANGE_HEALTH = /"system\/|^many$|^$/;
/** The same of a person's stream. */
const MAY_CHANGE_AWAY = /"person\/|^many$|^$/;

interface Kept {
  rollouts: Rollouts;
  boundaries: Boundaries;
  away: Away;
  health: SystemHealth;
}

/** Brings what this process knows of the log level with it, where a notice may be about that. */
export function bringLevel(payload: string, kept: Kept, failed: (error: unknown) => void): void {
  if (MAY_CHANGE_AWAY.test(payload)) kept.away.refresh().catch(failed);
  if (MAY_CHANGE_HEALTH.test(payload)) kept.health.soon();
  if (!MAY_CHANGE_WORKFLOW.test(payload)) return;
  kept.rollouts.refresh().catch(failed);
  kept.boundaries.refresh().catch(failed);
}
