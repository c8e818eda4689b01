import type { Budgets } from '../boundary/schema.ts';
import { usedFacts } from '../boundary/index.ts';
import type { Standing } from '../learning/standing/schema.ts';
import { gather, missingNeeded, type Gathering } from './context/gather.ts';
import { checkPlan } from './plan/fill.ts';
import { NOBODY } from './plan/schema.ts';
import { clear } from './ruling/cleared.ts';
import { beyondLimits, spentOn } from './plan/spending.ts';
import { factsChecked } from './ruling/checks.ts';
import { cohortOf } from './ruling/cohort.ts';
import { rulePlan, type PlanToRule } from './ruling/rule.ts';
import type { Watched } from './ruling/unusual.ts';
import { askPerson } from './review/ask.ts';
import { endFacts, endState } from './outcome/end.ts';
import { brakeAsRuled } from './brake.ts';
import { holdFor, systemsMissing, type Missing } from './hold.ts';
import { doneBefore } from './case/due.ts';
import { proposalOfPlan } from './case/proposals.ts';
import { budgetScopes } from './scopes.ts';
import { takenBack } from './taken_back.ts';
import { REMIT, type Walk } from './walk.ts';
import {
  CONTEXT_MS,
  FACTS_FRESH_MS,
  READ_MS,
  retryAt,
  RULED_CLEARANCE_MS,
  TRIES_MAX,
  type World,
} from './world.ts';
import type { CaseState, HeldPlan } from './case/state.ts';
import type { Problem } from '../workspace/values.ts';

export { intend as action } from './intend.ts';
export { perform as settle } from './effects.ts';

/** Reads the facts of the map. A system that does not answer is tried again later, then the facts are missing. */
export async function context(walk: Walk): Promise<void> {
  const { workspace, workflow, state, world } = walk;
  const read = await gather(workspace, workflow, state.event, outside(world));
  if (await waits(walk, read)) return;
  walk.add('context.gathered', REMIT, read.body, read.private);
}

/** Holds the plan against the boundary. Only a plan that may run alone gets its clearances here. */
export async function ruling(walk: Walk, problems?: Problem[]): Promise<void> {
  const plan = planOf(walk);
  const ruled = await ruleNow(walk, plan, problems);
  const id = `${walk.state.id}.c${walk.state.version + 1}`;
  const clearances =
    ruled.effect === 'allow' ? clear(plan.digests, id, walk.world.now(), RULED_CLEARANCE_MS) : [];
  walk.add('ruled', REMIT, { ...ruled, clearances });
  await brakeAsRuled(walk, ruled);
}

/** The ruling of a plan as of now, with its budgets as they stand. */
export async function ruleNow(
  walk: Walk,
  plan: Pick<HeldPlan, 'digest' | 'digests' | 'undoes'> & Parameters<typeof rulePlan>[0]['plan'],
  problems?: Problem[],
) {
  const { workspace, workflow, state, world } = walk;
  const facts = state.facts ?? {};
  return rulePlan({
    workspace,
    workflow,
    plan,
    problems: problems ?? checkPlan(workspace, plan),
    event: state.event,
    facts,
    missing: missingNeeded(workflow, facts),
    reworked: state.reworked,
    doneBefore: doneBefore(state, workflow),
    ...rolledOut(walk),
    standing: standingOf(walk, plan),
    watched: state.ruling?.plan === plan.digest ? heardBefore(state) : watchedBy(walk),
    budgets: await usedBudgets(walk, plan.actions),
    now: world.now(),
  });
}

/** What was said of the plan in force when it was ruled first: what is usual moves, and a yes must not lapse with it. */
function heardBefore({ ruling }: CaseState): Watched | undefined {
  const before = ruling?.actions.map(({ reasons }) => reasons.filter(({ source }) => source === 'anomaly'));
  return before && { before };
}

/** What is usual here, where it is watched. */
function watchedBy({ world, workflow, state }: Walk): Watched | undefined {
  const usual = workflow.anomalies === 'off' ? null : world.usual(workflow);
  return usual ? { usual, subject: state.subject } : undefined;
}

/**
 * What of a case a ruling weighs beside plan and facts: how far the workflow is rolled out, what was spent, and what
 * was unusual when the plan was ruled first.
 */
export function rolledOut({
  world,
  workflow,
  state,
}: Walk): Pick<PlanToRule, 'rollout' | 'cohort' | 'overspent' | 'watched'> {
  const rollout = world.rollout(workflow);
  return {
    rollout,
    cohort: cohortOf(workflow, rollout, state),
    overspent: beyondLimits(workflow.limits, spentOn(state)),
    watched: state.ruling?.plan === state.plan?.digest ? heardBefore(state) : undefined,
  };
}

/**
 * What the evidence says of a plan's agent, as of now and under a roll-out; undefined where no agent planned anything.
 * What a person made of the plan stands under their own decision, so that it is asked for the plan as it was placed.
 */
