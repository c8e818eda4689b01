import type { Stage } from '../authority/schema.ts';
import type { Money } from './money.ts';

/** A data check: where its condition is not true, the plan is held, and the sentence says why. */
export interface Check {
  id: string;
  /** Only for plans with this write; absent: for every plan. */
  on?: string;
  /** CEL over `event`, facts, `args` and `plan`; what must be true. Unknown counts as not true. */
  must: string;
  says: string;
  effect: 'approve' | 'human' | 'deny';
  line: number;
}

/** One step of a roll-out, proposed when all of its conditions hold since the last change of stage. */
export interface LadderStep {
  stage: Stage;
  share: number;
  kinds: string[] | null;
  /** At least so many decisions of the agent that people could compare or that ran by themselves. */
  decisions: number;
  /** At least so many days since the last change of stage. */
  days: number;
  /** Upper bounds (95 %) on rates, as shares. */
  disagreement?: number;
  rework?: number;
  failures?: number;
  conflicts?: number;
}

/** Rates that are borne, as shares; null: not watched. `per`: at most one false alarm in so many decisions on average. */
export interface StepDown {
  failures: number | null;
  rework: number | null;
  disagreement: number | null;
  conflicts: number | null;
  per: number;
}

/** What an agent may spend; null: no limit. Money is in the workspace's currency. */
export interface AgentLimits {
  turns: number | null;
  tokens: number | null;
  timeMs: number;
  cost: Money | null;
  costPerDay: Money | null;
}

/** Working time in the workspace's time zone. */
export interface BusinessHours {
  /** For each day of the week, Monday first: minutes since midnight, or null where nobody works. */
  week: ({ from: number; to: number } | null)[];
  /** Days on which nobody works: `2026-12-25`. */
  holidays: string[];
}

/** How it is made sure that people look before they decide. Percent. */
export interface Attention {
  /** Of the held plans that somebody sees, so many show a planted mistake first. */
  checks: number;
  /** Of what one person decided, so many are judged blind by a second one. */
  second: number;
}
