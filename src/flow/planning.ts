import { planDigest, plannedActions } from './plan/fill.ts';
import { UNCLEAR, propose } from './plan/propose.ts';
import { NOBODY } from './plan/schema.ts';
import { beyondLimits, dayIsOver, spentOn } from './plan/spending.ts';
import { RECORD_SAYS, sayControl } from './ruling/rule.ts';
import { sayLate } from './say/late.ts';
import { sayAction } from './say/words.ts';
import { rolledOut, ruling } from './steps.ts';
import { REMIT, type Walk } from './walk.ts';

/** Asks the workflow's agents for a plan; where all abstain, the plan says so and a person takes it. */
export async function plan(walk: Walk): Promise<void> {
  const { workspace, workflow, state, world } = walk;
  const unasked = await whyNobody(walk);
  if (unasked !== undefined) return planNothing(walk, unasked);
  const input = {
    caseId: state.id,
    workflow,
    event: state.event,
    text: state.messages.map((message) => message.text).join('\n\n'),
    facts: state.facts ?? {},
    now: world.now(),
  };
  const purse = { limits: workflow.limits, spent: spentOn(state) };
  const { plan, problems } = await propose(workspace, world.agents(workflow), input, purse);
  const { reason, inputs, actions, similar, evidence } = plan;
  const kind = workflow.kinds.some(({ name }) => name === plan.kind) ? plan.kind : UNCLEAR;
  const body = {
    agent: plan.agent,
    kind,
    play: plan.play,
    confidence: plan.confidence,
    actions: plannedActions(workspace, actions),
    digest: planDigest({ ...plan, kind }),
    ...(plan.spent ? { spent: plan.spent } : {}),
    ...(plan.opaque ? { opaque: true } : {}),
  };
  const by = { type: 'agent' as const, id: plan.agent.name, version: plan.agent.version };
  walk.add('planned', by, body, { reason, inputs, actions, similar, evidence });
  await ruling(walk, problems);
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
