import type { Effect } from '../boundary/schema.ts';
import { EFFECTS, stricter } from '../boundary/schema.ts';
import type { Gate } from '../log/schema.ts';
import { gather, missingNeeded } from './context/gather.ts';
import { moneyOf } from './plan/fill.ts';
import { Cleared } from './ruling/cleared.ts';
import { rulePlan } from './ruling/rule.ts';
import type { RuledBody } from './ruling/schema.ts';
import { waitForRelease, stopping } from './brake.ts';
import { doneBefore, nextAction } from './case/due.ts';
import type { CaseState } from './case/state.ts';
import { perform } from './effects.ts';
import { factsRuledOn, outside, planOf, rolledOut, ruling } from './steps.ts';
import { REMIT, type Walk } from './walk.ts';
import { FACTS_FRESH_MS, retryAt, TRIES_MAX } from './world.ts';

type Refused = { switch: string } | { ruled: Omit<RuledBody, 'clearances'> };

/**
 * Records that the next action of the plan is intended, then performs it. The transaction that records it consumes
 * the clearance, counts the budget, and holds the action against switches and boundary once more, on fresh facts.
 */
export async function intend(walk: Walk): Promise<void> {
  walk.renew();
  if (await refreshed(walk)) return;
  const plan = planOf(walk);
  const { state, world, workspace } = walk;
  const index = nextAction(state) ?? -1;
  const action = plan.actions[index];
  if (!action) throw new Error(`case ${state.id} has no action to intend`);
  const cleared = Cleared.consume(action, state.clearances, world.now());
  if (!cleared) return ruling(walk);
  const money = moneyOf(workspace, action);
  const body = {
    key: `${state.id}.a${state.actions.length + 1}`,
    write: cleared.write,
    digest: cleared.digest,
    clearance: cleared.clearance,
    ...(money ? { money_minor: money.minor, money_currency: money.currency } : {}),
    ...(plan.undoes === undefined ? {} : { undoes: plan.undoes }),
  };
  const gate = gateOf(walk, cleared, index);
  walk.add('action.intended', plan.by, body, { args: cleared.args });
  const done = await walk.commit(true, gate);
  if (done.ok) return perform(walk, true);
  if (done.why !== 'refused') return walk.reload();
  walk.retract(1);
  refuse(walk, done.reason as Refused);
}

/**
 * Reads stale facts again before the act; true when a system does not answer and the case waits. After the last try
 * they are missing, and what cannot be known goes to a person.
 */
async function refreshed(walk: Walk): Promise<boolean> {
  const { state, world, workspace, workflow } = walk;
  const wanted = factsRuledOn(walk);
  const since = world.now().getTime() - FACTS_FRESH_MS;
  const isFresh = (name: string) => new Date(state.facts?.[name]?.at ?? 0).getTime() > since;
  if ([...wanted].every(isFresh)) return false;
  const read = await gather(workspace, workflow, state.event, outside(world), wanted);
  if (read.retry && state.tries < TRIES_MAX) {
    const at = retryAt(world.now(), state.tries).toISOString();
    const says = 'Facts could not be read again before acting, so it waits.';
    walk.add('noted', REMIT, { says, due_at: at, tries: state.tries + 1 });
    return true;
  }
  walk.add('context.gathered', REMIT, { ...read.body, again: true }, read.private);
  return false;
}

function gateOf(walk: Walk, cleared: Cleared, index: number): Gate {
  const { state, workflow, workspace, world } = walk;
  const { write } = cleared;
  const plan = planOf(walk);
  const facts = state.facts ?? {};
  const given = {
    workspace,
    workflow,
    plan,
    problems: [],
    event: state.event,
    facts,
    missing: missingNeeded(workflow, facts),
    reworked: state.reworked,
    doneBefore: doneBefore(state),
    ...rolledOut(walk),
  };
  const approved = approvedEffect(state, cleared.clearance);
  const gate: Gate = {
    recheck({ used, switches }) {
      const thrown = stopping(walk, write, switches);
      if (thrown !== undefined) return { switch: thrown } satisfies Refused;
      const ruled = rulePlan({ ...given, budgets: { [write]: used }, now: world.now() });
      const reasons = ruled.reasons.map(({ effect }) => effect);
      const effect = reasons.reduce(stricter, ruled.actions[index]?.effect ?? 'deny');
      return covers(approved, effect) ? null : ({ ruled } satisfies Refused);
    },
  };
  if (workflow.boundary.usesBudgets) {
    gate.budget = {
      workflow: workflow.name,
      write,
      timeZone: workspace.timeZone,
      currency: workspace.currency,
    };
  }
  return gate;
}

/**
 * The strictest effect that a clearance covers. A person's yes covers what needed a yes, and what a person was asked
 * to do, or takes back, they may have done for them; the leave of a ruling covers only `allow`.
 */
function approvedEffect({ review, plan }: CaseState, clearance: string): Effect {
  if (plan?.undoes !== undefined && plan.by.type === 'person') return 'human';
  if (review?.status !== 'decided' || !clearance.startsWith(`${review.id}.`)) return 'allow';
  return review.effect === 'approve' ? 'approve' : 'human';
}

function covers(approved: Effect, effect: Effect): boolean {
  return EFFECTS.indexOf(effect) <= EFFECTS.indexOf(approved);
}

function refuse(walk: Walk, refused: Refused): void {
  if ('switch' in refused) return waitForRelease(walk, refused.switch);
  walk.add('ruled', REMIT, { ...refused.ruled, clearances: [], again: true });
  if (walk.state.review?.status === 'decided') {
    walk.add('review.expired', REMIT, { review: walk.state.review.id, why: 'new_ruling' });
  }
}
