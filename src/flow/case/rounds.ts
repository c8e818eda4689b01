import type { Stage } from '../../authority/schema.ts';
import { isAnother } from './agreement.ts';
import type { BodyOf, CaseEntry } from './entries.ts';
import type { CaseState, Round } from './state.ts';

type Of<K extends CaseEntry['kind']> = Extract<CaseEntry, { kind: K }>;

/*
 * The rounds of a case: a plan, what people made of it, and what came of it. Evidence is counted from them. Each
 * function changes the rounds of a state that is its own copy; a plan that takes something back is no round.
 */

/** A plan begins a round. */
export function planRound(state: CaseState, { body, private: hidden, at }: Of<'planned'>): void {
  if (body.undoes !== undefined) return;
  begin(state, {
    plannedAt: at,
    kind: body.kind,
    agent: body.agent,
    planned: body.play,
    inputs: hidden?.inputs ?? {},
    money: sumOf(body.actions),
    spent: body.spent ?? null,
  });
}

/** The ruling says under which roll-out, and whether the plan would have broken the boundary. */
export function ruleRound(state: CaseState, { body }: Of<'ruled'>): void {
  const round = underWay(state);
  if (!round) return;
  const { stage, cohort } = body.rollout ?? { stage: stageBefore(body), cohort: 'agent' as const };
  const denies = body.actions.some(({ reasons }) =>
    reasons.some(({ effect, source }) => effect === 'deny' && (source === 'boundary' || source === 'map')),
  );
  // A plan that was ruled again kept to the boundary that it was made under.
  const conflict = round.conflict || (denies && body.again !== true);
  const first = round.how === null && body.again !== true;
  patch(state, round, { conflict, ...(first ? { stage, cohort } : {}) });
}

/** A person's decision. The yes of one step of a chain decides nothing yet: it carries no clearance. */
export function decideRound(state: CaseState, { body, at }: Of<'review.decided'>): void {
  const round = underWay(state);
  if (!round) return;
  const isComparable = round.planned !== null && round.cohort === 'agent';
  const isLast = (body.clearances ?? []).length > 0 || (body.actions ?? state.plan?.actions)?.length === 0;
  if (body.decision === 'reject') {
    patch(state, round, { how: 'rejected', decided: null, agreed: isComparable ? false : null, at });
  } else if (body.decision === 'edit') {
    const changed = [...new Set([...round.changed, ...(body.changed ?? [])])];
    patch(state, round, {
      how: 'edited',
      decided: body.play ?? round.planned,
      kind: body.kind ?? round.kind,
      agreed: isComparable ? !isAnother(changed) : null,
      changed,
      money: body.actions ? sumOf(body.actions) : round.money,
      at: isLast ? at : null,
    });
  } else if (body.decision === 'approve' && isLast) {
    const approved = { how: 'approved' as const, decided: round.planned, agreed: isComparable ? true : null };
    patch(state, round, { ...(round.how === 'edited' ? {} : approved), at });
  }
}

/** A person did it by hand: in a round whose plan nobody decided, that is the decision. */
export function handleRound(state: CaseState, { body, at, private: hidden }: Of<'handled'>): void {
  if (state.recorded && state.plan === null) {
    begin(state, {
      plannedAt: state.openedAt,
      at,
      stage: 'record',
      cohort: 'recorded',
      kind: body.kind,
      agent: { name: 'nobody', version: '0' },
      inputs: hidden?.inputs ?? {},
      decided: body.play,
      how: 'handled',
    });
    return;
  }
  const round = underWay(state);
  if (!round) return;
  const isFirst = round.how === null || round.how === 'expired';
  const { agreed = null, changed = [] } = body;
  patch(state, round, {
    decided: body.play ?? round.decided,
    kind: body.kind,
    at: round.at ?? at,
    ...(isFirst ? { how: 'handled' as const, agreed, changed } : {}),
  });
}

/** An action is about to be done. Where nobody was asked, it is done alone. */
export function actRound(state: CaseState, at: Date): void {
  const round = underWay(state);
  if (round?.how === null) patch(state, round, { how: 'alone', decided: round.planned, at });
}

export function failRound(state: CaseState, key: string): void {
  const number = state.actions.find((action) => action.key === key)?.round;
  const round = state.rounds.find((one) => one.round === number);
  if (round && !round.failed) patch(state, round, { failed: true });
}

/** The end state that the play promised does not hold. */
export function missRound(state: CaseState): void {
  const round = underWay(state);
  if (round && !round.failed) patch(state, round, { failed: true });
}

export function closeRound(state: CaseState, { body, at }: Of<'closed'>): void {
  const round = state.rounds.at(-1);
  if (!round || round.closedAt) return;
  patch(state, round, { closedAt: at, failed: round.failed || body.end.holds === false });
}

/** What was done needs to be done again: laid at the door of the round that did it, else of the newest. */
export function reworkRound(state: CaseState, key?: string): void {
  const number = state.actions.find((action) => action.key === key)?.round ?? state.rounds.length;
  const round = state.rounds.find((one) => one.round === number);
  if (round && !round.reworked) patch(state, round, { reworked: true });
}

/** A person who knew nothing of it says what they would have done. */
export function auditRound(state: CaseState, { agreed, changed }: BodyOf<'audited'>): void {
  const round = state.rounds.at(-1);
  if (round) patch(state, round, { agreed, changed });
}

/** A new event came before anybody had decided: the plan is thought over. */
export function leaveRound(state: CaseState, at: Date): void {
  const round = underWay(state);
  if (round?.how === null) patch(state, round, { how: 'expired', at });
}

type Begun = Pick<Round, 'plannedAt' | 'kind' | 'agent' | 'inputs'> & Partial<Round>;

function begin(state: CaseState, made: Begun): void {
  // Named one by one: to spread two objects over one another took four times as long.
  const { plannedAt, kind, agent, inputs, planned = null, decided = null, how = null, spent = null } = made;
  const { at = null, stage = 'act', cohort = 'agent', money = null } = made;
  const round: Round = {
    round: state.rounds.length + 1,
    plannedAt,
    at,
    stage,
    cohort,
    kind,
    agent,
    planned,
    plannedKind: kind,
    inputs,
    decided,
    how,
    agreed: null,
    changed: [],
    conflict: false,
    failed: false,
    reworked: false,
    closedAt: null,
    money,
    spent,
    version: state.version,
  };
  state.rounds = [...state.rounds, round];
}

/** The round whose plan is in force. */
function underWay(state: CaseState): Round | undefined {
  return state.plan && state.plan.undoes === undefined ? state.rounds.at(-1) : undefined;
}

function patch(state: CaseState, round: Round, change: Partial<Round>): void {
  const changed = { ...round, ...change, version: state.version };
  state.rounds = state.rounds.map((one) => (one.round === round.round ? changed : one));
}

/** Entries of before roll-outs were recorded: the stage that had a voice, else the one that has none. */
function stageBefore({ reasons }: BodyOf<'ruled'>): Stage {
  const rule = reasons.find(({ source }) => source === 'stage')?.rule;
  return rule === 'record' || rule === 'shadow' || rule === 'draft' ? rule : 'act';
}

interface Amount {
  money_minor?: number | undefined;
  money_currency?: string | undefined;
}

/** All money of a plan, in the currency of its first action that moves any. */
function sumOf(actions: Amount[]): Round['money'] {
  const currency = actions.find(({ money_currency: named }) => named !== undefined)?.money_currency;
  if (currency === undefined) return null;
  const same = actions.filter(({ money_currency: named }) => named === currency);
  return { minor: same.reduce((sum, { money_minor: minor = 0 }) => sum + minor, 0), currency };
}
