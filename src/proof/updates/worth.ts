import type { Proposal } from '../../authority/changes/proposals.ts';
import { NO_PLAN } from '../../evidence/mining/index.ts';
import type { DecidedRound } from './decided.ts';
import type { Definition, Draft } from './schema.ts';
import { matching } from './weigh.ts';

/** What nothing plans yet is planned by a new row only where people agree among themselves to this degree, or more. */
const NEW_ROW_LOW_MIN = 0.8;
/** New rows of one workflow that are drafted at once: each changes what the others would find. */
const NEW_ROWS_MAX = 4;

export function isWorthIt({ turn, proof: { precision } }: Pick<Draft, 'turn' | 'proof'>): boolean {
  return turn.planned !== NO_PLAN || precision.low >= NEW_ROW_LOW_MIN;
}

export function isFull(drafts: readonly Draft[], { turn }: Definition): boolean {
  const rows = drafts.filter((one) => one.turn.planned === NO_PLAN);
  if (turn.planned !== NO_PLAN) return false;
  return rows.length >= NEW_ROWS_MAX || rows.some((one) => one.turn.to === turn.to);
}

/** Where nothing is planned, only a row of the table changes that. */
export function isWorkable({ turn }: Definition, ways: Draft['ways']): boolean {
  return turn.planned === NO_PLAN ? ways.some(({ way }) => way === 'row') : ways.length > 0;
}

/** The decided cases that a draft speaks of: of one that widens those that it would have let through. */
export function casesOf(
  draft: Definition & Pick<Draft, 'freed'>,
  cases: readonly DecidedRound[],
): DecidedRound[] {
  if (!draft.freed) return matching(draft, cases);
  const freed = new Set(draft.freed);
  return cases.filter(({ id }) => freed.has(id));
}

/** Cases that are named as those that a draft comes from. */
const TAUGHT_MAX = 200;

/** The newest cases that people decided as a draft says; none where it only lets through what they approve. */
export function taughtBy(draft: Definition, cases: readonly DecidedRound[]): string[] {
  const { turn, input, widen } = draft;
  if (widen) return [];
  const taught = matching(draft, cases).filter(({ decided, changed }) =>
    input ? changed.includes(`inputs.${input.input}`) : decided === turn.to,
  );
  return taught.slice(-TAUGHT_MAX).map(({ caseId }) => caseId);
}

/** The cases of before with the same plan, and those of them that a draft fits. */
export function pastOf(
  draft: Definition & Pick<Draft, 'freed'>,
  cases: readonly DecidedRound[],
): Draft['past'] {
  const past = cases.filter(({ isPast }) => isPast);
  if (draft.freed) {
    const freed = new Set(draft.freed);
    return { of: past.length, fitted: past.filter(({ id }) => freed.has(id)).length };
  }
  return {
    of: matching({ turn: draft.turn, literals: [] }, past).length,
    fitted: matching(draft, past).length,
  };
}

/** A draft that somebody declined, or that is in force, is not suggested again. */
export function withoutDecided<T extends { id: string }>(
  drafts: readonly T[],
  proposals: readonly Proposal[],
): T[] {
  const decided = proposals.filter(({ state }) => state !== 'proposed').map(({ update }) => update?.id);
  return drafts.filter(({ id }) => !decided.includes(id));
}

/** What an accepted update has settled is no evidence for another of the same. */
export function withoutSettled(
  cases: readonly DecidedRound[],
  proposals: readonly Proposal[],
): DecidedRound[] {
  const accepted = proposals.filter(({ state, update }) => state === 'accepted' && update && !update.widen);
  if (accepted.length === 0) return [...cases];
  const settled = new Set(
    accepted.flatMap(({ update, decidedAt }) =>
      matching({ turn: update!.turn, literals: update!.literals }, cases)
        .filter(({ at }) => decidedAt !== null && at <= decidedAt)
        .map(({ id }) => id),
    ),
  );
  return cases.filter(({ id }) => !settled.has(id));
}
