import type { CaseState, Round } from './state.ts';

type Begun = Pick<Round, 'plannedAt' | 'kind' | 'agent' | 'inputs'> & Partial<Round>;

/** Begins a round: what is not said yet is nothing. */
export function begin(state: CaseState, made: Begun): void {
  // Named one by one: to spread two objects over one another took four times as long.
  const { plannedAt, kind, agent, inputs, planned = null, decided = null, how = null, spent = null } = made;
  const { at = null, stage = 'act', cohort = 'agent', money = null, confidence = null } = made;
  const { firstResponseAt = null, handlingMs = null, decidedBy = null, escalated = null } = made;
  const round: Round = {
    round: state.rounds.length + 1,
    sinceAt: state.sinceAt,
    plannedAt,
    at,
    stage,
    cohort,
    kind,
    agent,
    planned,
    plannedKind: kind,
    confidence,
    inputs,
    decided,
    how,
    agreed: null,
    changed: [],
    compared: null,
    effect: null,
    heldBy: null,
    conflict: false,
    failed: false,
    failedStep: null,
    reworked: false,
    escalated,
    askedAt: null,
    firstResponseAt,
    closedAt: null,
    auditedAt: null,
    seconded: null,
    decidedBy,
    handlingMs,
    editedShare: null,
    editedMinor: null,
    money,
    plannedMoney: money,
    spent,
    continued: false,
    version: state.version,
  };
  state.rounds = [...state.rounds, round];
}

/** The round whose plan is in force. */
export function underWay(state: CaseState): Round | undefined {
  return state.plan && state.plan.undoes === undefined ? state.rounds.at(-1) : undefined;
}

/** The round that an action belongs to; undefined for one that takes something back. */
export function roundOf(state: CaseState, key: string): Round | undefined {
  const number = state.actions.find((action) => action.key === key)?.round;
  return state.rounds.find((one) => one.round === number);
}

export function patch(state: CaseState, round: Round, change: Partial<Round>): void {
  // Copied and then changed: to spread two objects over one another takes far longer for so many members.
  const changed = Object.assign({ ...round }, change);
  changed.version = state.version;
  state.rounds = state.rounds.map((one) => (one.round === round.round ? changed : one));
}

/** Whether something has gone out already since the case was opened, or opened again. */
export function isAnswered({ rounds, sinceAt }: CaseState): boolean {
  return rounds.some((one) => one.firstResponseAt !== null && one.sinceAt.getTime() === sinceAt.getTime());
}

interface Amount {
  money_minor?: number | undefined;
  money_currency?: string | undefined;
}

/** All money of a plan, in the currency of its first action that moves any. */
export function sumOf(actions: Amount[]): Round['money'] {
  const currency = actions.find(({ money_currency: named }) => named !== undefined)?.money_currency;
  if (currency === undefined) return null;
  const same = actions.filter(({ money_currency: named }) => named === currency);
  return { minor: same.reduce((sum, { money_minor: minor = 0 }) => sum + minor, 0), currency };
}
