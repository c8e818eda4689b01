import { failedAction, nextAction } from './case/due.ts';
import { ask, askNext, askPerson } from './review/ask.ts';
import { strictestReason } from './ruling/rule.ts';
import { REMIT, type Walk } from './walk.ts';

/** Puts the case before people: a held plan, a plan that failed, or work that only a person can do. */
export function review(walk: Walk): void {
  const { state, world } = walk;
  const ruled = state.ruling;
  const id = `${state.id}.r${state.version + 1}`;
  if (!ruled || !state.plan) throw new Error(`case ${state.id} asks for a review without a ruling`);
  const failed = failedAction(state);
  const whole = { ...ruled, plan: state.plan.digest };
  if (failed)
    walk.add('review.asked', REMIT, askPerson(id, whole.plan, 'human', `It was not done: ${failed.says}`));
  else if (state.review?.decision === 'reject') {
    walk.add(
      'review.asked',
      REMIT,
      askPerson(id, whole.plan, 'human', 'The plan was rejected, so a person does it.'),
    );
  } else if (state.plan.undoes) {
    const says =
      nextAction(state) === undefined
        ? 'An action was taken back. What now?'
        : `It was not taken back: ${strictestReason(ruled)?.says ?? 'the leave to do so has lapsed'}`;
    walk.add('review.asked', REMIT, askPerson(id, whole.plan, 'human', says));
  } else {
    const says = strictestReason(ruled)?.says ?? state.plan.reason;
    walk.add('review.asked', REMIT, ask(id, whole, says, world.now()));
  }
}

/** Nobody decided in time. */
export function lapse(walk: Walk): void {
  const { state } = walk;
  if (!state.review || !state.ruling) throw new Error(`case ${state.id} has no review that could lapse`);
  const { id, role } = state.review;
  walk.add('review.expired', REMIT, { review: id, why: 'too_late' });
  walk.add('review.asked', REMIT, askNext(`${state.id}.r${state.version + 1}`, state.ruling, { role }));
}
