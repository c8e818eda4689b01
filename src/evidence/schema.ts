/** What is usual for the writes of one workflow: what an action is held against to see whether it stands out. */
export interface Usual {
  writes: Record<string, UsualWrite>;
}

/** Robust statistics of one write over its history. Money is in minor units of the workspace's currency. */
export interface UsualWrite {
  /** Actions that it is made from. Fewer than some thirty say nothing. */
  count: number;
  /** Median and scaled median absolute deviation of log(amount); null where the write moves no money. */
  amount: { median: number; spread: number; max: number } | null;
  /** Actions in an hour in which there was any: median, scaled deviation, and the most so far. */
  perHour: { median: number; spread: number; max: number };
  /** Actions since the beginning of the last 60 minutes. */
  lastHour: number;
  /** How many fell into each hour of the day, 24 of them, in the workspace's time zone. */
  hours: number[];
  /** Digests of whom it went to, with how often; null where the write names nobody. */
  recipients: { known: Record<string, number>; distinct: number } | null;
}
