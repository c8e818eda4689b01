import type { Apply } from './apply.ts';
import { proposalOfPlan } from './proposals.ts';
import { leaveRound } from './round_ends.ts';
import type { CaseState } from './state.ts';

/** Facts that were read longer ago than this are read again before the plan of a proposal is ruled. */
const FACTS_KEPT_MS = 60_000;

/** What agents from outside propose. What became of it is followed in `proposals.ts`. */
export const PROPOSALS: Apply = {
  proposed(state, { body, at, private: hidden }) {
    const {
      proposal: id,
      agent,
      kind,
      play,
      confidence,
      digest,
      key,
      session,
      looked = [],
      tainted = [],
    } = body;
    const made = { id, agent, kind, play, confidence, digest, key, session, looked, tainted, at };
    const begun = { status: 'queued' as const, end: null, actions: [], keys: [], edited: false };
    const asked = { inputs: hidden?.inputs ?? {}, reason: hidden?.reason ?? '' };
    if (givesWay(state)) leavePlan(state, at);
    state.event = { ...hidden?.fields, ...state.event };
    if (at.getTime() - (state.gatheredAt?.getTime() ?? 0) > FACTS_KEPT_MS) state.facts = null;
    state.proposals = [...state.proposals, { ...made, ...begun, ...asked }];
  },
  'proposal.withdrawn'(state) {
    state.waitUntil = null;
  },
};

/**
 * Whether what is in force gives way to a proposal: nobody could plan the case, or what was proposed before it is over.
 * A plan that an agent of the workflow made, or that waits for a person, is decided first.
 */
export function givesWay(state: CaseState): boolean {
  const { plan } = state;
  if (plan === null || plan.undoes !== undefined) return false;
  return plan.actions.length === 0 || proposalOfPlan(state)?.status === 'over';
}

function leavePlan(state: CaseState, at: Date): void {
  leaveRound(state, at);
  state.plan = null;
  state.ruling = null;
  state.review = null;
  state.clearances = [];
  state.stoppedBy = null;
  state.waitUntil = null;
  state.tries = 0;
  state.status = 'open';
}
