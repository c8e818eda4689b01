import type { ProposalState } from '../case/proposals.ts';
import { playOf } from '../plan/custom.ts';
import { fillPlay, planDigest, plannedActions } from '../plan/fill.ts';
import { UNCLEAR, type PlaceIn } from '../plan/propose.ts';
import type { Plan } from '../plan/schema.ts';
import { ruling } from '../steps.ts';
import type { Play } from '../../workspace/schema.ts';
import type { Walk } from '../walk.ts';

/**
 * Makes the plan of a case from what an agent from outside proposed. Nobody can tell from what it derived its values, so
 * they count as tainted unless they equal a fact that Remit read itself. What is missing or has the wrong shape is a
 * person's to complete.
 */
export async function planProposed(walk: Walk, proposal: ProposalState, place: PlaceIn): Promise<void> {
  const { workspace, workflow, state } = walk;
  const { id, agent, confidence, reason } = proposal;
  const play = playOf(workspace, workflow, proposal.play);
  const kind = workflow.kinds.some(({ name }) => name === proposal.kind) ? proposal.kind : UNCLEAR;
  const by = { type: 'agent' as const, id: agent.name, version: agent.version };
  if (!play) {
    // The files were changed since it was asked for: nothing can be made of it, and a person sees what it was.
    const bare = { kind, play: null, actions: [] };
    const says = `${agent.name} asked for ${proposal.play}, which the workspace does not offer any more.`;
    const body = { ...bare, agent, confidence, digest: planDigest(bare), proposal: id };
    walk.add('planned', by, body, { reason: says, inputs: proposal.inputs, actions: [] });
    return ruling(walk, []);
  }
  const opaque = new Set(Object.keys(proposal.inputs));
  const facts = state.facts ?? {};
  const marked = { ...play, inputs: markTainted(play.inputs, proposal.tainted) };
  const filled = fillPlay(workspace, workflow, marked, proposal.inputs, state.event, facts, opaque);
  const { inputs, actions, problems } = filled;
  const made: Plan & { play: string } = { agent, kind, play: play.name, confidence, reason, inputs, actions };
  const { placed } = place(made);
  const body = {
    agent,
    kind,
    play: play.name,
    confidence,
    actions: plannedActions(workspace, actions),
    digest: planDigest(made),
    proposal: id,
    opaque: true,
    ...(placed && { placed }),
  };
  const evidence = proposal.looked.slice(-LOOKED_SHOWN).map(({ read, trust }) => ({
    says: `it had read ${read}${trust === 'outside' ? ', which strangers may have written' : ''}`,
    weight: 0,
  }));
  walk.add('planned', by, body, { reason, inputs, actions, evidence });
  await ruling(walk, problems);
}

/** What a session read where strangers write stays theirs, also where a fact that it led to says the same. */
function markTainted(inputs: Play['inputs'], tainted: string[]): Play['inputs'] {
  if (tainted.length === 0) return inputs;
  const marked = Object.entries(inputs).map(([name, shape]): [string, Play['inputs'][string]] => [
    name,
    tainted.includes(name) ? { ...shape, outside: true } : shape,
  ]);
  return Object.fromEntries(marked);
}

/** Of what an agent had read before, people are shown this much beside the plan. */
const LOOKED_SHOWN = 5;
