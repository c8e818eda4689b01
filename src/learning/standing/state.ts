import { type Gate, newGate } from '../gate/index.ts';
import { type Judge, newJudge } from './calibrator.ts';
import { type Detector, newDetector } from './detector.ts';
import type { Probation } from './probation.ts';
import { newSlice, type Slice } from './slices.ts';

/**
 * What is known of one version of one agent in one workflow. A fold over the log: the same entries in the same order
 * give the same state, bit for bit. `groups` begins with everything; a change of policy gives kinds a group of their own.
 */
export type StandingState = {
  risk: number;
  error: number;
  granted: Grant | null;
  groups: Group[];
  /** By `sliceKey`. */
  slices: Map<string, Slice>;
  bins: Bin[];
};

/** A person's grant: measured from the start, and lost once evidence speaks against it. */
export type Grant = { probation: Probation | null; detector: Detector; lost: Lost | null };
export type Lost = { since: string; of: number; deviations: number };

/** Lanes of their own for some kinds (null: all that no other group has), since a change of policy or from the beginning. */
export type Group = {
  name: string;
  kinds: string[] | null;
  /** Of the change of policy; null: from the beginning. */
  since: string | null;
  gate: Gate;
  judge: Judge;
  /** Per lane, and after them for all plans, when the last decisions were made and what they weighed. */
  paces: Pace[][];
  /** Per lane, while it is open, what watches its cases since it opened. */
  watches: (Detector | null)[];
  /** Since any of its lanes is open. */
  probation: Probation | null;
  /** Per lane, while it is closed after having been open: what closed it. */
  lost: (Lost | null)[];
};
export type Pace = { at: number; weight: number };

/** Plans by calibrated confidence: how many were decided, what was claimed in sum, and how many people agreed with. */
export type Bin = { cases: number; claimed: number; agreed: number };

/** Lower ends of the bins of calibrated confidence. */
export const BINS = [0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995];
/** Decisions per lane from which its pace is told. */
export const PACE_CASES = 40;

export type StandingOptions = { risk: number; error: number; granted?: boolean };

export function newStanding({ risk, error, granted = false }: StandingOptions): StandingState {
  return {
    risk,
    error,
    granted: granted ? { probation: null, detector: newDetector(), lost: null } : null,
    groups: [newGroup({ risk, error }, '', null, null)],
    slices: new Map(),
    bins: BINS.map(() => ({ cases: 0, claimed: 0, agreed: 0 })),
  };
}

/** All groups of a standing share one error level: `begun` counts their certificates together. */
export function newGroup(
  { risk, error }: { risk: number; error: number },
  name: string,
  kinds: string[] | null,
  since: string | null,
  begun?: number[],
): Group {
  const gate = newGate({ alpha: risk, delta: error, ...(begun && { begun }) });
  const paces = [...gate.lanes, 'all'].map(() => []);
  const watches = gate.lanes.map(() => null);
  const lost = gate.lanes.map(() => null);
  return { name, kinds, since, gate, judge: newJudge(), paces, watches, probation: null, lost };
}

/** The newest group that names the kind, else everything else. */
export function groupOf({ groups }: StandingState, kind: string): Group {
  return groups.findLast(({ kinds }) => kinds?.includes(kind)) ?? groups[0]!;
}

export function sliceKey(kind: string, play: string): string {
  return JSON.stringify([kind, play]);
}

export function sliceOf({ slices }: StandingState, kind: string, play: string): Slice {
  const key = sliceKey(kind, play);
  const slice = slices.get(key) ?? newSlice(kind, play);
  slices.set(key, slice);
  return slice;
}

/** The grant, while it holds. */
export function grantHolds({ granted }: StandingState): boolean {
  return granted !== null && granted.lost === null;
}

/** Counts what was claimed of a plan beside what was decided. */
export function countClaim({ bins }: StandingState, confidence: number, deviated: boolean): void {
  const bin = bins[BINS.findLastIndex((from) => confidence >= from)] ?? bins[0]!;
  bin.cases++;
  bin.claimed += confidence;
  if (!deviated) bin.agreed++;
}
