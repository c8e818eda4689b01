import type { BodyOf, CaseEntry } from './entries.ts';
import { isAnswered, patch, roundOf, underWay } from './round.ts';
import { addSpent } from '../plan/spending.ts';
import type { Spent } from '../plan/schema.ts';
import type { CaseState } from './state.ts';

/*
 * What came of a round: what was done alone, what failed, what came back, and what those found who looked afterwards.
 */

/** An action is about to be done. Where nobody was asked, it is done alone. */
export function actRound(state: CaseState, at: Date): void {
  const round = underWay(state);
  if (round?.how === null) patch(state, round, { how: 'alone', decided: round.planned, at });
}

/** An action was done, taken back, or done after all: how much money the round has moved is another sum now. */
export function settleRound(state: CaseState, key: string, doneAt: Date | null): void {
  const round = roundOf(state, key);
  if (!round) return;
  const answers = doneAt !== null && round.firstResponseAt === null && !isAnswered(state);
  patch(state, round, answers ? { firstResponseAt: doneAt } : {});
}

export function failRound(state: CaseState, key: string): void {
  const round = roundOf(state, key);
  if (round) patch(state, round, { failed: true, failedStep: round.failedStep ?? 'action' });
}

/** The end state that the play promised does not hold. */
export function missRound(state: CaseState): void {
  const round = underWay(state);
  if (round) patch(state, round, { failed: true, failedStep: round.failedStep ?? 'outcome' });
}

export function closeRound(state: CaseState, { body, at }: Extract<CaseEntry, { kind: 'closed' }>): void {
  for (const before of state.rounds) {
    if (before.continued && before.closedAt === null) patch(state, before, { closedAt: at });
  }
  const round = state.rounds.at(-1);
  if (!round || round.closedAt) return;
  const isMissed = body.end.holds === false;
  const escalated = round.escalated ?? (body.outcome === 'escalated' ? 'outcome' : null);
  const closed = { closedAt: at, escalated, failed: round.failed || isMissed };
  const failedStep = round.failedStep ?? (isMissed ? ('outcome' as const) : null);
  // Of what people did elsewhere only the outcome tells that it came back.
  const reworked = round.reworked || (round.cohort === 'recorded' && body.outcome === 'reworked');
  patch(state, round, { ...closed, failedStep, reworked });
}

/** What was done needs to be done again: laid at the door of the round that did it, else of the newest. */
export function reworkRound(state: CaseState, key?: string): void {
  const number = state.actions.find((action) => action.key === key)?.round ?? state.rounds.length;
  const round = state.rounds.find((one) => one.round === number);
  if (round) patch(state, round, { reworked: true });
}

/** A person who knew nothing of it says what they would have done. */
export function auditRound(
  state: CaseState,
  { agreed, changed }: BodyOf<'audited'>,
  at: Date,
  inputs: string[],
): void {
  const round = state.rounds.at(-1);
  if (round) patch(state, round, { agreed, changed, compared: inputs, auditedAt: at });
}

/** A second person, blind, said what they would have decided: it says how far people agree, and nothing of the agent. */
export function secondRound(state: CaseState, { agreed }: BodyOf<'seconded'>): void {
  const round = state.rounds.findLast(({ how }) => how !== null && how !== 'expired');
  if (round) patch(state, round, { seconded: agreed });
}

/** Its agent is asked again: what was planned is over, and if nothing came of it nobody had decided it. */
export function continueRound(state: CaseState, at: Date): void {
  const round = underWay(state);
  if (!round) return;
  const end = round.how === null ? { how: 'expired' as const, at } : {};
  patch(state, round, { ...end, continued: round.how !== null });
}

/** Asking again cost something although no plan came of it. */
export function spendRound(state: CaseState, spent: Spent | undefined): void {
  const round = underWay(state);
  if (round && spent) patch(state, round, { spent: addSpent(round.spent ?? {}, spent) });
}

/** A new event came before anybody had decided: the plan is thought over. */
export function leaveRound(state: CaseState, at: Date): void {
  const round = underWay(state);
  if (round?.how === null) patch(state, round, { how: 'expired', at });
}
