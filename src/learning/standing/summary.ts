import { logEvidence } from '../gate/certificate.ts';
import { levelOf } from '../gate/index.ts';
import { LANE_RISKS, reaches, thresholds } from '../gate/lanes.ts';
import { neededCases } from '../gate/needed.ts';
import { wilson } from '../score.ts';
import { alarmShare } from './detector.ts';
import { type Live, liveClaim } from './probation.ts';
import { BINS, type Group, type Lost, type StandingState } from './state.ts';

/** All that a page shows of a standing. Rates and shares from 0 to 1. */
export type StandingSummary = {
  risk: number;
  error: number;
  /** Decisions on this agent's plans, and the deviations among them, as counted, without weights. */
  cases: number;
  deviations: number;
  granted: { live: Live | null; lost: Lost | null } | null;
  groups: GroupSummary[];
  slices: SliceSummary[];
  calibration: CalibrationBin[];
};
export type GroupSummary = {
  name: string;
  kinds: string[] | null;
  since: string | null;
  lanes: LaneSummary[];
  /** What ran since the first lane opened. */
  live: Live | null;
  /** The last lane that evidence closed, while it is closed. */
  lost: Lost | null;
};
export type LaneSummary = {
  lane: number;
  /** The predicted risk that the lane may reach on average. */
  predicted: number;
  /** Least calibrated confidence that it holds; null: it holds none yet. */
  from: number | null;
  /** Share of recent plans that it holds. */
  reach: number;
  open: boolean;
  generation: number;
  cases: number;
  deviations: number;
  /** Evidence as a share of its level, both as logarithms: 0 nothing, 1 proved. */
  evidence: number;
  /** Agreeing decisions, with no other between them, until its level. */
  needed: number;
  /** What closed it, while it is closed after having been open. */
  lost: Lost | null;
};
export type SliceSummary = {
  kind: string;
  play: string;
  cases: number;
  deviations: number;
  interval: [number, number];
  /** Evidence against it as a share of what vetoes it. */
  against: number;
  veto: { since: string; of: number; deviations: number } | null;
};
export type CalibrationBin = {
  from: number;
  cases: number;
  claimed: number;
  agreed: number;
  interval: [number, number];
};

export function summary(state: StandingState): StandingSummary {
  const slices = [...state.slices.values()].map(({ kind, play, cases, deviations, detector, veto }) => ({
    kind,
    play,
    cases,
    deviations,
    interval: wilson(deviations, cases),
    against: Math.min(1, alarmShare(detector)),
    veto: veto && { since: veto.since, of: veto.of, deviations: veto.deviations },
  }));
  const cases = state.bins.reduce((sum, bin) => sum + bin.cases, 0);
  return {
    risk: state.risk,
    error: state.error,
    cases,
    deviations: cases - state.bins.reduce((sum, bin) => sum + bin.agreed, 0),
    granted: state.granted && {
      live: state.granted.probation && liveClaim(state.granted.probation, state.error),
      lost: state.granted.lost,
    },
    groups: state.groups.map((group) => groupSummary(state, group)),
    slices: slices.sort((a, b) => b.cases - a.cases),
    calibration: state.bins.map(({ cases, claimed, agreed }, n) => ({
      from: BINS[n]!,
      cases,
      claimed: cases === 0 ? 0 : claimed / cases,
      agreed,
      interval: wilson(agreed, cases),
    })),
  };
}

function groupSummary(state: StandingState, group: Group): GroupSummary {
  const { gate, name, kinds, since, probation, lost } = group;
  const from = thresholds(gate.scores, gate.alpha);
  const reach = reaches(gate.scores, gate.alpha);
  const lanes = gate.lanes.map(({ certificate, generation, open }, lane) => ({
    lane,
    predicted: LANE_RISKS[lane]! * state.risk,
    from: from[lane] ?? null,
    reach: reach[lane]!,
    open,
    generation,
    cases: certificate.cases,
    deviations: certificate.deviations,
    evidence: Math.min(1, Math.max(0, logEvidence(certificate) / levelOf(gate, lane))),
    needed: neededCases(gate, lane, 1),
    lost: lost[lane] ?? null,
  }));
  return {
    name,
    kinds,
    since,
    lanes,
    live: probation && liveClaim(probation, state.error),
    lost: lost.reduce((last, each) => (each && (!last || each.since > last.since) ? each : last), null),
  };
}
