import type { Workspace } from '../../workspace/schema.ts';
import type { Problem } from '../../workspace/values.ts';
import { fillPlay } from './fill.ts';
import type { Agent, Plan, PlanInput } from './schema.ts';

export interface Proposed {
  plan: Plan;
  /** Arguments that could not be filled in: the plan goes to a person, who can. */
  problems: Problem[];
}

/** The kind of a case that nobody can place. */
export const UNCLEAR = 'unclear';

/**
 * Asks the workflow's agents in order; the first that does not abstain wins. Where all abstain the plan has no
 * play and says why, and a person takes it from there.
 */
export async function propose(workspace: Workspace, agents: Agent[], input: PlanInput): Promise<Proposed> {
  const abstained: { agent: Agent; says: string; kind?: string; similar: Plan['similar'] }[] = [];
  for (const agent of agents) {
    const proposal = await agent.plan(input);
    if (!proposal.ok) {
      const { says, kind, similar } = proposal;
      abstained.push({ agent, says, similar, ...(kind === undefined ? {} : { kind }) });
      continue;
    }
    const play = input.workflow.plays[proposal.play];
    if (!play) {
      abstained.push({
        agent,
        says: `${agent.name} named the play ${proposal.play}, which is not in the playbook`,
        similar: [],
      });
      continue;
    }
    const { event, facts, workflow } = input;
    const filled = fillPlay(workspace, workflow, play, proposal.inputs, event, facts);
    const { kind, reason, confidence, similar = [], evidence = [] } = proposal;
    const by = { name: agent.name, version: agent.version };
    const { problems, ...rest } = filled;
    return {
      plan: { agent: by, kind, play: proposal.play, confidence, reason, similar, evidence, ...rest },
      problems,
    };
  }
  return { plan: noPlan(abstained), problems: [] };
}

function noPlan(abstained: { agent: Agent; says: string; kind?: string; similar: Plan['similar'] }[]): Plan {
  const last = abstained.at(-1);
  return {
    agent: { name: last?.agent.name ?? 'nobody', version: last?.agent.version ?? '0' },
    kind: abstained.findLast((one) => one.kind !== undefined)?.kind ?? UNCLEAR,
    play: null,
    confidence: 0,
    reason: abstained.map((one) => one.says).join(' ') || 'No agent is set for this workflow.',
    inputs: {},
    actions: [],
    similar: last?.similar ?? [],
    evidence: [],
  };
}
