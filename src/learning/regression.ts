/**
 * Bayesian logistic regression of "the person agreed", one case at a time: a Gaussian posterior over the weights,
 * updated as an extended Kalman filter. Every process that sees the same cases in the same order holds the same numbers.
 */
export type Regression = { weights: Float64Array; covariance: Float64Array };

/** Below this curvature a case would teach nothing, and a change of habits would never be noticed. */
const CURVATURE_MIN = 1e-4;

/** A regression that knows only its prior: its weights, each with the same variance. */
export function newRegression(prior: readonly number[], variance: number): Regression {
  const size = prior.length;
  const covariance = new Float64Array(size * size);
  for (let i = 0; i < size; i++) covariance[i * size + i] = variance;
  return { weights: Float64Array.from(prior), covariance };
}

/** Probability that the person agrees. */
export function chanceOf({ weights }: Regression, x: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i]! * x[i]!;
  return 1 / (1 + Math.exp(-sum));
}

/**
 * One step. `drift` is the variance that every weight gains with a case, so that the regression follows a change of
 * habits; `weight`, 0 to 1, is for how much of a case it counts.
 */
export function regress(
  regression: Regression,
  x: readonly number[],
  agreed: boolean,
  drift: number,
  weight = 1,
): void {
  const { weights, covariance } = regression;
  const size = weights.length;
  const p = chanceOf(regression, x);
  const spread = new Float64Array(size);
  let variance = 0;
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += covariance[i * size + j]! * x[j]!;
    spread[i] = sum;
    variance += sum * x[i]!;
  }
  const curvature = weight * Math.max(p * (1 - p), CURVATURE_MIN);
  const gain = 1 / (1 + curvature * variance);
  const error = weight * ((agreed ? 1 : 0) - p);
  for (let i = 0; i < size; i++) {
    weights[i]! += spread[i]! * gain * error;
    for (let j = 0; j < size; j++) covariance[i * size + j]! -= curvature * gain * spread[i]! * spread[j]!;
  }
  for (let i = 0; i < size; i++) covariance[i * size + i]! += drift;
}

/** The logarithm of the odds, of a share that is first kept away from 0 and 1. */
export function logit(share: number, edge: number): number {
  const inside = Math.min(1 - edge, Math.max(edge, share));
  return Math.log(inside / (1 - inside));
}
