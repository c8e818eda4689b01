import type { NewEntry } from '../../log/schema.ts';
import type { BodyOf, PrivateOf } from './entries.ts';
import { decisionRow } from './rows_of_rounds.ts';
import type { CaseState } from './state.ts';
import { after, GATHERED, MARA, OPENED, planned, ruled, stateOf, told } from './story.ts';

/** The small words that the tests of rounds tell a case with, beside those of every case. */
export const UNDER = { stage: 'act' as const, version: 3, cohort: 'agent' as const };

export function under(
  rollout: Partial<typeof UNDER> | { stage: 'draft' | 'shadow'; cohort?: 'control' },
  made: NewEntry,
) {
  return { ...made, body: { ...made.body, rollout: { ...UNDER, ...rollout } } };
}

export const PLANNED = [OPENED, GATHERED, planned('d1'), under({}, ruled('allow', 'd1'))];
export const asked = (more: Partial<BodyOf<'review.asked'>> = {}) =>
  told('review.asked', {
    review: '1.r5',
    plan: 'p',
    effect: 'approve',
    role: 'support',
    says: 'It is dear.',
    expires_at: null,
    ...more,
  });
export const leave = [{ id: '1.r5.1', digest: 'd1', expires_at: after(60).toISOString() }];

export function decided(
  body: Partial<BodyOf<'review.decided'>>,
  hidden: PrivateOf<'review.decided'> = {},
): NewEntry {
  return told('review.decided', { review: '1.r5', plan: 'p', decision: 'approve', ...body }, hidden, MARA);
}

export function handled(body: Partial<BodyOf<'handled'>>, inputs = {}): NewEntry {
  return told('handled', { kind: 'late', play: 'give_back', outcome: 'solved', ...body }, { inputs }, MARA);
}

export const closed = (end: boolean | 'unknown' = true) =>
  told('closed', { outcome: 'solved', end: { holds: end, says: '' } });

export const rows = (state: CaseState) => state.rounds.map((round) => decisionRow(state, round));
export const row = (...entries: NewEntry[]) => rows(stateOf(...entries)).at(-1);
