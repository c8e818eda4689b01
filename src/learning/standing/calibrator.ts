import { claimable } from '../calibrator.ts';
import { chanceOf, logit, newRegression, regress, type Regression } from '../regression.ts';

/**
 * How often people agree with any agent, whatever it claims of itself: a memory's calibrated confidence, a table's
 * fixed one, a model's own word. A logistic regression of "the person agreed" on the claim, on the record of its kind
 * and play, and on how many such cases there were; learned forward in time, in the order of decisions.
 */
export type Judge = { regression: Regression; cases: number };

export type Claim = {
  /** What the agent says of itself, 0–1. */
  claimed: number;
  /** Decayed share of past plans of this kind and play that people agreed with, and how many there were. */
  precision: number;
  seen: number;
};

// The prior believes the claim by and large, and the record of the kind and play a little.
const PRIOR_WEIGHTS = [-0.4, 0.8, 0.2, 0];
const PRIOR_VARIANCE = 0.5;
const DRIFT_VARIANCE = 1e-5;
const EDGE = 0.001;

export function newJudge(): Judge {
  return { regression: newRegression(PRIOR_WEIGHTS, PRIOR_VARIANCE), cases: 0 };
}

/** Calibrated chance that a person agrees. */
export function judge({ regression, cases }: Judge, claim: Claim): number {
  return claimable(chanceOf(regression, describe(claim)), cases);
}

/** Learns from one decision; `weight` is below 1 where the person hardly looked. */
export function teach(judge: Judge, claim: Claim, agreed: boolean, weight: number): void {
  regress(judge.regression, describe(claim), agreed, DRIFT_VARIANCE, weight);
  judge.cases++;
}

function describe({ claimed, precision, seen }: Claim): number[] {
  return [1, logit(claimed, EDGE), logit(precision, EDGE), Math.log(seen + 1) / 8];
}
