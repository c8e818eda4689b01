import type { Stage } from '../../authority/schema.ts';
import { strictestReason } from '../ruling/rule.ts';
import { givenInputs, isAnother } from './agreement.ts';
import type { BodyOf, CaseEntry } from './entries.ts';
import { begin, isAnswered, patch, sumOf, underWay } from './round.ts';
import type { CaseState, Round } from './state.ts';

type Of<K extends CaseEntry['kind']> = Extract<CaseEntry, { kind: K }>;

const MINUTE_MS = 60_000;

/*
 * The rounds of a case: a plan, what people made of it, and what came of it (`round_ends.ts`). Evidence is counted from
 * them. Each function changes the rounds of a state that is its own copy; a plan that takes something back is no round.
 */

/** A plan begins a round. */
export function planRound(state: CaseState, { body, private: hidden, at }: Of<'planned'>): void {
  if (body.undoes !== undefined) return;
  begin(state, {
    plannedAt: at,
    kind: body.kind,
    agent: body.agent,
    planned: body.play,
    confidence: body.play === null ? null : body.confidence,
    inputs: hidden?.inputs ?? {},
    money: sumOf(body.actions),
    spent: body.spent ?? null,
  });
}

/** The ruling says under which roll-out, what held the plan back, and whether it would have broken the boundary. */
export function ruleRound(state: CaseState, { body }: Of<'ruled'>): void {
  const round = underWay(state);
  if (!round) return;
  const { stage, cohort } = body.rollout ?? { stage: stageBefore(body), cohort: 'agent' as const };
  const denies = body.actions.some(({ reasons }) =>
    reasons.some(({ effect, source }) => effect === 'deny' && (source === 'boundary' || source === 'map')),
  );
  // A plan that was ruled again kept to the boundary that it was made under.
  const conflict = round.conflict || (denies && body.again !== true);
  const isFirst = round.how === null && body.again !== true;
  const held = round.effect === null ? heldBack(body) : {};
  patch(state, round, { conflict, ...held, ...(isFirst ? { stage, cohort } : {}) });
}

/** What the first ruling came to, and whether context or plan fell short of what it takes. */
function heldBack(body: BodyOf<'ruled'>): Partial<Round> {
  const { effect, reasons } = body;
  const heldBy = effect === 'allow' ? null : (strictestReason(body)?.source ?? null);
  const misses = (rule: string) => reasons.some((one) => one.source === 'check' && one.rule === rule);
  const failedStep = misses('missing-fact') ? 'context' : misses('incomplete') ? 'plan' : null;
  return { effect, heldBy, ...(failedStep && { failedStep }) };
}

/** People were asked: the round waits for them from the first time on. */
export function askRound(state: CaseState, { at }: Of<'review.asked'>): void {
  const round = underWay(state);
  if (round?.askedAt === null) patch(state, round, { askedAt: at });
}

/** Nobody decided in time: it goes up. */
export function lapseRound(state: CaseState, { body }: Of<'review.expired'>): void {
  const round = underWay(state);
  if (round && body.why === 'too_late') patch(state, round, { escalated: round.escalated ?? 'too_late' });
}

/** A person's decision. The yes of one step of a chain decides nothing yet: it carries no clearance. */
export function decideRound(
  state: CaseState,
  { body, at, actor, private: hidden }: Of<'review.decided'>,
): void {
  const before = underWay(state);
  if (!before) return;
  const ms = body.seen?.ms ?? body.took_ms;
  const handlingMs = ms === undefined ? before.handlingMs : (before.handlingMs ?? 0) + ms;
  const by = { handlingMs, decidedBy: 'id' in actor ? actor.id : before.decidedBy };
  const round = { ...before, ...by };
  const isComparable = round.planned !== null && round.cohort === 'agent';
  const isLast = (body.clearances ?? []).length > 0 || (body.actions ?? state.plan?.actions)?.length === 0;
  if (body.decision === 'snooze') {
    patch(state, before, { handlingMs });
  } else if (body.decision === 'escalate') {
    patch(state, before, { handlingMs, escalated: round.escalated ?? (body.role ? 'role' : 'person') });
  } else if (body.decision === 'reject') {
    patch(state, round, { how: 'rejected', decided: null, agreed: isComparable ? false : null, at });
  } else if (body.decision === 'edit') {
    const changed = [...new Set([...round.changed, ...(body.changed ?? [])])];
    patch(state, round, {
      how: 'edited',
      decided: body.play ?? round.planned,
      kind: body.kind ?? round.kind,
      agreed: isComparable ? !isAnother(changed) : null,
      changed,
      compared: state.review?.sealed ? givenInputs(hidden?.inputs) : null,
      ...extent(round, changed, body.actions),
      at: isLast ? at : null,
    });
  } else if (isLast) {
    const approved = { how: 'approved' as const, decided: round.planned, agreed: isComparable ? true : null };
    patch(state, round, { ...(round.how === 'edited' ? {} : approved), at });
  } else patch(state, round, {});
}

