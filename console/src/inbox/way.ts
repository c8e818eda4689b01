import type { CaseView } from '../live/answers.ts';

/** The agent that stands in a plan where no agent planned: recorded work, and the control group. */
const NOBODY = 'nobody';

/** What there is to decide about a case, apart from who asks. */
export interface Way {
  /** The agent planned, and what it planned is hidden until a person has decided. */
  isSealed: boolean;
  /** Something may be run from here. Where not, what a person did elsewhere is recorded. */
  runs: boolean;
  /** There is a proposal on the screen. */
  hasPlan: boolean;
  isAsked: boolean;
  isForPerson: boolean;
}

export function wayOf(one: CaseView): Way {
  const { review, plan } = one;
  const isAsked = review !== null && !['decided', 'expired'].includes(review.status);
  return {
    isSealed: isAsked && review.sealed,
    runs: review?.runs ?? true,
    hasPlan: plan !== null && plan.agent.name !== NOBODY,
    isAsked,
    isForPerson: review?.effect === 'human' || review?.effect === 'deny',
  };
}
