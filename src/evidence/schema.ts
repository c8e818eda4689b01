/** What is usual for the writes of one workflow: what an action is held against to see whether it stands out. */
export interface Usual {
  writes: Record<string, UsualWrite>;
}

/** Robust statistics of one write over its history. Money is in minor units of the workspace's currency. */
export interface UsualWrite {
  /** Actions that it is made from. Fewer than some thirty say nothing. */
  count: number;
  /** Days on which there was any. */
  days: number;
  amount: UsualAmount | null;
  /** Actions in an hour in which there was any: how many such hours, median, scaled deviation, the most so far. */
  perHour: { hours: number; median: number; spread: number; max: number };
  /** Actions since the beginning of the last 60 minutes. */
  lastHour: number;
  /** How many fell into each hour of the day, 24 of them, in the workspace's time zone. */
  hours: number[];
  recipients: UsualRecipients | null;
}

/** Amounts of a write; null where it moves no money. */
export interface UsualAmount {
  /** Amounts that it is made from, all in this currency. */
  count: number;
  currency: string;
  /** Median of log(amount), and its median absolute deviation scaled to a standard deviation. */
  median: number;
  spread: number;
  /** 99 of 100 amounts were not above this one; and the largest. Minor units. */
  high: number;
  max: number;
}

/** Whom a write went to; null where it names nobody, or where somebody new is so usual that it says nothing. */
export interface UsualRecipients {
  /** Actions that named a recipient, and recipients that were named only once. */
  count: number;
  once: number;
  /** Digests of those it went to, with how often. */
  known: Record<string, number>;
}

/** One decided round of a case, as evidence is made from it. */
export interface Decided {
  id: string;
  caseId: string;
  at: Date;
  plannedAt: Date;
  openedAt: Date;
  closedAt: Date | null;
  stage: 'record' | 'shadow' | 'draft' | 'act';
  cohort: 'agent' | 'control' | 'recorded';
  kind: string;
  planned: string | null;
  decided: string | null;
  how: 'alone' | 'approved' | 'edited' | 'rejected' | 'handled' | 'expired' | null;
  /** Null where nobody could compare. */
  agreed: boolean | null;
  /** `play`, `kind`, `inputs.amount` */
  changed: string[];
  /** Names of the inputs that a person gave, so that they could be compared; null or absent: all of them. */
  compared?: string[] | null;
  conflict: boolean;
  failed: boolean;
  reworked: boolean;
}
