import type { Claimed, Standings } from '../../flow/world.ts';
import type { Rollout } from '../../authority/schema.ts';
import { place } from '../../learning/standing/index.ts';
import type { Placed, Standing } from '../../learning/standing/schema.ts';
import type { Workflow } from '../../workspace/schema.ts';
import { COUNTING, GRANTS_ONLY } from './grants.ts';
import { Said } from './said.ts';
import { gateOpen, type Tally } from './tally.ts';

/** What `World.standing` asks: the tallies of this process, or null while they are not counted to the end. */
export interface Counted {
  tally(workflow: Workflow, agent: { name: string; version: string }): Tally | undefined;
  isReady(): boolean;
  /** Rises with everything that is counted. */
  turn(): number;
}

/** Standings as this process has counted them. Only looks. */
export function viewOf(counted: Counted, now: () => Date): Standings {
  const said = new Said(counted, now);
  return {
    place(workflow, plan, rollout) {
      const tally = counted.isReady() ? counted.tally(workflow, plan.agent) : undefined;
      return tally && placeIn(tally, workflow, plan, rollout);
    },
    of(workflow, plan, rollout) {
      // Who counts nothing cannot know whether the files were published again since a change of policy.
      if (!counted.isReady())
        return rollout.policy ? UNCOUNTED_POLICY : GRANTS_ONLY.of(workflow, plan, rollout);
      const tally = counted.tally(workflow, plan.agent);
      if (!tally) return COUNTING;
      if ((rollout.policy ?? 0) > tally.policy) return UNCOUNTED_POLICY;
      const placed = plan.placed ?? placeIn(tally, workflow, plan, rollout);
      const { kind, play } = plan;
      return said.of(tally, workflow, placed, { kind, play });
    },
  };
}

const UNCOUNTED_POLICY: Standing = {
  open: false,
  why: 'policy',
  says: 'The policy has just changed, and what was earned before it counts no more.',
};

/**
 * Where it falls now. What an open gate lets run is seen only where it is audited; outside of the stage `act` nothing
 * runs, and every decision is seen.
 */
function placeIn(tally: Tally, workflow: Workflow, plan: Claimed, rollout: Rollout): Placed {
  const { kind, play, confidence } = plan;
  const placed = place(tally.standing, { kind, play, confidence });
  return {
    ...placed,
    gate_open: rollout.stage === 'act' && gateOpen(tally, kind),
    audits: workflow.auditShare,
    ...(tally.of !== null && { of: tally.of }),
  };
}
