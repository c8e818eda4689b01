import { chanceOf, logit, newRegression, regress, type Regression } from './regression.ts';

/**
 * How sure the memory may say it is. A logistic regression of "the person agreed" on what the
 * model knows about its own prediction, learned forward in time: each label is first predicted,
 * then learned, so the calibrator only ever sees predictions of cases that the model had not seen.
 * (Out-of-fold calibration was measured to violate every asked level; forward calibration holds.)
 */
export type Calibrator = Regression;

/** What the calibrator looks at, beside a constant. */
export type Evidence = {
  /** Softmax share of the first label, and of the second (0 when there is only one). */
  first: number;
  second: number;
  /** Share of words and fields that were never learned. */
  unseen: number;
  /** Labels known to the head, and cases learned by it. */
  labels: number;
  cases: number;
  /** Words in the text. */
  words: number;
  /** Decayed share of past predictions of this label with which people agreed. */
  precision: number;
};

/** The most that is ever claimed: even the most confident bin was measured to deviate 0.2 % (label noise). */
export const CONFIDENCE_MAX = 0.9985;
const SHARE_MIN = 1e-6;
// The prior says: half of what the softmax claims, and wary while little was learned.
const PRIOR_WEIGHTS = [-1, 0.5, 0.1, -3, 0, 0, 0, 0.3];
const PRIOR_VARIANCE = 1;
// Uncertainty about every weight grows a little with each label, so that the calibrator follows a change of habits.
const DRIFT_VARIANCE = 1e-4;
const PRECISION_EDGE = 0.001;

export function newCalibrator(): Calibrator {
  return newRegression(PRIOR_WEIGHTS, PRIOR_VARIANCE);
}

/** Calibrated probability that a person agrees, at most `CONFIDENCE_MAX` and at most what the number of cases can support. */
export function confidenceOf(calibrator: Calibrator, evidence: Evidence): number {
  return claimable(chanceOf(calibrator, describe(evidence)), evidence.cases);
}

/** The most that may be claimed after so many cases. By Laplace's rule of succession nobody can claim an error below 1/(n + 2). */
export function claimable(p: number, cases: number): number {
  return Math.min(p, CONFIDENCE_MAX, (cases + 1) / (cases + 2));
}

/** Learns whether the person agreed with a prediction that was made without knowing. */
export function calibrate(calibrator: Calibrator, evidence: Evidence, agreed: boolean): void {
  regress(calibrator, describe(evidence), agreed, DRIFT_VARIANCE);
}

function describe(evidence: Evidence): number[] {
  const first = Math.max(SHARE_MIN, evidence.first);
  const second = Math.max(SHARE_MIN, evidence.second);
  return [
    1,
    logit(evidence.first, SHARE_MIN) / 2,
    Math.log(Math.min(1 - SHARE_MIN, first) / second) / 4,
    evidence.unseen,
    Math.log(evidence.labels) / 4,
    Math.log(evidence.cases + 1) / 8,
    Math.log(evidence.words + 1) / 4,
    logit(evidence.precision, PRECISION_EDGE) / 2,
  ];
}
