import { addCase, type Certificate, logEvidence, newCertificate } from './certificate.ts';
import { addScore, LANE_RISKS, lanesOf, newScores, type Scores } from './lanes.ts';

export { weightOf } from './certificate.ts';

/** Share of automated cases in which people may have decided otherwise. */
export const ALPHA_DEFAULT = 0.02;
/** Chance that the gate ever opens a lane whose risk is above alpha. */
export const DELTA_DEFAULT = 0.05;

// How the error level is shared out: most to the lanes that open first.
const LANE_LEVELS = [0.2, 0.3, 0.25, 0.15, 0.1];

/** One certificate and whether it holds now; `generation` counts how often the lane had to start again, from 1. */
export type Lane = { certificate: Certificate; generation: number; open: boolean };

export type Gate = { alpha: number; delta: number; lanes: Lane[]; scores: Scores };

/** What the gate says of one case before anybody decides it; keep it with the case until its decision is known. */
export type Placing = {
  confidence: number;
  lanes: boolean[];
  generations: number[];
  open: boolean;
  gateOpen: boolean;
};

export function newGate({ alpha = ALPHA_DEFAULT, delta = DELTA_DEFAULT } = {}): Gate {
  const lanes = LANE_RISKS.map(() => ({ certificate: newCertificate(alpha), generation: 1, open: false }));
  return { alpha, delta, lanes, scores: newScores() };
}

/**
 * Places a case by its calibrated confidence, against past scores only, and remembers the score.
 * `open` says that evidence allows it to run by itself; boundary, stage and switches still have their say.
 * `gateOpen` says that any lane is open, which decides what the case will weigh.
 */
export function place(gate: Gate, confidence: number): Placing {
  const lanes = lanesOf(gate.scores, gate.alpha, confidence);
  addScore(gate.scores, confidence);
  return {
    confidence,
    lanes,
    generations: gate.lanes.map(({ generation }) => generation),
    open: gate.lanes.some((lane, n) => lane.open && lanes[n]!),
    gateOpen: gate.lanes.some((lane) => lane.open),
  };
}

/**
 * Takes in what a person decided on a placed case, in the order of decisions. A lane opens when its evidence
 * reaches its level and closes when it falls below; having closed, it starts again at a stricter level.
 */
export function observe(gate: Gate, placing: Placing, seen: { deviated: boolean; weight: number }): void {
  gate.lanes.forEach((lane, n) => {
    // A case that was placed before the lane started again belongs to the certificate that is gone.
    if (!placing.lanes[n] || placing.generations[n] !== lane.generation) return;
    addCase(lane.certificate, seen.deviated, seen.weight);
    const holds = logEvidence(lane.certificate) >= logLevel(gate, n);
    if (lane.open && !holds) startAgain(gate, lane);
    else lane.open = holds;
  });
}

/** Closes every lane at once, for when a person says that the policy has changed. */
export function closeAll(gate: Gate): void {
  for (const lane of gate.lanes) startAgain(gate, lane);
}

function startAgain(gate: Gate, lane: Lane): void {
  lane.certificate = newCertificate(gate.alpha);
  lane.generation++;
  lane.open = false;
}

/** Lane shares sum to 1 and 6/(π²g²) sums to 1 over all generations, so all certificates together err with at most delta. */
function logLevel({ delta, lanes }: Gate, lane: number): number {
  const generation = lanes[lane]!.generation;
  return -Math.log((delta * LANE_LEVELS[lane]! * 6) / (Math.PI * Math.PI * generation * generation));
}
