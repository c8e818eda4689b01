import type { Claimed, Standings } from '../../flow/world.ts';
import type { Rollout } from '../../authority/schema.ts';
import { place, standingNow } from '../../learning/standing/index.ts';
import type { Placed, Standing } from '../../learning/standing/schema.ts';
import type { Workflow } from '../../workspace/schema.ts';
import { COUNTING, GRANTS_ONLY, grantOf } from './grants.ts';
import { gateOpen, isSuspended, type Tally } from './tally.ts';

/** What `World.standing` asks: the tallies of this process, or null while they are not counted to the end. */
export interface Counted {
  tally(workflow: Workflow, agent: { name: string; version: string }): Tally | undefined;
  isReady(): boolean;
}

/** Standings as this process has counted them. Only looks. */
export function viewOf(counted: Counted, now: () => Date): Standings {
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
      const at = now().toISOString();
      return refined(standingNow(tally.standing, placed, { kind, play, now: at }), tally, workflow, kind);
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
  };
}

/** What evidence alone does not know of: why it was granted, that a grant is suspended, and that nobody audits. */
export function refined(standing: Standing, tally: Tally, workflow: Workflow, kind: string): Standing {
  if (standing.why === 'granted') {
    if (isSuspended(tally, kind)) return SUSPENDED;
    const granted = grantOf(workflow, tally.agent);
    return granted
      ? { ...standing, says: `${standing.says} ${granted.says.replace(/^[^:]*: /, 'Why: ')}` }
      : standing;
  }
  return standing.why === 'earned' && workflow.auditShare === 0 ? NOT_AUDITED : standing;
}

const SUSPENDED: Standing = {
  open: false,
  why: 'policy',
  says: 'A person had granted it, and the policy has changed since. The grant holds again once the files of the workflow are saved anew.',
};

const NOT_AUDITED: Standing = {
  open: false,
  why: 'gathering',
  says: 'The evidence would let it run by itself, but nothing is audited here (audits: 0%), so that nobody would see when it goes wrong.',
};
