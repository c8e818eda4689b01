import type { Effect } from '../../boundary/schema.ts';
import type { Money } from '../../workspace/money.ts';

/** What an agent would have done in a logged case, beside what a person did. Holds no personal data. */
export interface Rehearsed {
  /** `<case>.<version of the decision>` */
  id: string;
  caseId: string;
  /** ISO time of the person's decision. */
  at: string;
  decided: { kind: string; play: string; money: Money | null };
  /** Null: the agent abstained. */
  planned: { kind: string; play: string; confidence: number; money: Money | null } | null;
  /** The person chose the same; null where there is no plan to compare with. */
  agreed: boolean | null;
  /** What came out otherwise: `play`, `kind`, `inputs.amount`. */
  changed: string[];
  /** Inputs that the person gave, so that they can be compared one by one. */
  given: string[];
  /** Why the agent planned so, or abstained. */
  because: string;
  /** What boundary and data checks say of the plan, and the strictest of their reasons. Null where there is none. */
  effect: Effect | null;
  rule: { id: string; says: string } | null;
  /** The boundary denies something of it. */
  conflict: boolean;
  /** The roll-out lets it act: stage, share and slice. */
  staged: boolean;
  /** What the person worked on the decision, where it is known; and what that cost, in minor units. */
  minutes: number | null;
  workMinor: number | null;
}

/** A decision that could not be run again, and why. */
export interface LeftOut {
  id: string;
  leftOut: 'erased' | 'set_aside' | 'unknown_play';
}

export type Looked = Rehearsed | LeftOut;

export function isLeftOut(looked: Looked): looked is LeftOut {
  return 'leftOut' in looked;
}
