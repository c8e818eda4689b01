import { NOBODY } from '../plan/schema.ts';
import type { CaseState } from './state.ts';

/** What stands where a plan would, while it is sealed. */
export const SEALED_SAYS = 'Sealed until you decide';

/** An agent's plan is hidden: a person decides first, by themselves. Where no agent was asked nothing is to hide. */
export function isSealed({ review, plan, status }: Pick<CaseState, 'review' | 'plan' | 'status'>): boolean {
  if (status === 'closed' || !review?.sealed || review.status === 'decided') return false;
  return plan !== null && plan.agent.name !== NOBODY.name;
}

/** Why a person is asked, without a word of what is sealed: what the roll-out says. */
export function whySealed({ ruling }: Pick<CaseState, 'ruling'>): string {
  const stage = ruling?.reasons.find(({ source }) => source === 'stage');
  return stage?.rule === 'slice' || !stage
    ? 'People do this kind of work and agents plan unseen.'
    : stage.says;
}