/** How much an edit changed: the share of the plan's inputs, all of them where the play is another, and the money. */
function extent(
  round: Round,
  changed: string[],
  actions: BodyOf<'review.decided'>['actions'],
): Pick<Round, 'editedShare' | 'editedMinor' | 'money'> {
  const inputs = changed.filter((name) => name.startsWith('inputs.'));
  const all = new Set([...Object.keys(round.inputs).map((name) => `inputs.${name}`), ...inputs]);
  const share = all.size === 0 ? 0 : inputs.length / all.size;
  const money = actions ? sumOf(actions) : round.money;
  const minor = Math.abs((money?.minor ?? 0) - (round.plannedMoney?.minor ?? 0));
  const moves = money !== null || round.plannedMoney !== null;
  return { editedShare: changed.includes('play') ? 1 : share, editedMinor: moves ? minor : null, money };
}

/** A person did it by hand: in a round whose plan nobody decided, that is the decision. */
export function handleRound(state: CaseState, entry: Of<'handled'>): void {
  const { body, at, private: hidden } = entry;
  const round = state.recorded && state.plan === null ? undefined : underWay(state);
  const worked = byHand(state, entry, round);
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
      ...worked,
    });
    return;
  }
  if (!round) {
    if (state.plan === null) begin(state, { ...unplanned(state, entry), ...worked });
    return;
  }
  const isFirst = round.how === null || round.how === 'expired';
  const { agreed = null, changed = [] } = body;
  const compared = givenInputs(hidden?.inputs);
  patch(state, round, {
    decided: body.play ?? round.decided,
    kind: body.kind,
    at: round.at ?? at,
    ...worked,
    ...(isFirst ? { how: 'handled' as const, agreed, changed, compared } : {}),
  });
}

/** Work by hand in a case that nobody could plan: it counts too, or what an agent cannot do would never show. */
function unplanned(
  state: CaseState,
  { body, at, private: hidden }: Of<'handled'>,
): Parameters<typeof begin>[1] {
  const { stage = 'draft', cohort = 'agent' } = state.rounds.at(-1) ?? {};
  const done = { decided: body.play, how: 'handled' as const, inputs: hidden?.inputs ?? {} };
  return {
    plannedAt: at,
    at,
    stage,
    cohort,
    kind: body.kind,
    agent: { name: 'nobody', version: '0' },
    ...done,
  };
}

/** What work by hand says of a round: who did it, how long it took them, and that something has gone out. */
function byHand(
  state: CaseState,
  { body, at, actor }: Of<'handled'>,
  round: Round | undefined,
): Partial<Round> {
  const ms = body.seen?.ms ?? (body.minutes === undefined ? undefined : body.minutes * MINUTE_MS);
  const before = round?.handlingMs ?? null;
  return {
    decidedBy: 'id' in actor ? actor.id : (round?.decidedBy ?? null),
    handlingMs: ms === undefined ? before : (before ?? 0) + Math.round(ms),
    escalated: round?.escalated ?? (body.outcome === 'escalated' ? 'outcome' : null),
    firstResponseAt: round?.firstResponseAt ?? (isAnswered(state) ? null : at),
  };
}

/** Entries of before roll-outs were recorded: the stage that had a voice, else the one that has none. */
function stageBefore({ reasons }: BodyOf<'ruled'>): Stage {
  const rule = reasons.find(({ source }) => source === 'stage')?.rule;
  return rule === 'record' || rule === 'shadow' || rule === 'draft' ? rule : 'act';
}
