import type { CaseState } from './state.ts';

/** What stands where a plan would, while it is sealed. */
export const SEALED_SAYS = 'Sealed until you decide';

/** The plan is hidden: a person decides first, by themselves. */
export function isSealed({ review, status }: Pick<CaseState, 'review' | 'status'>): boolean {
  return status !== 'closed' && review !== null && review.sealed && review.status !== 'decided';
}

/** Why a person is asked, without a word of what is sealed: what the roll-out says. */
export function whySealed({ ruling }: Pick<CaseState, 'ruling'>): string {
  const stage = ruling?.reasons.find(({ source }) => source === 'stage');
  return stage?.rule === 'slice' || !stage
    ? 'People do this kind of work and agents plan unseen.'
    : stage.says;
}
