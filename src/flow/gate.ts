import { EFFECTS, stricter, type Effect } from '../boundary/schema.ts';
import type { Gate } from '../log/schema.ts';
import { isInForce, ruledUnder } from '../runtime/boundaries.ts';
import { rolloutOf } from '../runtime/rollouts.ts';
import { missingNeeded } from './context/gather.ts';
import type { Cleared } from './ruling/cleared.ts';
import { cohortOf } from './ruling/cohort.ts';
import { rulePlan, type PlanToRule } from './ruling/rule.ts';
import type { RuledBody } from './ruling/schema.ts';
import { stopping } from './brake.ts';
import { doneBefore } from './case/due.ts';
import type { CaseState } from './case/state.ts';
import { asksMore, runsNothing } from './desk/fresh.ts';
import { budgetScopes } from './scopes.ts';
import { planOf, rolledOut, standingOf } from './steps.ts';
import type { Walk } from './walk.ts';

/**
 * Why an intent must not be recorded: a switch is thrown, another boundary is in force than this process has, or the
 * ruling is stricter by now than what was cleared.
 */
export type Refused =
  { switch: string } | { outdated: true } | { ruled: Omit<RuledBody, 'clearances'>; index: number };

/**
 * What an intent is held against in the transaction that records it: the switches, the boundary, the roll-out and the
 * standing in force, on the facts as they were read last, with the budgets as they stand there.
 */
export function gateOf(walk: Walk, cleared: Cleared, index: number): Gate {
  const { state, workflow, world } = walk;
  const given = whatIsRuled(walk);
  const approved = approvedEffect(state, cleared.clearance);
  const agreed = agreedChain(state, cleared.clearance);
  const under = ruledUnder(workflow);
  const gate: Gate = {
    boundary: { workflow: workflow.name, ...under },
    rollout: { workflow: workflow.name, version: given.rollout.version },
    recheck({ used, switches, rollout, boundary }) {
      const thrown = stopping(walk, cleared.write, switches);
      if (thrown !== undefined) return { switch: thrown } satisfies Refused;
      if (boundary && !isInForce(under, boundary)) return { outdated: true } satisfies Refused;
      const ruled = rulePlan({
        budgets: { [cleared.write]: used },
        now: world.now(),
        ...given,
        ...(rollout === undefined ? {} : underAnother(walk, rollout)),
      });
      const reasons = ruled.reasons.map(({ effect }) => effect);
      const effect = reasons.reduce(stricter, ruled.actions[index]?.effect ?? 'deny');
      const fits = covers(approved, effect) && !(agreed && asksMore(agreed, { ...ruled, effect }, approved));
      return fits && !runsNothing(given.plan, ruled) ? null : ({ ruled, index } satisfies Refused);
    },
  };
  if (workflow.boundary.usesBudgets) gate.budget = budgetScopes(walk, cleared.write);
  return gate;
}

function whatIsRuled(walk: Walk): Omit<PlanToRule, 'budgets' | 'now'> {
  const { state, workflow, workspace } = walk;
  const facts = state.facts ?? {};
  const plan = planOf(walk);
  return {
    workspace,
    workflow,
    plan,
    standing: standingOf(walk, plan),
    problems: [],
    event: state.event,
    facts,
    missing: missingNeeded(workflow, facts),
    reworked: state.reworked,
    doneBefore: doneBefore(state, workflow),
    ...rolledOut(walk),
  };
}

/**
 * The roll-out was changed since this process heard of it: the newer one decides, also whether the case is in its
 * share, and a change of policy that is not counted here yet closes what was earned.
 */
function underAnother(walk: Walk, row: Parameters<typeof rolloutOf>[1]) {
  const { workflow, state } = walk;
  const rollout = rolloutOf(workflow, row);
  const cohort = cohortOf(workflow, rollout, state);
  return { rollout, cohort, standing: standingOf(walk, planOf(walk), rollout) };
}

/**
 * The strictest effect that a clearance covers. A person's yes covers what needed a yes, and what a person was asked
 * to do, or takes back, they may have done for them; the leave of a ruling covers only `allow`.
 */
function approvedEffect({ review, plan }: CaseState, clearance: string): Effect {
  if (plan?.undoes !== undefined && plan.by.type === 'person') return 'human';
  if (review?.status !== 'decided' || !clearance.startsWith(`${review.id}.`)) return 'allow';
  return review.effect === 'approve' && review.covers !== 'human' ? 'approve' : 'human';
}

/**
 * The ruling whose chain has agreed, until the first action of the plan is done: what the plan itself changes may make
 * a further step's condition true, and that is no reason to leave it half done.
 */
function agreedChain(
  { review, plan, ruling }: CaseState,
  clearance: string,
): CaseState['ruling'] | undefined {
  if (review?.decision !== 'approve' || !clearance.startsWith(`${review.id}.`)) return undefined;
  return plan?.keys.length === 0 ? ruling : undefined;
}

function covers(approved: Effect, effect: Effect): boolean {
  return EFFECTS.indexOf(effect) <= EFFECTS.indexOf(approved);
}
