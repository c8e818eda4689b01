import type { Rate } from '../../authority/schema.ts';
import type { Money } from '../../workspace/money.ts';
import type { Example } from '../example.ts';

/** A case that people decided, in the order in which it was decided. */
export type PastCase = {
  kind: string;
  /** What was done; null where it is not known or was no play. */
  play: string | null;
  /** ISO time of the decision. */
  at: string;
  /** What was known before: words and fields. */
  example: Example;
  /** Money that the decision moved. */
  money?: Money | null;
  /** Something that was done cannot be undone. */
  irreversible?: boolean;
  /** Facts that were asked for and not there. */
  missing?: string[];
  /** The case came back. */
  reworked?: boolean;
};

export const VERDICTS = ['ready', 'nearly', 'not_yet', 'too_few'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What a verdict rests on, and whether it speaks for handing the kind over. */
export type ReadinessReason = {
  of: 'volume' | 'repeatability' | 'cost' | 'context';
  speaks: 'for' | 'nearly' | 'against';
  /** A sentence with its numbers. */
  says: string;
};

export type KindReadiness = {
  kind: string;
  verdict: Verdict;
  cases: number;
  /** Over the time from the kind's first case to the last of all; null where that is less than a day. */
  perWeek: number | null;
  /** The most frequent play and how often it was taken. */
  mostly: { play: string; rate: Rate } | null;
  /** How often a memory that learned only from the cases before foresaw the play. */
  foreseen: Rate | null;
  /** Of the later half: cases of which it was sure enough, and how many of these people decided otherwise. */
  sure: { reach: Rate; deviated: Rate | null } | null;
  /** Money that was moved: how many cases moved any, the median of those, and the most. */
  money: { rate: Rate; median: Money; most: Money } | null;
  /** How many moved money at all; null: not known of any. */
  moved: Rate | null;
  irreversible: Rate | null;
  missing: Rate | null;
  /** The facts that were missing most often. */
  missed: { fact: string; count: number }[];
  reworked: Rate | null;
  reasons: ReadinessReason[];
  /** The verdict in one sentence. */
  says: string;
};

export type Readiness = {
  /** The most ready first, within that the largest. */
  kinds: KindReadiness[];
  cases: number;
  says: string;
};

/** What is asked of a kind. Rates are shares. */
export type ReadinessLimits = {
  /** Deviation that is borne among what would run by itself. */
  risk: number;
  /** A decision that moves more than this is dear, in minor units. */
  dearMinor: number;
  /** In which money is written. */
  locale: string;
};
