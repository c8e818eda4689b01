import type { Apply } from './apply.ts';
import { secondRound } from './round_ends.ts';

/** What entries change that are about the decisions themselves: checks of attention, second looks, bad precedents. */
export const EVIDENCE: Apply = {
  'check.planted'(state, { body, private: hidden, at }) {
    const { play = '', reason = '', inputs = {}, actions = [] } = hidden ?? {};
    const { check: id, actions: planned, ...rest } = body;
    const digests = planned.map((action) => action.digest);
    const planted = { ...rest, id, play, reason, inputs, actions, planned, digests };
    state.check = { ...planted, plantedAt: at, answered: null, version: state.version };
  },
  'check.answered'(state, { body, actor, at }) {
    if (state.check?.id !== body.check) return;
    state.check = { ...state.check, answered: { ...body, by: actor, at }, version: state.version };
  },
  seconded(state, { body, actor, at }) {
    secondRound(state, body);
    state.seconded = { ...body, by: actor, at };
  },
  'precedent.flagged'(state, { body, at }) {
    const { decision, boundary, rules, says } = body;
    const decidedAt = new Date(body.decided_at);
    const found = { decision, decidedAt, boundary, rules, says, flaggedAt: at, version: state.version };
    const others = state.precedents.filter((one) => one.decision !== decision);
    state.precedents = [...others, { ...found, verdict: null, judgedBy: null, because: null }];
  },
  'precedent.judged'(state, { body, actor }) {
    const { decision, verdict, because = null } = body;
    state.precedents = state.precedents.map((one) =>
      one.decision === decision ? { ...one, verdict, judgedBy: actor, because, version: state.version } : one,
    );
  },
};
