/**
 * Past confidences, as counts by predicted risk, from which the lanes take their thresholds: lane j
 * holds the largest confidence-ordered set whose mean predicted risk is at most its share of alpha.
 * Only past scores count, so whether a case is in a lane never depends on its own decision.
 */
export type Scores = { counts: Float64Array; total: number };

/** The share of alpha that each lane may reach in predicted risk, from the surest lane to the widest. */
export const LANE_RISKS = [0.15, 0.3, 0.5, 0.7, 0.85];

/** However sure the rest is, no case runs whose own predicted risk is more than so many times alpha. */
const RISK_MAX = 10;
/** And none that is as likely wrong as right, however much is borne. */
const RISK_EVEN = 0.5;
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
  return lastSteps(scores, alpha).map((last) => step <= last);
}

/** Per lane the least confidence that it still holds, or undefined where it holds none. */
export function thresholds(scores: Scores, alpha: number): (number | undefined)[] {
  return lastSteps(scores, alpha).map((last) =>
    last < 0 ? undefined : Math.max(0, 1 - (last + 1) * RISK_STEP),
  );
}

/** Per lane the share of past scores that it holds. */
export function reaches({ counts, total }: Scores, alpha: number): number[] {
  return lastSteps({ counts, total }, alpha).map((last) => {
    let held = 0;
    for (let step = 0; step <= last; step++) held += counts[step]!;
    return total === 0 ? 0 : held / total;
  });
}

/** The highest risk step that each lane still holds, or -1 where it holds none. The mean rises with the step, so one pass finds all. */
function lastSteps({ counts }: Scores, alpha: number): number[] {
  const last = LANE_RISKS.map(() => -1);
  let cases = 0;
  let risk = 0;
  const end = Math.min(STEPS, Math.round(Math.min(RISK_EVEN, RISK_MAX * alpha) / RISK_STEP));
  for (let step = 0; step < end; step++) {
    if (counts[step] === 0) continue;
    cases += counts[step]!;
    // The upper end of the step, so that rounding never widens a lane.
    risk += counts[step]! * (step + 1) * RISK_STEP;
    if (risk > LANE_RISKS.at(-1)! * alpha * cases) break;
    for (let lane = 0; lane < LANE_RISKS.length; lane++)
      if (risk <= LANE_RISKS[lane]! * alpha * cases) last[lane] = step;
  }
  return last;
}

function stepOf(confidence: number): number {
  return Math.min(STEPS - 1, Math.max(0, Math.floor((1 - confidence) / RISK_STEP)));
}
