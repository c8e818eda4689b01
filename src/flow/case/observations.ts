import type { Placed } from '../../learning/standing/schema.ts';
import type { Actor } from '../../log/schema.ts';
import { compareChoices, isAnother, type Choice } from './agreement.ts';
import { wasCheckedByHand } from './check.ts';
import type { CaseEntry } from './entries.ts';
import { isSealed } from './sealed.ts';
import type { CaseState, Round } from './state.ts';

type Of<K extends CaseEntry['kind']> = Extract<CaseEntry, { kind: K }>;

/** What one decision says of one agent's plan. Becomes a row of `observations`. */
export interface Observation {
  /** Version of the entry that says it, and which plan of it: 0 was held, others follow in the order of the cascade. */
  version: number;
  n: number;
  round: number;
  at: Date;
  agent: { name: string; version: string };
  kind: string;
  play: string;
  agreed: boolean;
  source: 'seen' | 'blind' | 'audit' | 'rework';
  placed: Placed | null;
  /** Who decided, by id; null where it came back by itself. */
  by: string | null;
  seenMs: number | null;
}

/** What a decision says of the plan that was held; nothing of the others is known yet where `chosen` is null. */
interface Verdict {
  agreed: boolean;
  source: Observation['source'];
  /** What the person would have done, for the plans of the other agents. */
  chosen: Choice | null;
  seenMs: number | null;
}

const NONE: Observation[] = [];
/** Kinds of entries by which a case may come back. */
const COMES_BACK = new Set<CaseEntry['kind']>(['reopened', 'joined', 'action.undone']);

/**
 * What an entry says of the plans that agents made in its round, the one that was held (number 0) and those of the
 * agents before it in the cascade. A plan is observed once by a decision, and once more where it ran by itself and
 * somebody audited it or it came back. `state` is the case after the entry.
 */
export function observed(before: CaseState, state: CaseState, entry: CaseEntry): Observation[] {
  const round = state.rounds.at(-1);
  if (!round) return NONE;
  const { kind } = entry;
  if (kind === 'review.decided')
    return undecided(before) ? place(before, round, entry, decidedSays(before, round, entry)) : NONE;
  if (kind === 'handled') return place(before, round, entry, handledSays(before, round, entry));
  if (kind === 'audited')
    return round.how === 'alone' ? place(before, round, entry, auditedSays(entry)) : NONE;
  return COMES_BACK.has(kind) ? cameBack(before, state, entry) : NONE;
}

/** What was decided in an earlier step, or by an earlier edit, is observed already. */
function undecided({ rounds }: CaseState): boolean {
  const how = rounds.at(-1)?.how ?? null;
  return how === null || how === 'expired';
}

function decidedSays(before: CaseState, round: Round, { body, private: hidden }: Of<'review.decided'>) {
  // The yes of one step of a chain decides nothing yet.
  if (round.how === null || round.how === 'expired') return undefined;
  const held: Choice = { kind: round.plannedKind, play: round.planned, inputs: round.inputs };
  const seen = { source: sourceOf(before), seenMs: body.seen?.ms ?? body.took_ms ?? null };
  if (body.decision === 'reject') return { ...seen, agreed: false, chosen: null };
  if (body.decision === 'approve') return { ...seen, agreed: true, chosen: held };
  const chosen = {
    kind: body.kind ?? held.kind,
    play: body.play ?? held.play,
    inputs: hidden?.inputs ?? held.inputs,
  };
  return { ...seen, agreed: !isAnother(body.changed ?? []), chosen };
}

function handledSays(before: CaseState, round: Round, { body, private: hidden }: Of<'handled'>) {
  if (round.how === 'alone' || before.plan === null || wasCheckedByHand(before)) return undefined;
  const chosen: Choice = { kind: body.kind, play: body.play, inputs: hidden?.inputs ?? {} };
  const seen = { source: sourceOf(before), seenMs: body.seen?.ms ?? null, chosen };
  const held: Choice = { kind: round.plannedKind, play: round.planned, inputs: round.inputs };
  // A plan that was turned down is observed already; what was done instead speaks of the others.
  return { ...seen, agreed: body.agreed ?? compareChoices(held, chosen).agreed };
}

function auditedSays({ body, private: hidden }: Of<'audited'>): Verdict {
  const chosen: Choice = { kind: body.kind, play: body.play, inputs: hidden?.inputs ?? {} };
  return { agreed: body.agreed, source: 'audit', chosen, seenMs: null };
}

function place(
  before: CaseState,
  round: Round,
  entry: CaseEntry,
  verdict: Verdict | undefined,
): Observation[] {
  const { plan } = before;
  if (!verdict || round.planned === null || round.cohort !== 'agent' || plan?.undoes !== undefined)
    return NONE;
  const { agreed, source, chosen, seenMs } = verdict;
  const made = {
    version: entry.version,
    at: entry.at,
    round: round.round,
    source,
    by: idOf(entry.actor),
    seenMs,
  };
  const known = new Set(before.observations.filter((one) => one.round === round.round).map(({ n }) => n));
  const found: Observation[] = [];
  if (!known.has(0))
    found.push({
      ...made,
      n: 0,
      agent: round.agent,
      kind: round.plannedKind,
      play: round.planned,
      agreed,
      placed: plan?.placed ?? null,
    });
  for (const [index, other] of (plan?.others ?? []).entries()) {
    const agreedToo = othersAgreed(round, other, chosen);
    if (agreedToo === undefined || known.has(index + 1)) continue;
    const { agent, kind, play, placed = null } = other;
    found.push({ ...made, n: index + 1, agent, kind, play, placed, agreed: agreedToo });
  }
  return found;
}

/** Of a plan that was turned down it is known only that the very same plan of another agent would have been too. */
function othersAgreed(round: Round, other: Choice, chosen: Choice | null): boolean | undefined {
  if (chosen) return compareChoices(other, chosen).agreed;
  const held = { kind: round.plannedKind, play: round.planned, inputs: round.inputs };
  return compareChoices(other, held).agreed ? false : undefined;
}

/** It ran by itself, and came back before anybody had audited it: that it was not right is known. */
function cameBack(before: CaseState, state: CaseState, entry: CaseEntry): Observation[] {
  const index = state.rounds.findIndex(
    (round, at) => round.reworked && before.rounds[at]?.reworked === false,
  );
  const round = state.rounds[index];
  if (!round || round.how !== 'alone' || round.planned === null || round.agreed !== null) return NONE;
  const isNewest = index === before.rounds.length - 1;
  const { agent, plannedKind: kind, planned: play } = round;
  const made = { version: entry.version, n: 0, round: round.round, at: entry.at, by: null, seenMs: null };
  const placed = (isNewest && before.plan?.placed) || null;
  return [{ ...made, agent, kind, play, agreed: false, source: 'rework', placed }];
}

function sourceOf(before: CaseState): 'seen' | 'blind' {
  return isSealed(before) ? 'blind' : 'seen';
}

function idOf(actor: Actor): string | null {
  return actor.type === 'person' ? actor.id : null;
}
