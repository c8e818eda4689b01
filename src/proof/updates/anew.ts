import { EFFECTS, type Effect } from '../../boundary/schema.ts';
import { isLeftOut } from '../../evidence/backrun/schema.ts';
import { fillPlay } from '../../flow/plan/fill.ts';
import type { Agent } from '../../flow/plan/schema.ts';
import { streamOf, type World } from '../../flow/world.ts';
import type { Workflow } from '../../workspace/schema.ts';
import { inputOf, pastOf, rehearse, type Past } from '../backrun/rehearse.ts';
import type { DecidedRound } from './decided.ts';

/** What another table plans in cases of before, held against the table in force under one boundary. */
export interface Anew {
  ruled: number;
  /** The boundary asks less of people for the new plan than for what is planned today. */
  wider: number;
  /** The new table plans what the draft says, and all that it needs is known. */
  planned: number;
}

/** Asks the table in force and the changed one about cases of before, and rules on what each would plan. */
export async function planAnew(
  world: Pick<World, 'log' | 'workspace' | 'agents'>,
  workflow: Workflow,
  after: Workflow,
  agent: string,
  to: string | null,
  cases: readonly DecidedRound[],
): Promise<Anew> {
  const [today, next] = [agentOf(world, workflow, agent), agentOf(world, after, agent)];
  const found: Anew = { ruled: 0, wider: 0, planned: 0 };
  if (!today || !next) return found;
  const streams = await world.log.readMany([...new Set(cases.map((one) => streamOf(one.caseId)))]);
  for (const { id, caseId } of cases) {
    const past = pastOf(id, caseId, streams.get(streamOf(caseId)) ?? []);
    const before = past && planIn(world, workflow, today, past);
    const now = past && planIn(world, after, next, past);
    if (!before || !now) continue;
    found.ruled += 1;
    if (now.play === to && now.isWhole) found.planned += 1;
    if (EFFECTS.indexOf(now.effect) < EFFECTS.indexOf(before.effect)) found.wider += 1;
  }
  return found;
}

function agentOf(world: Pick<World, 'agents'>, workflow: Workflow, name: string): Agent | undefined {
  return world.agents(workflow).find((agent) => agent.name === name && agent.again !== undefined);
}

/** What an agent plans and what the boundary says of it. Where nothing is planned a person decides, as with an approval. */
function planIn(
  world: Pick<World, 'workspace'>,
  workflow: Workflow,
  agent: Agent,
  past: Past,
): { play: string | null; effect: Effect; isWhole: boolean } | null {
  const rollout = { stage: 'act', share: 100, kinds: null, version: 0, since: null } as const;
  const proposal = agent.again!(inputOf(past, workflow));
  const looked = rehearse(world.workspace(), { workflow, rollout }, past, agent, proposal);
  if (isLeftOut(looked)) return null;
  const play = workflow.plays[looked.planned?.play ?? ''];
  const given = proposal.ok ? proposal.inputs : {};
  const { event, facts } = past.state;
  const filled = play && fillPlay(world.workspace(), workflow, play, given, event, facts ?? {});
  return {
    play: play?.name ?? null,
    effect: looked.effect ?? 'approve',
    isWhole: filled?.problems.length === 0,
  };
}
