import {
  addCase,
  type Certificate,
  isHopeless,
  levelOfGeneration,
  logEvidence,
  newCertificate,
} from '../gate/certificate.ts';
import { detect, type Detector, newDetector } from './detector.ts';
import type { Claim } from './calibrator.ts';

/** One kind and play: how often people agreed, and whether its own record speaks against it. */
export type Slice = {
  kind: string;
  play: string;
  cases: number;
  deviations: number;
  /** Decayed counts, over about the last two hundred cases. */
  seen: number;
  agreed: number;
  /** Watches the cases that would run: those in a lane, or all of an agent that was granted. */
  detector: Detector;
  /** Set while vetoed: since when, what was held against it, and the proof of its own that ends it. */
  veto: Veto | null;
};
export type Veto = {
  since: string;
  of: number;
  deviations: number;
  certificate: Certificate;
  generation: number;
};

const DECAY = 0.995;

export function newSlice(kind: string, play: string): Slice {
  return { kind, play, cases: 0, deviations: 0, seen: 0, agreed: 0, detector: newDetector(), veto: null };
}

/** What the calibrator is told of a plan of this slice; of one that was never seen it knows nothing. */
export function claimOf(slice: Slice | undefined, claimed: number): Claim {
  const { seen, agreed } = slice ?? { seen: 0, agreed: 0 };
  return { claimed, precision: (agreed + 1) / (seen + 2), seen };
}

/** Counts a decision in the record by which the calibrator judges. */
export function countDecision(slice: Slice, deviated: boolean): void {
  slice.cases++;
  if (deviated) slice.deviations++;
  slice.seen = slice.seen * DECAY + 1;
  slice.agreed = slice.agreed * DECAY + (deviated ? 0 : 1);
}

/** What is proved of a slice: the bounds that all slices share. */
export type Proof = { risk: number; error: number };

/**
 * Watches a case that would run. A slice is vetoed once its own record is significantly worse than what is borne: on
 * average at most one wrong veto in `PER` of its cases. The veto ends by proof, too: a certificate at the error level.
 */
export function watchSlice(
  slice: Slice,
  { risk, error }: Proof,
  seen: { deviated: boolean; weight: number; at: string },
): void {
  const { veto, detector } = slice;
  if (!veto) {
    if (!detect(detector, risk, seen.deviated, seen.weight)) return;
    const { of, deviations } = detector;
    slice.veto = { since: seen.at, of, deviations, certificate: newCertificate(risk), generation: 1 };
    return;
  }
  addCase(veto.certificate, seen.deviated, seen.weight);
  const evidence = logEvidence(veto.certificate);
  const level = levelOfGeneration(error, veto.generation);
  if (evidence >= level) {
    slice.veto = null;
    slice.detector = newDetector();
  } else if (isHopeless(evidence, level, levelOfGeneration(error, veto.generation + 1))) {
    veto.certificate = newCertificate(risk);
    veto.generation++;
  }
}
