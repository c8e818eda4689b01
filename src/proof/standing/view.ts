import type { Claimed, Standings } from '../../flow/world.ts';
import type { Rollout } from '../../authority/schema.ts';
import { place } from '../../learning/standing/index.ts';
import type { Placed, Standing } from '../../learning/standing/schema.ts';
import type { Workflow } from '../../workspace/schema.ts';
import { COUNTING, grantOf, GRANTS_ONLY } from './grants.ts';
import { Said } from './said.ts';
import { gateOpen, placedAnew, type Tally } from './tally.ts';

/** What `World.standing` asks: the tallies of this process, or null while they are not counted to the end. */
export interface Counted {
  tally(workflow: Workflow, agent: { name: string; version: string }): Tally | undefined;
  isReady(): boolean;
  /** Whether it ever was, and so is to know what was lost. */
  hasCounted(): boolean;
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
      if (!counted.isReady()) {
        if (counted.hasCounted()) return COUNTING;
        return rollout.policy ? UNCOUNTED_POLICY : GRANTS_ONLY.of(workflow, plan, rollout);
      }
      const tally = counted.tally(workflow, plan.agent);
      if (!tally) return unlisted(workflow, plan.agent.name) ?? COUNTING;
      if ((rollout.policy ?? 0) > tally.policy) return UNCOUNTED_POLICY;
      const { kind, play } = plan;
      if (plan.placed && tally.of !== null && plan.placed.of !== tally.of) return ANOTHER_TABLE;
      const placed = plan.placed
        ? placedAnew(tally, plan.placed, { kind, play })
        : placeIn(tally, workflow, plan, rollout);
      return said.of(tally, workflow, placed, { kind, play });
    },
  };
}

/** Neither evidence nor a grant of today's table speaks of what another one planned. */
const ANOTHER_TABLE: Standing = {
  open: false,
  why: 'counting',
  says: 'The table was changed since it planned this, so a person decides.',
};

/** Of an agent that the workflow does not list nothing is counted: a person's grant counts, and else a person decides. */
function unlisted(workflow: Workflow, agent: string): Standing | undefined {
  if ([...workflow.agents, ...workflow.outside].some(({ name }) => name === agent)) return undefined;
  const says = `${agent} is not among the agents of ${workflow.label}, so nothing is proved of it and a person decides.`;
  return grantOf(workflow, agent) ?? { open: false, why: 'counting', says };
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
    risk: tally.standing.risk,
    ...(tally.of !== null && { of: tally.of }),
  };
}
