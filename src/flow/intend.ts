import type { Effect } from '../boundary/schema.ts';
import { EFFECTS } from '../boundary/schema.ts';
import type { Gate } from '../log/schema.ts';
import { gather, missingNeeded } from './context/gather.ts';
import { moneyOf } from './plan/fill.ts';
import { Cleared } from './ruling/cleared.ts';
import { rulePlan } from './ruling/rule.ts';
import type { RuledBody } from './ruling/schema.ts';
import { nextAction } from './case/due.ts';
import { perform } from './effects.ts';
import { factsRuledOn, outside, planOf, ruling } from './steps.ts';
import { REMIT, type Walk } from './walk.ts';
import { FACTS_FRESH_MS, retryAt } from './world.ts';

type Refused = { switch: string } | { ruled: Omit<RuledBody, 'clearances'> };

/**
 * Records that the next action of the plan is intended, then performs it. The transaction that records it consumes
 * the clearance, counts the budget, and holds the action against switches and boundary once more, on fresh facts.
 */
export async function intend(walk: Walk): Promise<void> {
  if (await refreshed(walk)) return;
  const plan = planOf(walk);
  const { state, world, workspace } = walk;
  const action = plan.actions[nextAction(state) ?? -1];
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
  const gate = gateOf(walk, cleared.write);
  walk.add('action.intended', plan.by, body, { args: cleared.args });
  const done = await walk.commit(true, gate);
  if (done.ok) return perform(walk, true);
  if (done.why !== 'refused') return walk.reload();
  walk.retract(1);
  refuse(walk, done.reason as Refused);
}

/** Reads stale facts again before the act; true when a system does not answer and the case waits. */
async function refreshed(walk: Walk): Promise<boolean> {
  const { state, world, workspace, workflow } = walk;
  const age = world.now().getTime() - (state.gatheredAt?.getTime() ?? 0);
  const wanted = factsRuledOn(walk);
  if (age < FACTS_FRESH_MS || wanted.size === 0) return false;
  const read = await gather(workspace, workflow, state.event, outside(world), wanted);
  if (read.retry) {
    const at = retryAt(world.now(), state.tries).toISOString();
    const says = 'Facts could not be read again before acting, so it waits.';
    walk.add('noted', REMIT, { says, due_at: at, tries: state.tries + 1 });
    return true;
  }
  walk.add('context.gathered', REMIT, { ...read.body, again: true }, read.private);
  return false;
}

function gateOf(walk: Walk, write: string): Gate {
  const { state, workflow, workspace, world } = walk;
  const plan = planOf(walk);
  const facts = state.facts ?? {};
  const missing = missingNeeded(workflow, facts);
  const scope = {
    workflow: workflow.name,
    write,
    timeZone: workspace.timeZone,
    currency: workspace.currency,
  };
  const gate: Gate = {
    recheck({ used, switches }) {
      const thrown = switches.find((name) => stops(name, workflow.name, write, plan.agent.name));
      if (thrown !== undefined) return { switch: thrown } satisfies Refused;
      const budgets = { [write]: used };
      const now = world.now();
      const given = {
        workspace,
        workflow,
        plan,
        problems: [],
        event: state.event,
        facts,
        missing,
        budgets,
        now,
      };
      const ruled = rulePlan({ ...given, reworked: state.reworked });
      const effect = ruled.actions.find((one) => one.write === write)?.effect ?? 'deny';
      return covers(approvedEffect(walk), effect) ? null : ({ ruled } satisfies Refused);
    },
  };
  if (workflow.boundary.usesBudgets) gate.budget = scope;
  return gate;
}

/** The strictest effect that is covered: a person's yes covers what needed a yes, a ruling's leave only `allow`. */
function approvedEffect({ state }: Walk): Effect {
  if (state.review?.status !== 'decided') return state.plan?.by.type === 'person' ? 'approve' : 'allow';
  return state.review.effect === 'human' || state.review.effect === 'deny' ? 'human' : 'approve';
}

function covers(approved: Effect, effect: Effect): boolean {
  return EFFECTS.indexOf(effect) <= EFFECTS.indexOf(approved);
}

/** Whether a thrown switch stops this write: `all`, `workflow:W`, `system:S`, `write:S.W` or `agent:A`. */
function stops(name: string, workflow: string, write: string, agent: string): boolean {
  const [system = ''] = write.split('.');
  return ['all', `workflow:${workflow}`, `system:${system}`, `write:${write}`, `agent:${agent}`].includes(
    name,
  );
}

function refuse(walk: Walk, refused: Refused): void {
  if ('switch' in refused) {
    const at = new Date(walk.world.now().getTime() + SWITCH_POLL_MS).toISOString();
    walk.add('noted', REMIT, { says: `Stopped by the switch ${refused.switch}; it waits.`, due_at: at });
    return;
  }
  walk.add('ruled', REMIT, { ...refused.ruled, clearances: [], again: true });
  if (walk.state.review?.status === 'decided') {
    walk.add('review.expired', REMIT, { review: walk.state.review.id, why: 'new_ruling' });
  }
}

/** A case that a switch stopped looks again after this long. */
const SWITCH_POLL_MS = 2_000;
