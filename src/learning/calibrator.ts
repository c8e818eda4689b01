/**
 * How sure the memory may say it is. A logistic regression of "the person agreed" on what the
 * model knows about its own prediction, learned forward in time: each label is first predicted,
 * then learned, so the calibrator only ever sees predictions of cases that the model had not seen.
 * (Out-of-fold calibration was measured to violate every asked level; forward calibration holds.)
 */
export type Calibrator = { weights: Float64Array; covariance: Float64Array };

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

const SIZE = 8;
/** The most that is ever claimed: even the most confident bin was measured to deviate 0.2 % (label noise). */
export const CONFIDENCE_MAX = 0.9985;
const SHARE_MIN = 1e-6;
// The prior says: half of what the softmax claims, and wary while little was learned.
const PRIOR_WEIGHTS = [-1, 0.5, 0.1, -3, 0, 0, 0, 0.3];
const PRIOR_VARIANCE = 1;
// Uncertainty about every weight grows a little with each label, so that the calibrator follows a change of habits.
const DRIFT_VARIANCE = 1e-4;

export function newCalibrator(): Calibrator {
  const covariance = new Float64Array(SIZE * SIZE);
  for (let i = 0; i < SIZE; i++) covariance[i * SIZE + i] = PRIOR_VARIANCE;
  return { weights: Float64Array.from(PRIOR_WEIGHTS), covariance };
}

/** Calibrated probability that a person agrees, at most `CONFIDENCE_MAX` and at most what the number of cases can support. */
export function confidenceOf(calibrator: Calibrator, evidence: Evidence): number {
  const p = logistic(dot(calibrator.weights, describe(evidence)));
  // Laplace's rule of succession: after n cases nobody can claim an error below 1/(n + 2).
  return Math.min(p, CONFIDENCE_MAX, (evidence.cases + 1) / (evidence.cases + 2));
}

/** One step of Bayesian logistic regression (a Gaussian posterior, updated as an extended Kalman filter). */
export function calibrate(calibrator: Calibrator, evidence: Evidence, agreed: boolean): void {
  const { weights, covariance } = calibrator;
  const x = describe(evidence);
  const p = logistic(dot(weights, x));
  const spread = new Float64Array(SIZE);
  let variance = 0;
  for (let i = 0; i < SIZE; i++) {
    let sum = 0;
    for (let j = 0; j < SIZE; j++) sum += covariance[i * SIZE + j]! * x[j]!;
    spread[i] = sum;
    variance += sum * x[i]!;
  }
  const curvature = Math.max(p * (1 - p), 1e-4);
  const gain = 1 / (1 + curvature * variance);
  const error = (agreed ? 1 : 0) - p;
  for (let i = 0; i < SIZE; i++) {
    weights[i]! += spread[i]! * gain * error;
    for (let j = 0; j < SIZE; j++) covariance[i * SIZE + j]! -= curvature * gain * spread[i]! * spread[j]!;
  }
  for (let i = 0; i < SIZE; i++) covariance[i * SIZE + i]! += DRIFT_VARIANCE;
}

function describe(evidence: Evidence): number[] {
  const first = Math.min(1 - SHARE_MIN, Math.max(SHARE_MIN, evidence.first));
  const second = Math.max(SHARE_MIN, evidence.second);
  return [
    1,
    Math.log(first / (1 - first)) / 2,
    Math.log(first / second) / 4,
    evidence.unseen,
    Math.log(evidence.labels) / 4,
    Math.log(evidence.cases + 1) / 8,
    Math.log(evidence.words + 1) / 4,
    logit(evidence.precision) / 2,
  ];
}

function logit(p: number): number {
  const inside = Math.min(0.999, Math.max(0.001, p));
  return Math.log(inside / (1 - inside));
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

function dot(a: Float64Array, b: number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
