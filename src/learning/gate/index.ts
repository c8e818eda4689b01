import {
  addCase,
  type Certificate,
  isHopeless,
  levelOfGeneration,
  logEvidence,
  newCertificate,
} from './certificate.ts';
import { addScore, LANE_RISKS, lanesOf, newScores, type Scores } from './lanes.ts';

export { weightOf } from './certificate.ts';

/** Share of automated cases in which people may have decided otherwise. */
export const ALPHA_DEFAULT = 0.02;
/** Chance that the gate ever opens a lane whose risk is above alpha. */
export const DELTA_DEFAULT = 0.05;

// How the error level is shared out: most to the lanes that open first.
const LANE_LEVELS = [0.2, 0.3, 0.25, 0.15, 0.1];

/** One certificate and whether it holds now; `generation` says which one of all that were ever begun in this lane it is, from 1. */
export type Lane = { certificate: Certificate; generation: number; open: boolean };

/** `begun`: per lane how many certificates were begun so far. Gates that share one error level share this list. */
export type Gate = { alpha: number; delta: number; lanes: Lane[]; scores: Scores; begun: number[] };

/** What the gate says of one case before anybody decides it; keep it with the case until its decision is known. */
export type Placing = {
  confidence: number;
  lanes: boolean[];
  generations: number[];
  open: boolean;
  gateOpen: boolean;
};

/** Lanes, by number, that opened or closed with a decision; a closed one with the certificate that it lost. */
export type Turn = { lane: number; open: boolean; generation: number; certificate: Certificate };

export function newGate({
  alpha = ALPHA_DEFAULT,
  delta = DELTA_DEFAULT,
  begun = LANE_RISKS.map(() => 0),
} = {}): Gate {
  const lanes = LANE_RISKS.map((_, n) => newLane(alpha, begun, n));
  return { alpha, delta, lanes, scores: newScores(), begun };
}

function newLane(alpha: number, begun: number[], n: number): Lane {
  begun[n]!++;
  return { certificate: newCertificate(alpha), generation: begun[n]!, open: false };
}

/**
 * Places a case by its calibrated confidence, against past scores only, and remembers the score.
 * `open` says that evidence allows it to run by itself; boundary, stage and switches still have their say.
 * `gateOpen` says that any lane is open, which decides what the case will weigh.
 */
export function place(gate: Gate, confidence: number): Placing {
  const placing = placeIn(gate, confidence);
  addScore(gate.scores, confidence);
  return placing;
}

/** The same, and remembers nothing. */
export function placeIn(gate: Gate, confidence: number): Placing {
  const lanes = lanesOf(gate.scores, gate.alpha, confidence);
  return {
    confidence,
    lanes,
    generations: gate.lanes.map(({ generation }) => generation),
    open: gate.lanes.some((lane, n) => lane.open && lanes[n]!),
    gateOpen: gate.lanes.some((lane) => lane.open),
  };
}

/**
 * Takes in what a person decided on a placed case, in the order of decisions. A lane is open while its evidence
 * reaches its level. Closing costs it nothing: that the evidence ever reaches the level while the risk is alpha or more
 * has a chance of at most the lane's share of delta, however often it falls below and comes back.
 */
export function observe(
  gate: Gate,
  placing: Pick<Placing, 'lanes' | 'generations'>,
  seen: { deviated: boolean; weight: number },
): Turn[] {
  return gate.lanes.flatMap((lane, n) => {
    // A case that was placed before the lane started again belongs to the certificate that is gone.
    if (!placing.lanes[n] || placing.generations[n] !== lane.generation) return [];
    addCase(lane.certificate, seen.deviated, seen.weight);
    const { generation, certificate, open: wasOpen } = lane;
    const evidence = logEvidence(certificate);
    lane.open = evidence >= levelOf(gate, n);
    if (isHopeless(evidence, levelOf(gate, n), levelAfter(gate, n))) startAgain(gate, n);
    if (lane.open === wasOpen) return [];
    return [{ lane: n, open: lane.open, generation, certificate }];
  });
}

/** Closes a lane at once, whatever its evidence, and starts it again. Returns it where it was open. */
export function closeLane(gate: Gate, lane: number): Turn[] {
  const { open, generation, certificate } = gate.lanes[lane]!;
  startAgain(gate, lane);
  return open ? [{ lane, open: false, generation, certificate }] : [];
}

function startAgain(gate: Gate, n: number): void {
  gate.lanes[n] = newLane(gate.alpha, gate.begun, n);
}

/** What the logarithm of a lane's evidence must reach. Lane shares sum to 1, so all lanes together err with at most delta. */
export function levelOf({ delta, lanes }: Gate, n: number): number {
  return levelOfGeneration(delta * LANE_LEVELS[n]!, lanes[n]!.generation);
}

/** The same for the certificate that would be begun next. */
function levelAfter({ delta, begun }: Gate, n: number): number {
  return levelOfGeneration(delta * LANE_LEVELS[n]!, begun[n]! + 1);
}
