import type { Apply } from './apply.ts';
import * as ends from './round_ends.ts';
import type { LeftPlan } from './agents_state.ts';
import type { CaseState } from './state.ts';

/** What agents' own entries change: turns that were paid for, what they looked up, and that they are done. */
export const AGENTS: Apply = {
  'agent.turn'(state, { body, private: hidden }) {
    const answer = hidden?.answer ?? { text: '', calls: [] };
    state.turns = [...state.turns, { body, answer }];
  },
  'agent.looked'(state, { body, private: hidden }) {
    const { question, call, read, ok, says = '' } = body;
    const answer = ok ? { ok, value: hidden?.value } : { ok, says };
    state.looked = [...state.looked, { question, call, read, answer }];
  },
  'agent.finished'(state, { body }) {
    ends.spendRound(state, body.spent);
    if (state.plan) state.plan = { ...state.plan, goesOn: undefined };
    state.turns = [];
    state.looked = [];
  },
};

/** A new plan takes the place of one that was performed, failed or was forbidden: its agent was asked again. */
export function goOn(state: CaseState, at: Date): void {
  state.turns = [];
  state.looked = [];
  if (!state.plan?.goesOn || state.plan.undoes !== undefined) return;
  ends.continueRound(state, at);
  state.wentOn = [...state.wentOn, leftPlan(state)];
}

/** The plan in force as one that is left behind: why it was forbidden, and what of it was not done. */
export function leftPlan({ plan, ruling, rounds }: CaseState): LeftPlan {
  const reasons = ruling?.effect === 'deny' ? ruling : undefined;
  const denied = [
    ...(reasons?.reasons ?? []),
    ...(reasons?.actions ?? []).flatMap((action) => action.reasons),
  ];
  const refused = denied.filter(({ effect }) => effect === 'deny').map(({ says }) => says);
  const left = plan?.actions.slice(plan.keys.length).map(({ write, args }) => ({ write, args })) ?? [];
  return { round: rounds.length, refused: [...new Set(refused)], left };
}
