import type { Placed } from '../../learning/standing/schema.ts';
import type { AgentLimits } from '../../workspace/rollout.ts';
import type { Workspace } from '../../workspace/schema.ts';
import type { Problem } from '../../workspace/values.ts';
import { playOf } from './custom.ts';
import { fillPlay } from './fill.ts';
import {
  NOBODY,
  type Agent,
  type OtherPlan,
  type Plan,
  type PlanInput,
  type Proposal,
  type Spent,
} from './schema.ts';
import { addSpent, beyondLimits } from './spending.ts';

export interface Proposed {
  plan: Plan;
  /** Arguments that could not be filled in: the plan goes to a person, who can. */
  problems: Problem[];
  /** An agent that was asked again has nothing to add to what was done. */
  finished?: { agent: { name: string; version: string }; says: string };
}

/** What the agents may spend on the case, and have spent on it before. */
export interface Purse {
  limits: AgentLimits;
  spent: Spent;
}

/** Where a plan falls among the lanes of its agent, and whether it may run by itself as far as evidence goes. */
export type PlaceIn = (plan: Plan & { play: string }) => { placed: Placed | undefined; open: boolean };

/** The kind of a case that nobody can place. */
export const UNCLEAR = 'unclear';

/** What an agent that was told to stop has left to say what it spent. */
const GRACE_MS = 250;

const NO_INPUTS: ReadonlySet<string> = new Set();

interface Abstained {
  agent: Agent;
  says: string;
  kind?: string | undefined;
  similar: Plan['similar'];
  finished?: boolean | undefined;
}

/** A plan that an agent made, before it is known whose is held. */
interface Candidate extends Proposed {
  placed: Placed | undefined;
  spent: Spent | undefined;
}

/**
 * Asks the workflow's agents in order, the cheapest first. The first whose plan may run by itself as far as evidence
 * goes wins; where none may, the last one's plan is put to people. What the others proposed is kept beside it, and
 * measured all the same. One that does not answer in time abstains, and once they have spent more than a case may cost
 * nobody else is asked. Where all abstain the plan has no play and says why, and a person takes it from there.
 */
export async function propose(
  workspace: Workspace,
  agents: Agent[],
  input: PlanInput,
  purse: Purse,
  place: PlaceIn = () => ({ placed: undefined, open: true }),
): Promise<Proposed> {
  const abstained: Abstained[] = [];
  const made: Candidate[] = [];
  let spent: Spent = {};
  for (const agent of agents) {
    const proposal = await inTime(agent, input, purse.limits.timeMs);
    spent = addSpent(spent, proposal.spent);
    const play = proposal.ok ? playOf(workspace, input.workflow, proposal.play) : undefined;
    if (proposal.ok && play) {
      const { plan, problems } = planOf(workspace, agent, input, proposal);
      const { placed, open } = place({ ...plan, play: play.name });
      made.push({ plan, problems, placed, spent: proposal.spent });
      if (open) break;
    } else abstained.push({ agent, ...abstentionOf(agent, proposal) });
    const [beyond] = beyondLimits(purse.limits, addSpent(purse.spent, spent));
    if (beyond !== undefined) {
      abstained.push({ agent, says: beyond, similar: [] });
      break;
    }
  }
  const held = made.pop();
  if (!held) {
    const last = abstained.at(-1);
    const finished = last?.finished && {
      finished: { agent: { name: last.agent.name, version: last.agent.version }, says: last.says },
    };
    return { plan: { ...noPlan(abstained), ...cost(spent) }, problems: [], ...finished };
  }
  const others = made.map(otherOf);
  const beside = { ...(held.placed && { placed: held.placed }), ...(others.length > 0 && { others }) };
  return { plan: { ...held.plan, ...cost(spent), ...beside }, problems: held.problems };
}

/** What is kept of a plan that is not held: enough to say later whether a person would have done it. */
function otherOf({ plan, placed, spent }: Candidate): OtherPlan {
  const { agent, kind, play, confidence, inputs } = plan;
  return {
    agent,
    kind,
    play: play ?? '',
    confidence,
    inputs,
    ...(placed && { placed }),
    ...(spent && { spent }),
  };
}

/**
 * What an agent proposes, with how long it took. After `timeMs` it is told to stop, and has a moment to say what it
 * has spent; then it abstains whether it says so or not.
 */
async function inTime(agent: Agent, input: PlanInput, timeMs: number): Promise<Proposal> {
  const stop = new AbortController();
  const timers: NodeJS.Timeout[] = [];
  const started = performance.now();
  const tooLate = new Promise<Proposal>((answer) => {
    const says = `${agent.name} did not answer within ${sayTime(timeMs)}.`;
    const late = () => timers.push(setTimeout(() => answer({ ok: false, says }), GRACE_MS));
    timers.push(setTimeout(() => (stop.abort(), late()), timeMs));
  });
  try {
    const proposal = await Promise.race([agent.plan(input, stop.signal), tooLate]);
    return { ...proposal, spent: { ms: Math.round(performance.now() - started), ...proposal.spent } };
  } finally {
    timers.forEach(clearTimeout);
  }
}

function sayTime(ms: number): string {
  const seconds = Math.round(ms / 100) / 10;
  return seconds === 1 ? '1 second' : `${seconds} seconds`;
}

function planOf(
  workspace: Workspace,
  agent: Agent,
  input: PlanInput,
  proposal: Extract<Proposal, { ok: true }>,
): Proposed {
  const { workflow, event, facts } = input;
  const play = playOf(workspace, workflow, proposal.play);
  if (!play) throw new Error(`the play ${proposal.play} was there a moment ago`);
  const opaque = agent.opaque ? new Set(Object.keys(proposal.inputs)) : NO_INPUTS;
  const filled = fillPlay(workspace, workflow, play, proposal.inputs, event, facts, opaque);
  const { kind, reason, confidence, similar = [], evidence = [], goesOn, parts } = proposal;
  const by = { name: agent.name, version: agent.version };
  const { problems, ...rest } = filled;
  const plan = { agent: by, kind, play: proposal.play, confidence, reason, similar, evidence, ...rest };
  const asked = {
    ...(agent.opaque && { opaque: true }),
    ...(agent.prompt && { prompt: agent.prompt(input) }),
    ...(goesOn && goesOn.left > 0 && { goesOn }),
    ...(parts && { parts }),
  };
  return { plan: { ...plan, ...asked }, problems };
}

function abstentionOf({ name }: Agent, proposal: Proposal): Omit<Abstained, 'agent'> {
  if (!proposal.ok) {
    const { says, kind, similar, finished } = proposal;
    return { says, kind, similar, finished };
  }
  return { says: `${name} named the play ${proposal.play}, which is not in the playbook`, similar: [] };
}

function cost(spent: Spent): { spent?: Spent } {
  return Object.keys(spent).length === 0 ? {} : { spent };
}

function noPlan(abstained: Abstained[]): Plan {
  const last = abstained.at(-1);
  return {
    agent: last ? { name: last.agent.name, version: last.agent.version } : { ...NOBODY },
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