export function standingOf(
  { world, workflow, state }: Walk,
  plan: Pick<HeldPlan, 'agent' | 'kind' | 'play' | 'confidence' | 'undoes'>,
  rollout = world.rollout(workflow),
): Standing | undefined {
  const { agent, kind, play, confidence } = plan;
  if (play === null || plan.undoes !== undefined || agent.name === NOBODY.name) return undefined;
  const placed = state.plan?.agent.name === agent.name ? state.plan.placed : undefined;
  return world.standing.of(workflow, { agent, kind, play, confidence, placed }, rollout);
}

/** Reads back what the play promised and closes the case; an end state that does not hold goes to a person. */
export async function outcome(walk: Walk): Promise<void> {
  const { workspace, workflow, state, world } = walk;
  const plan = planOf(walk);
  if (plan.undoes !== undefined) return takenBack(walk);
  const answered = proposalOfPlan(state)?.end;
  if (answered && answered.status !== 'done') {
    const end = { holds: 'unknown' as const, says: `The agent was told: ${answered.says}` };
    walk.add('closed', REMIT, { outcome: 'failed', end });
    return;
  }
  const play = plan.play === null ? undefined : workflow.plays[plan.play];
  let facts = state.facts ?? {};
  if (play?.ends !== undefined) {
    const read = await gather(workspace, workflow, state.event, outside(world), endFacts(play, workflow));
    if (await waits(walk, read)) return;
    walk.add('context.gathered', REMIT, { ...read.body, again: true }, read.private);
    facts = walk.state.facts ?? {};
  }
  const promised = { play, inputs: plan.inputs, event: state.event };
  const end = endState(promised, facts, workspace, workflow, world.now());
  if (end.holds === false) {
    walk.add('noted', REMIT, { says: end.says, end: false });
    walk.add(
      'review.asked',
      REMIT,
      askPerson(`${state.id}.r${state.version + 1}`, plan.digest, 'human', end.says),
    );
    return;
  }
  walk.add('closed', REMIT, { outcome: state.reworked ? 'reworked' : 'solved', end });
}

/** What reads need from the world. */
export function outside(world: World) {
  return { systems: world.systems, now: () => world.now(), readMs: READ_MS, contextMs: CONTEXT_MS };
}

/** Reads the facts again that rulings on the plan use, where any of them is old by now; undefined where none is. */
export async function readOldFacts(walk: Walk) {
  const { state, world, workspace, workflow } = walk;
  const wanted = factsRuledOn(walk);
  const since = world.now().getTime() - FACTS_FRESH_MS;
  const isFresh = (name: string) => new Date(state.facts?.[name]?.at ?? 0).getTime() > since;
  if ([...wanted].every(isFresh)) return undefined;
  return gather(workspace, workflow, state.event, outside(world), wanted);
}

/** Facts that rulings on these writes read: they must be fresh before the act. */
function factsRuledOn(walk: Walk): Set<string> {
  const plan = planOf(walk);
  const { workspace, workflow } = walk;
  const ruled = plan.actions.flatMap(({ write }) => [...usedFacts(workflow.boundary, write)]);
  return new Set(plan.undoes === undefined ? [...ruled, ...factsChecked(workspace, workflow)] : ruled);
}

export function planOf(walk: Walk): HeldPlan {
  if (!walk.state.plan) throw new Error(`case ${walk.state.id} has no plan`);
  return walk.state.plan;
}

async function usedBudgets(walk: Walk, actions: { write: string }[]): Promise<Record<string, Budgets>> {
  const { workflow, world } = walk;
  if (!workflow.boundary.usesBudgets) return {};
  const writes = [...new Set(actions.map(({ write }) => write))];
  const used = await Promise.all(
    writes.map(async (write) => [write, await world.used(budgetScopes(walk, write))] as const),
  );
  return Object.fromEntries(used);
}

/** Whether the case waits for facts that could not be read: for a system that is down, or for another try. */
export async function waits(walk: Walk, { body, retry }: Gathering, says?: string): Promise<boolean> {
  const held = await holdFor(walk, systemsMissing(walk.workflow, body.facts));
  if (held !== 'none') return held === 'held';
  if (!retry || walk.state.tries >= TRIES_MAX) return false;
  waitFor(walk, body.facts, says);
  return true;
}

/** A system does not answer: the case waits, says so, and is tried again. */
function waitFor(walk: Walk, facts: Missing[], given?: string): void {
  const at = retryAt(walk.world.now(), walk.state.tries);
  const says = facts
    .filter(({ missing }) => missing !== undefined)
    .map(({ name, missing }) => `${name}: ${missing}`);
  walk.add('noted', REMIT, {
    says: given ?? `Facts could not be read. ${says.join('; ')}`,
    due_at: at.toISOString(),
    tries: walk.state.tries + 1,
  });
}
