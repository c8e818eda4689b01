/** The evidence of a sequential test so far; plain, so that it can be kept and compared. */
export interface Watching {
  /** Observations, and those that count against it. */
  of: number;
  count: number;
  /** The evidence of each bet, in the order of `BETS`. */
  evidence: number[];
}

/** What a test watches: a rate up to which it is borne, and how seldom it may be wrong. */
export interface Bound {
  /** The rate that is borne, as a share. */
  rate: number;
  /** On average at most one false alarm in this many observations while the true rate is at the bound or below. */
  per: number;
}

/** Each bet is made as if the rate had risen to this many times the bound: small and large rises are both found. */
export const BETS = [1.5, 2, 3, 5, 10] as const;
/** A bet is never made on certainty: one good case must not undo everything that was seen. */
const RATE_MAX = 0.95;

/** Evidence beyond this many alarms is told as this: products of hundreds of bets outgrow every number. */
const EVIDENCE_MAX = 1_000_000;

/** A test that has seen nothing. */
export function watching(): Watching {
  return { of: 0, count: 0, evidence: BETS.map(() => 0) };
}

/**
 * One more observation (`bad`: it counts against the workflow) of the e-detector of Shin, Ramdas & Rinaldo,
 * "E-detectors: a nonparametric framework for sequential change detection" (New England Journal of Statistics in Data
 * Science 2, 2024; arXiv 2203.03532), of Shiryaev–Roberts type for a Bernoulli rate:
 *
 *     e_n = 1 + λ (x_n − p₀)        M_n = (M_{n−1} + 1) · e_n
 *
 * While the conditional rate is at most p₀, E[e_n | past] ≤ 1, so that M_n − n is a supermartingale: by optional
 * stopping the mean number of observations until M_n ≥ `per` is at least `per`, whatever the observations depend on.
 * λ = (q − p₀) / (p₀ (1 − p₀)) is the bet with the fastest growth if the rate has risen to q. The mean over several q
 * is an e-detector again, because expectations add.
 */
export function observe(state: Watching, bad: boolean, bound: Bound): Watching {
  const evidence = BETS.map((times, index) => {
    // Where none is borne, the first one is an alarm: it could not have come at a rate of 0.
    if (bound.rate <= 0) return bad ? bound.per : 0;
    // A bet on no rise at all would only count observations.
    if (risenTo(times, bound) <= bound.rate) return 0;
    return ((state.evidence[index] ?? 0) + 1) * betAgainst(times, bad, bound);
  });
  return { of: state.of + 1, count: state.count + (bad ? 1 : 0), evidence };
}

/** What one observation multiplies a bet by: 1 + λ (x − p₀), which is the likelihood ratio of q to p₀. */
export function betAgainst(times: number, bad: boolean, bound: Bound): number {
  const { rate } = bound;
  if (rate <= 0 || rate >= 1) return 1;
  const risen = Math.max(risenTo(times, bound), rate);
  return bad ? risen / rate : (1 - risen) / (1 - rate);
}

function risenTo(times: number, { rate }: Bound): number {
  return Math.min(times * rate, RATE_MAX);
}

/** The evidence of the mixture as a share of what raises the alarm: 1 is the alarm. */
export function alarmShare(state: Watching, { per }: Bound): number {
  const mean = state.evidence.reduce((sum, each) => sum + each, 0) / state.evidence.length;
  return Math.min(mean / per, EVIDENCE_MAX);
}

/** Whether the evidence is enough to say that the rate has risen beyond its bound. */
export function alarmed(state: Watching, bound: Bound): boolean {
  return alarmShare(state, bound) >= 1;
}
