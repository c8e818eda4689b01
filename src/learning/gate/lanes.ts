/**
 * Past confidences, as counts by predicted risk, from which the lanes take their thresholds: lane j
 * holds the largest confidence-ordered set whose mean predicted risk is at most its share of alpha.
 * Only past scores count, so whether a case is in a lane never depends on its own decision.
 */
export type Scores = { counts: Float64Array; total: number };

/** The share of alpha that each lane may reach in predicted risk, from the surest lane to the widest. */
export const LANE_RISKS = [0.15, 0.3, 0.5, 0.7, 0.85];

const RISK_STEP = 0.0005;
const STEPS = Math.round(1 / RISK_STEP) + 1;
// Beyond this many scores all counts are halved, so that thresholds follow a change of traffic.
const SCORES_MAX = 4_000;

export function newScores(): Scores {
  return { counts: new Float64Array(STEPS), total: 0 };
}

export function addScore(scores: Scores, confidence: number): void {
  scores.counts[stepOf(confidence)]! += 1;
  scores.total += 1;
  if (scores.total < SCORES_MAX) return;
  for (let step = 0; step < STEPS; step++) scores.counts[step]! /= 2;
  scores.total /= 2;
}

/** Per lane whether a case of this confidence is in it; every lane holds the surer lanes. */
export function lanesOf(scores: Scores, alpha: number, confidence: number): boolean[] {
  const step = stepOf(confidence);
  return LANE_RISKS.map((share) => step <= lastStep(scores, share * alpha));
}

/** The highest risk step that a lane still holds, or -1 when it holds none. */
function lastStep({ counts }: Scores, meanRisk: number): number {
  let cases = 0;
  let risk = 0;
  let last = -1;
  for (let step = 0; step < STEPS; step++) {
    if (counts[step] === 0) continue;
    cases += counts[step]!;
    // The upper end of the step, so that rounding never widens a lane.
    risk += counts[step]! * (step + 1) * RISK_STEP;
    if (risk > meanRisk * cases) break;
    last = step;
  }
  return last;
}

function stepOf(confidence: number): number {
  return Math.min(STEPS - 1, Math.max(0, Math.floor((1 - confidence) / RISK_STEP)));
}
