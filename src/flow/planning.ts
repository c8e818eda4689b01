import { planDigest, plannedActions } from './plan/fill.ts';
import type { Workflow } from '../workspace/schema.ts';
import { nextProposal } from './case/proposals.ts';
import { planProposed } from './proposals/planned.ts';
import { nextAction, triesAnotherWay } from './case/due.ts';
import type { CaseState } from './case/state.ts';
import { UNCLEAR, propose, type PlaceIn, type Proposed } from './plan/propose.ts';
import { NOBODY, type OtherPlan } from './plan/schema.ts';
import { addSpent, beyondLimits, dayIsOver, spentOn } from './plan/spending.ts';
import { Overtaken } from './plan/turns.ts';
import { RECORD_SAYS, sayControl } from './ruling/rule.ts';
import { sayLate } from './say/late.ts';
import { sayAction } from './say/words.ts';
import { rolledOut, ruling } from './steps.ts';
import { earlierOf, thinkingOf } from './thinking.ts';
import { REMIT, type Walk } from './walk.ts';

/** Asks the workflow's agents for a plan; where all abstain, the plan says so and a person takes it. */
export async function plan(walk: Walk): Promise<void> {
  const proposed = nextProposal(walk.state);
  if (proposed) return planProposed(walk, proposed, placeIn(walk));
  const { workspace, workflow } = walk;
  const unasked = await whyNobody(walk);
  if (unasked !== undefined) return planNothing(walk, unasked);
  const made = await thinkOf(walk);
  // Somebody else moved the case on meanwhile: what is due now is looked at anew.
  if (made === undefined) return;
  const { plan, problems, finished } = made;
  if (finished && isOver(walk.state)) {
    const spent = plan.spent ? { spent: plan.spent } : {};
    const by = { type: 'agent' as const, id: finished.agent.name, version: finished.agent.version };
    walk.add('agent.finished', by, { agent: finished.agent, ...spent }, { says: finished.says });
    return;
  }
  const { reason, inputs, actions, similar, evidence, others = [] } = plan;
  const kind = knownKind(workflow, plan.kind);
  const body = {
    agent: plan.agent,
    kind,
    play: plan.play,
    confidence: plan.confidence,
    actions: plannedActions(workspace, actions),
    digest: planDigest({ ...plan, kind }),
    ...(plan.spent ? { spent: plan.spent } : {}),
    ...(plan.opaque ? { opaque: true } : {}),
    ...(plan.prompt ? { prompt: plan.prompt } : {}),
    ...(plan.placed ? { placed: plan.placed } : {}),
    ...(plan.goesOn ? { goes_on: plan.goesOn } : {}),
    ...(plan.parts ? { parts: plan.parts } : {}),
    ...(others.length > 0 ? { others: others.map((other) => withoutInputs(workflow, other)) } : {}),
  };
  const by = { type: 'agent' as const, id: plan.agent.name, version: plan.agent.version };
  const beside = others.length > 0 ? { others: others.map((other) => other.inputs) } : {};
  walk.add('planned', by, body, { reason, inputs, actions, similar, evidence, ...beside });
  await ruling(walk, problems);
}

/**
 * Asks the agents: all of them in their order, or the one that said that it goes on. What they do meanwhile is written
 * down as it happens. Undefined: the case has moved on while they thought.
 */
async function thinkOf(walk: Walk): Promise<Proposed | undefined> {
  const { workspace, workflow, state, world } = walk;
  const thinking = thinkingOf(walk);
  const spent = spentOn(state);
  const input = {
    caseId: state.id,
    workflow,
    event: state.event,
    text: state.messages.map((message) => message.text).join('\n\n'),
    facts: state.facts ?? {},
    now: world.now(),
    done: earlierOf(state, true),
    spent,
    hands: thinking.hands,
  };
  const goesOn = state.plan?.goesOn && state.plan.agent.name;
  const agents = world.agents(workflow).filter(({ name }) => goesOn === undefined || name === goesOn);
  try {
    const made = await propose(workspace, agents, input, { limits: workflow.limits, spent }, placeIn(walk));
    const orphaned = thinking.orphaned();
    if (Object.keys(orphaned).length > 0) made.plan.spent = addSpent(made.plan.spent ?? {}, orphaned);
    return (await thinking.end()) ? undefined : made;
  } catch (error) {
    await thinking.end();
    if (error instanceof Overtaken) return undefined;
    throw error;
  }
}

/** All that was planned was done, so that an agent may say that this was all. */
function isOver(state: CaseState): boolean {
  return state.plan !== null && !triesAnotherWay(state) && nextAction(state) === undefined;
}

/** Places a plan before anybody has decided, and says whether it may run by itself as far as evidence goes. */
function placeIn({ world, workflow }: Walk): PlaceIn {
  const rollout = world.rollout(workflow);
  return ({ agent, kind, play, confidence }) => {
    const claimed = { agent, kind: knownKind(workflow, kind), play, confidence };
    const placed = world.standing.place(workflow, claimed, rollout);
    return { placed, open: world.standing.of(workflow, { ...claimed, placed }, rollout).open };
  };
}

function knownKind({ kinds }: Workflow, kind: string): string {
  return kinds.some(({ name }) => name === kind) ? kind : UNCLEAR;
}

/** What an agent chose as inputs may name a person, and stands apart. */
function withoutInputs(workflow: Workflow, { agent, kind, play, confidence, placed, spent }: OtherPlan) {
  const made = { agent, kind: knownKind(workflow, kind), play, confidence };
  return { ...made, ...(placed && { placed }), ...(spent && { spent }) };
}

/** Why no agent is asked, as a sentence: a late outcome, the roll-out, or what was spent. */
async function whyNobody(walk: Walk): Promise<string | undefined> {
  const { state, workflow, workspace, world } = walk;
  if (state.late) {
    const { what, key } = state.late;
    const action = state.actions.find((one) => one.key === key);
    return sayLate(what, action && sayAction(action.write, action.money, workspace));
  }
  const { rollout, cohort } = rolledOut(walk);
  if (rollout.stage === 'record') return RECORD_SAYS;
  if (cohort === 'control') return sayControl(rollout);
  const [beyond] = beyondLimits(workflow.limits, spentOn(state));
  if (beyond !== undefined || workflow.limits.costPerDay === null) return beyond;
  return dayIsOver(workflow.limits, await world.spentToday(workflow.name));
}

/** The case is people's: a plan that names nobody and proposes nothing, so that it is ruled and asked like any other. */
async function planNothing(walk: Walk, reason: string): Promise<void> {
  const kind = walk.state.late ? (walk.state.kind ?? UNCLEAR) : UNCLEAR;
  const bare = { kind, play: null, actions: [] };
  const body = { ...bare, agent: { ...NOBODY }, confidence: 0, digest: planDigest(bare) };
  walk.add('planned', REMIT, body, { reason, inputs: {}, actions: [] });
  await ruling(walk, []);
}
