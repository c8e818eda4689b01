import type { Workflow } from '../../workspace/schema.ts';
import { isBornOfProposals, nextProposal, proposalOfPlan, type ProposalEnd } from './proposals.ts';
import type { CaseState, HeldPlan, ReviewState } from './state.ts';

/** The step that a case must take next; `wait` when it waits for a person, a system or a time. */
export type Due =
  | 'context'
  | 'plan'
  | 'ruling'
  | 'ask'
  | 'remind'
  | 'lapse'
  | 'action'
  | 'settle'
  | 'outcome'
  | 'wait'
  | 'closed';

/** What is due follows from the entries and the time, and from nothing else. */
export function due(state: CaseState, now: Date): Due {
  if (state.status === 'closed') return 'closed';
  if (state.waitUntil && state.waitUntil > now) return 'wait';
  if (state.actions.some((action) => action.status === 'unknown')) return 'wait';
  if (state.actions.some((action) => action.status === 'intended')) return 'settle';
  if (!state.facts) return 'context';
  if (!state.plan) return 'plan';
  if (!state.ruling) return 'ruling';
  if (inReview(state)) return reviewDue(state, now);
  const answered = proposalOfPlan(state)?.end;
  if (answered) return afterProposal(state, answered.status);
  if (triesAnotherWay(state)) return 'plan';
  if (failedAction(state) || state.review?.decision === 'reject') return 'ask';
  const next = nextAction(state);
  if (next === undefined) return goesFurther(state.plan) ? 'plan' : performed(state.plan);
  const clearance = state.clearances.find(({ digest }) => digest === state.plan?.digests[next]);
  if (clearance) return new Date(clearance.expires_at) > now ? 'action' : 'ruling';
  return state.ruling.effect === 'allow' ? 'ruling' : 'ask';
}

/** An agent that said that there is more to do is asked again once its plan was performed. */
function goesFurther({ goesOn, undoes, actions }: HeldPlan): boolean {
  return goesOn?.next === true && goesOn.left > 0 && undoes === undefined && actions.length > 0;
}

/**
 * Its agent is asked for another way: what it planned is forbidden, or was surely not done. Not where a person changed
 * the plan or took it over: then it is theirs.
 */
export function triesAnotherWay(state: CaseState): boolean {
  const { plan, ruling, review, late } = state;
  if (!plan?.goesOn || plan.goesOn.left < 1 || plan.undoes !== undefined) return false;
  if (plan.editedBy || late || review?.decision === 'reject') return false;
  const isForbidden = ruling?.effect === 'deny' && review === null && plan.keys.length === 0;
  return isForbidden || failedAction(state) !== undefined;
}

/**
 * An agent from outside has its answer: the next that was proposed is planned. Where nobody else has brought anything to
 * the case it is over; else what was not done is a person's.
 */
function afterProposal(state: CaseState, status: ProposalEnd['status']): Due {
  if (nextProposal(state)) return 'plan';
  return status === 'done' || isBornOfProposals(state) ? 'outcome' : 'ask';
}

/** After an action was taken back a person says what now; a rollback closes what it found closed. */
function performed({ actions, undoes, closes }: HeldPlan): Due {
  if (actions.length === 0) return 'ask';
  return undoes === undefined || closes === true ? 'outcome' : 'ask';
}

/** When the case must be looked at again although nothing arrives; null when only an event or a person moves it. */
export function dueAt(state: CaseState, now: Date): Date | null {
  const step = due(state, now);
  if (step === 'closed') return null;
  if (step !== 'wait') return now;
  if (state.waitUntil && state.waitUntil > now) return state.waitUntil;
  return state.review && inReview(state) ? nextTime(state.review) : null;
}

/** What comes first of a review: the reminder, or its end. */
function nextTime({ remindAt, reminded, status, expiresAt }: ReviewState): Date | null {
  const reminds = remindAt && !reminded && status !== 'snoozed' ? remindAt : null;
  if (!reminds || !expiresAt) return reminds ?? expiresAt;
  return reminds < expiresAt ? reminds : expiresAt;
}

/** The index of the plan's first action that has no intent yet. */
export function nextAction(state: CaseState): number | undefined {
  if (!state.plan) return undefined;
  return state.plan.keys.length < state.plan.actions.length ? state.plan.keys.length : undefined;
}

/** An action of the plan in force that was surely not done: what follows it must not run. */
export function failedAction(state: CaseState) {
  return state.actions.find(({ key, status }) => status === 'failed' && state.plan?.keys.includes(key));
}

/** What earlier plans of this case have done, or may have done: a later plan must not do it again by itself. */
export function doneBefore(state: CaseState, { gateway }: Pick<Workflow, 'gateway'>) {
  const counted = new Set(['intended', 'done', 'unknown']);
  const before = state.actions.filter(
    ({ key, status }) => counted.has(status) && !state.plan?.keys.includes(key),
  );
  // An agent that does one write after another works on one thing: only what it does once more is looked at.
  const again = new Set(state.plan?.actions.map(({ write }) => write));
  const own = new Set(state.wentOn.map(({ round }) => round));
  if (!proposalOfPlan(state)) return before.filter(({ write, round }) => again.has(write) || !own.has(round));
  return before.filter(({ write }) => again.has(write) && gateway[write]?.again !== true);
}

function inReview(state: CaseState): boolean {
  return state.review !== null && state.review.status !== 'decided' && state.review.status !== 'expired';
}

function reviewDue({ review }: CaseState, now: Date): Due {
  if (!review) return 'wait';
  if (review.expiresAt && review.expiresAt <= now) return 'lapse';
  const next = nextTime(review);
  return next && next <= now ? 'remind' : 'wait';
}
