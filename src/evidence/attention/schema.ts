/** One decision of a person, as far as it tells how they looked. */
export interface Look {
  case: string;
  at: Date;
  by: string;
  decision: string;
  /** Milliseconds that the case was on their screen; null where that is not known. */
  ms: number | null;
  /** Parts that were opened or scrolled to; null where that is not known. */
  opened: string[] | null;
}

/** A known-answer check that somebody answered. */
export interface Answered {
  case: string;
  at: Date;
  by: string;
  mistake: string;
  says: string;
  caught: boolean;
}

/** A case that two people judged, each without the other's answer. */
export interface Twice {
  case: string;
  at: Date;
  first: { by: string; play: string };
  second: { by: string; play: string };
  agreed: boolean;
}
