import { failedAction, nextAction } from './case/due.ts';
import { proposalOfPlan } from './case/proposals.ts';
import { ask, askNext, askPerson, sealOf, type Clock } from './review/ask.ts';
import { strictestReason } from './ruling/rule.ts';
import { approvalsOf, sayRole } from './review/yes.ts';
import { REMIT, type Walk } from './walk.ts';

/** Puts the case before people: a held plan, a plan that failed, or work that only a person can do. */
export function review(walk: Walk): void {
  const { state } = walk;
  const ruled = state.ruling;
  const id = `${state.id}.r${state.version + 1}`;
  if (!ruled || !state.plan) throw new Error(`case ${state.id} asks for a review without a ruling`);
  const failed = failedAction(state);
  const whole = { ...ruled, plan: state.plan.digest };
  const work = (says: string) => {
    const { runs } = sealOf(ruled);
    walk.add('review.asked', REMIT, {
      ...askPerson(id, whole.plan, 'human', says),
      ...(runs === false && { runs }),
    });
  };
  if (failed) work(`It was not done: ${failed.says}`);
  else if (state.review?.decision === 'reject') work('The plan was rejected, so a person does it.');
  else if (state.plan.undoes) {
    const says =
      nextAction(state) === undefined
        ? 'An action was taken back. What now?'
        : `It was not taken back: ${strictestReason(ruled)?.says ?? 'the leave to do so has lapsed'}`;
    work(says);
  } else if (proposalOfPlan(state)?.end?.status === 'cancelled') work('The agent took its proposal back.');
  else {
    const says = strictestReason(ruled)?.says ?? state.plan.reason;
    walk.add('review.asked', REMIT, ask(id, whole, says, clockOf(walk)));
  }
}

/** Nobody decided in time: the next of the chain is asked, or a person takes it. What was said to earlier steps stays. */
export function lapse(walk: Walk): void {
  const { state } = walk;
  if (!state.review || !state.ruling) throw new Error(`case ${state.id} has no review that could lapse`);
  const { id, role, effect, step, escalated, covers } = state.review;
  const lapsed = {
    role,
    effect,
    step,
    escalated,
    approved: approvalsOf(state.review),
    ...(covers && { covers }),
  };
  const ruled = { ...state.ruling, plan: state.plan?.digest ?? state.ruling.plan };
  walk.add('review.expired', REMIT, { review: id, why: 'too_late' });
  walk.add('review.asked', REMIT, askNext(`${state.id}.r${state.version + 2}`, ruled, lapsed));
}

/** Those who are asked are told once more, before it is too late. */
export function remind(walk: Walk): void {
  const { review } = walk.state;
  if (!review) throw new Error(`case ${walk.state.id} has no review to remind of`);
  walk.add('review.reminded', REMIT, {
    review: review.id,
    says: `Still waiting for ${sayRole(review.role)}.`,
  });
}

/** When it is, and when people of the workspace work. */
export function clockOf({ world, workspace }: Walk): Clock {
  return { now: world.now(), hours: workspace.hours, timeZone: workspace.timeZone };
}
