import { isCustom } from '../plan/custom.ts';
import type { Apply } from './apply.ts';
import { askRound, decideRound, handleRound, lapseRound } from './rounds.ts';
import type { CaseState, ReviewState } from './state.ts';
import type { CaseEntry } from './entries.ts';

/** What people's entries change: reviews asked, claimed, decided, expired, and work done by hand. */
export const REVIEW: Apply = {
  'review.asked'(state, entry) {
    const { body, at } = entry;
    askRound(state, entry);
    state.review = {
      id: body.review,
      plan: body.plan,
      effect: body.effect,
      role: body.role,
      says: body.says,
      status: 'open',
      askedAt: at,
      expiresAt: body.expires_at ? new Date(body.expires_at) : null,
      claimedBy: null,
      claimedUntil: null,
      snoozedUntil: null,
      decidedBy: null,
      decision: null,
      step: body.step ?? 0,
      steps: body.steps ?? 1,
      approvals: (body.approved ?? []).map((yes) => ({ ...yes, at: new Date(yes.at) })),
      escalated: body.escalated ?? false,
      covers: body.covers ?? null,
      sealed: body.sealed ?? false,
      runs: body.runs ?? true,
      remindAt: body.remind_at === undefined ? null : new Date(body.remind_at),
      reminded: false,
    };
    state.status = 'held';
  },
  'review.claimed'(state, { body, actor }) {
    if (!state.review) return;
    state.review = {
      ...state.review,
      status: 'claimed',
      claimedBy: actor,
      claimedUntil: new Date(body.until),
    };
  },
  'review.reminded'(state) {
    if (state.review) state.review = { ...state.review, reminded: true };
  },
  'review.decided': decided,
  'review.expired'(state, entry) {
    lapseRound(state, entry);
    if (state.review) state.review = { ...state.review, status: 'expired' };
  },
  handled(state, entry) {
    const { body, actor, at, version, private: hidden } = entry;
    const inputs = hidden?.inputs ?? {};
    if (body.play !== null && !isCustom(body.play))
      state.label = { version, at, kind: body.kind, play: body.play, inputs };
    state.handled = [...state.handled, { ...body, ...hidden, by: actor, at }];
    handleRound(state, entry);
    state.kind = body.kind;
    // A review that was decided stays what it was: who approved is not who did the rest by hand.
    if (state.review && state.review.status !== 'expired' && state.review.status !== 'decided') {
      state.review = { ...state.review, status: 'decided', decidedBy: actor, decision: 'handled' };
    }
    state.status = 'open';
  },
};

function decided(state: CaseState, entry: Extract<CaseEntry, { kind: 'review.decided' }>) {
  const { body, private: hidden, actor, at, version } = entry;
  if (!state.review) return;
  decideRound(state, entry);
  state.waitUntil = null;
  state.lastDecided = { review: body.review, by: actor, decision: body.decision };
  const review = { ...state.review, decidedBy: actor, decision: body.decision, reason: hidden?.reason };
  if (body.decision === 'snooze') {
    state.review = { ...review, status: 'snoozed', snoozedUntil: new Date(body.until ?? at) };
    return;
  }
  if (body.decision === 'escalate') {
    state.review = {
      ...review,
      status: 'open',
      role: body.role ?? review.role,
      claimedBy: null,
      claimedUntil: null,
    };
    return;
  }
  if (body.decision === 'reject') {
    state.review = { ...review, status: 'decided' };
    return;
  }
  state.review = body.further ? stillOpen(state.review) : { ...review, status: 'decided' };
  if (body.step !== undefined && body.decision === 'approve') {
    const yes = { review: body.review, step: body.step, by: actor, at, for: body.for };
    state.review.approvals = [...state.review.approvals, yes];
  }
  state.clearances = body.clearances ?? [];
  state.status = body.further ? 'held' : 'open';
  if (body.decision === 'edit' && state.plan) {
    const digests = body.actions?.map((action) => action.digest) ?? state.plan.digests;
    state.kind = body.kind ?? state.kind;
    state.plan = {
      ...state.plan,
      editedBy: actor,
      kind: body.kind ?? state.plan.kind,
      play: body.play ?? state.plan.play,
      digest: body.edited ?? state.plan.digest,
      inputs: hidden?.inputs ?? state.plan.inputs,
      actions: hidden?.actions ?? state.plan.actions,
      digests,
      keys: keptKeys(state, digests),
    };
  }
  const { plan } = state;
  // What one step of a chain says yes to is learned from when the last has said so.
  const isLast = state.clearances.length > 0 || plan?.actions.length === 0;
  // Free actions are no play of the playbook, and nothing is learned of when to take them.
  if (isLast && plan?.play && !isCustom(plan.play))
    state.label = { version, at, kind: plan.kind, play: plan.play, inputs: plan.inputs };
}

/** The step needs further people: nobody holds it any more. */
function stillOpen(review: ReviewState): ReviewState {
  return { ...review, status: 'open', claimedBy: null, claimedUntil: null, snoozedUntil: null };
}

/**
 * What was done of the plan before it was edited, as far as the edited plan begins with the very same actions: those
 * are not done again, and everything behind them is still to be done.
 */
function keptKeys(state: CaseState, digests: string[]): string[] {
  const keys = state.plan?.keys ?? [];
  const differs = keys.findIndex((key, at) => {
    const action = state.actions.find((one) => one.key === key);
    return action?.status !== 'done' || action.digest !== digests[at];
  });
  return differs === -1 ? keys : keys.slice(0, differs);
}
