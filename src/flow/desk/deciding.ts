import { AppError } from '../../runtime/errors.ts';
import type { Person } from '../../workspace/schema.ts';
import { review as askAgain } from '../asking.ts';
import { sayBeingDone } from '../brake.ts';
import { proposalOfPlan } from '../case/proposals.ts';
import { askOn, clearances, labelOf, reviewOf, type Base, type Came } from './chain.ts';
import { decideEdit } from './editing.ts';
import { freshen, sayStricter, stricterNow } from './fresh.ts';
import { actorOf, type DecisionGiven } from '../review/decide.ts';
import { leavesSomebody, stillMissing } from '../review/who.ts';
import { approvalsOf } from '../review/yes.ts';
import { atHand } from './standing.ts';
import { planOf } from '../steps.ts';
import { REMIT, type Walk } from '../walk.ts';

/** Adds what a person's decision makes of the case. `standsFor`: who is away and let them decide. */
export async function decideOn(
  walk: Walk,
  person: Person,
  given: DecisionGiven,
  standsFor: Person | undefined,
): Promise<Came> {
  const review = reviewOf(walk);
  const by = actorOf(person);
  const base = clean({
    review: review.id,
    plan: planOf(walk).digest,
    decision: given.decision,
    because: given.because,
    took_ms: given.took_ms,
    seen: given.seen,
    for: standsFor?.id,
  });
  const hidden = given.reason === undefined ? {} : { reason: given.reason };
  switch (given.decision) {
    case 'approve':
      return approve(walk, person, standsFor, { base, hidden });
    case 'edit':
      return decideEdit(walk, person, given, { base, hidden });
    case 'reject':
      walk.add('review.decided', by, base, hidden);
      return 'Rejected. Nothing was done; the case waits for a person.';
    case 'escalate': {
      const roles = walk.workspace.roles;
      if (given.role === undefined || !roles.includes(given.role)) {
        throw new AppError('invalid', `There is no role ${given.role ?? ''}.`, {
          path: 'role',
          suggestion: `The workspace has ${roles.join(', ')}.`,
        });
      }
      walk.add('review.decided', by, { ...base, role: given.role }, hidden);
      return `Handed over to ${given.role}.`;
    }
    case 'snooze': {
      const until = given.until === undefined ? undefined : new Date(given.until);
      if (!until || Number.isNaN(until.getTime()) || until <= walk.world.now()) {
        throw new AppError('invalid', 'A snooze needs a time to come.', { path: 'until' });
      }
      walk.add('review.decided', by, { ...base, until: until.toISOString() }, hidden);
      return 'Snoozed. It comes back by itself.';
    }
  }
}

/**
 * A yes to one step, on facts that are fresh and under the ruling as it is now. Only the last yes of the last step
 * carries leave to act.
 */
async function approve(
  walk: Walk,
  person: Person,
  standsFor: Person | undefined,
  { base, hidden }: Base,
): Promise<Came> {
  await freshen(walk);
  const stricter = await stricterNow(walk);
  const review = reviewOf(walk);
  if (stricter) {
    walk.add('ruled', REMIT, { ...stricter, clearances: [], again: true });
    walk.add('review.expired', REMIT, { review: review.id, why: 'new_ruling' });
    // An agent that was told that it is denied has its answer, and nobody else waits for one.
    if (!proposalOfPlan(walk.state)?.end) askAgain(walk);
    return sayStricter(stricter);
  }
  const plan = planOf(walk);
  const steps = walk.state.ruling?.approve ?? [];
  needSomebodyLeft(walk, person, standsFor);
  const further = furtherYeses(walk, standsFor ?? person);
  const body = { ...base, kind: plan.kind, play: plan.play, step: review.step };
  const by = actorOf(person);
  if (further > 0) {
    walk.add('review.decided', by, { ...body, further }, hidden);
    return `Approved. ${further === 1 ? 'One more person is' : `${further} more people are`} asked.`;
  }
  if (review.step + 1 < steps.length) {
    walk.add('review.decided', by, body, hidden);
    askOn(walk, review, review.step + 1, approvalsOf(reviewOf(walk)));
    return `Approved. Step ${review.step + 2} of ${steps.length} is asked now.`;
  }
  walk.add('review.decided', by, { ...body, clearances: clearances(walk, plan.digests, review.id) }, hidden);
  return `Approved. ${await sayBeingDone(walk, labelOf(walk, plan.play))}`;
}

/** The only person who could give a later yes does not give this one: nobody would be left to ask. */
function needSomebodyLeft(walk: Walk, person: Person, standsFor: Person | undefined): void {
  const { state, workspace, workflow, world } = walk;
  const standing = atHand(state, { workspace, workflow, away: world.away() });
  if (!standing || leavesSomebody(standing, person, standsFor)) return;
  const { step } = standing.review;
  throw new AppError(
    'refused',
    `With this yes nobody would be left for step ${step + 2} of ${standing.steps.length}.`,
    { suggestion: 'Leave this step to somebody else, and keep your yes for the next.' },
  );
}

/** How many people must still say yes to the step after this one. */
function furtherYeses(walk: Walk, person: Person): number {
  const { state, workspace, workflow, world } = walk;
  const standing = atHand(state, { workspace, workflow, away: world.away() });
  return standing ? stillMissing(standing, [person]).length : 0;
}

/** Leaves out members that are undefined: an entry holds what was said and nothing else. */
function clean<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T;
}
