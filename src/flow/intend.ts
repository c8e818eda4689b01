import { moneyOf } from './plan/fill.ts';
import { Cleared } from './ruling/cleared.ts';
import { brakeByRule, waitForRelease } from './brake.ts';
import { nextAction } from './case/due.ts';
import { perform } from './effects.ts';
import { gateOf, type Refused } from './gate.ts';
import { systemOf } from './context/gather.ts';
import { holdFor } from './hold.ts';
import { planOf, readOldFacts, ruling, waits } from './steps.ts';
import { REMIT, type Walk } from './walk.ts';

/** How long a case waits for a process that has the boundary in force. */
const BOUNDARY_POLL_MS = 100;

/**
 * Records that the next action of the plan is intended, then performs it. The transaction that records it consumes
 * the clearance, counts the budget, and holds the action against switches and boundary once more, on fresh facts.
 */
export async function intend(walk: Walk): Promise<void> {
  walk.renew();
  if (await held(walk)) return;
  if (await refreshed(walk)) return;
  const plan = planOf(walk);
  const { state, world, workspace } = walk;
  const index = nextAction(state) ?? -1;
  const action = plan.actions[index];
  if (!action) throw new Error(`case ${state.id} has no action to intend`);
  const cleared = Cleared.consume(action, state.clearances, world.now());
  if (!cleared || isRuledUnderAnother(walk, cleared)) return ruling(walk);
  const money = moneyOf(workspace, action);
  const body = {
    key: `${state.id}.a${state.actions.length + 1}`,
    write: cleared.write,
    digest: cleared.digest,
    clearance: cleared.clearance,
    ...(money ? { money_minor: money.minor, money_currency: money.currency } : {}),
    ...(plan.undoes === undefined ? {} : { undoes: plan.undoes }),
    boundary: walk.workflow.boundary.version,
  };
  const gate = gateOf(walk, cleared, index);
  walk.add('action.intended', plan.by, body, { args: cleared.args });
  const done = await walk.commit(true, gate);
  if (done.ok) return perform(walk, true);
  if (done.why !== 'refused') return walk.reload();
  walk.retract(1);
  await refuse(walk, done.reason as Refused);
}

/**
 * Whether a ruling alone cleared it, under another boundary than this process has by now: then it is ruled anew, where
 * everybody can see it. A person's yes stays, and the gate holds it against the boundary in force.
 */
function isRuledUnderAnother({ state, workflow }: Walk, { clearance }: Cleared): boolean {
  const { ruling: ruled, plan, review } = state;
  if (!ruled || ruled.boundary === workflow.boundary.version || plan?.undoes !== undefined) return false;
  return review?.status !== 'decided' && ruled.clearances.some(({ id }) => id === clearance);
}

/**
 * Another boundary is in force than this process has loaded. The case is due again a moment later, here or elsewhere:
 * workers take up no case of a workflow whose boundary they do not have.
 */
function waitForBoundary(walk: Walk): void {
  const { world, workflow } = walk;
  world.outdated?.();
  walk.add('noted', REMIT, {
    says: `Other rules of ${workflow.label} came into force, so it is held against those.`,
    due_at: new Date(world.now().getTime() + BOUNDARY_POLL_MS).toISOString(),
  });
}

/** A write to a system that is down is not even intended: what was never recorded needs no looking up. */
async function held(walk: Walk): Promise<boolean> {
  const write = planOf(walk).actions[nextAction(walk.state) ?? -1]?.write;
  return write !== undefined && (await holdFor(walk, [systemOf(write)])) === 'held';
}

/**
 * Reads stale facts again before the act; true when a system does not answer and the case waits. After the last try
 * they are missing, and what cannot be known goes to a person.
 */
async function refreshed(walk: Walk): Promise<boolean> {
  const read = await readOldFacts(walk);
  if (!read) return false;
  const says = 'Facts could not be read again before acting, so it waits.';
  if (await waits(walk, read, says)) return true;
  walk.add('context.gathered', REMIT, { ...read.body, again: true }, read.private);
  return false;
}

async function refuse(walk: Walk, refused: Refused): Promise<void> {
  if ('switch' in refused) return waitForRelease(walk, refused.switch);
  if ('outdated' in refused) return waitForBoundary(walk);
  const { write, reasons } = refused.ruled.actions[refused.index] ?? { write: '', reasons: [] };
  await brakeByRule(walk, write, reasons);
  walk.add('ruled', REMIT, { ...refused.ruled, clearances: [], again: true });
  if (walk.state.review?.status === 'decided') {
    walk.add('review.expired', REMIT, { review: walk.state.review.id, why: 'new_ruling' });
  }
}
