import { closeLane, observe as observeIn, type Turn } from '../gate/index.ts';
import { teach } from './calibrator.ts';
import { detect, newDetector } from './detector.ts';
import { addToProbation, newProbation } from './probation.ts';
import type { Placed } from './schema.ts';
import { claimOf, countDecision, watchSlice } from './slices.ts';
import {
  countClaim,
  grantHolds,
  type Group,
  groupOf,
  PACE_CASES,
  sliceOf,
  type StandingState,
} from './state.ts';

/**
 * What a person's decision says of a plan. `weight` is what it counts for in evidence (see `weightOf`, times the
 * discount for low attention); `attention` is that discount alone, 1 where the person looked. `at` is an ISO time.
 */
export type Observed = {
  kind: string;
  play: string;
  deviated: boolean;
  weight: number;
  attention?: number;
  at: string;
};

/** A lane that opened or closed, with what its certificate had counted. */
export type LaneChange = {
  group: string;
  lane: number;
  generation: number;
  open: boolean;
  /** Evidence of the lane itself; the cases that ran since the opening; a change of policy. */
  why: 'evidence' | 'probation' | 'policy';
  cases: number;
  deviations: number;
  at: string;
};

/** Takes in what a person decided on a placed plan, in the order of the log. Returns the lanes that opened or closed. */
export function observe(state: StandingState, placed: Placed, seen: Observed): LaneChange[] {
  const { kind, play, deviated, weight } = seen;
  const group = groupOf(state, kind);
  countClaim(state, placed.confidence, deviated);
  // What was placed before a change of policy says nothing of the lanes and of the record that began with it.
  if (group.name !== placed.group) return [];
  const slice = sliceOf(state, kind, play);
  teach(group.judge, claimOf(slice, placed.claimed ?? placed.confidence), !deviated, seen.attention ?? 1);
  countDecision(slice, deviated);
  const wouldRun = placed.lanes.at(-1) === true || placed.open;
  if (wouldRun || placed.vetoed) watchSlice(slice, state, seen);
  if (placed.vetoed) return [];
  watchGrant(state, seen);
  notePace(group, placed, seen);
  const ran = lanesThatRan(group, placed);
  const turns = observeIn(group.gate, placed, { deviated, weight }).map((turn) =>
    changeOf(group, turn, 'evidence', seen.at),
  );
  const changes = [...turns, ...watchLanes(state, group, ran, seen)];
  followOpening(group, changes, ran, seen);
  return changes;
}

function watchGrant(state: StandingState, seen: Observed): void {
  const { granted } = state;
  if (!granted || !grantHolds(state)) return;
  granted.probation ??= newProbation(seen.at);
  addToProbation(granted.probation, seen);
  if (!detect(granted.detector, state.risk, seen.deviated, seen.weight)) return;
  const { of, deviations } = granted.probation;
  granted.lost = { since: seen.at, of, deviations };
}

/** The lanes through which it ran, or would have: open when it was placed, and under the same certificate still. */
function lanesThatRan({ gate }: Group, placed: Placed): number[] {
  if (!placed.open) return [];
  return gate.lanes.flatMap(({ open, generation }, n) =>
    open && placed.lanes[n] && placed.generations[n] === generation ? [n] : [],
  );
}

/**
 * A lane with a long good record would take long to fall below its level. So each is watched anew from its opening, and
 * closes once what ran through it speaks against it.
 */
function watchLanes(state: StandingState, group: Group, ran: number[], seen: Observed): LaneChange[] {
  return ran.flatMap((n) => {
    if (!group.gate.lanes[n]!.open) return [];
    const watch = (group.watches[n] ??= newDetector());
    if (!detect(watch, state.risk, seen.deviated, seen.weight)) return [];
    return closeLane(group.gate, n).map((turn) => changeOf(group, turn, 'probation', seen.at));
  });
}

function notePace(group: Group, placed: Placed, { at, weight }: Observed): void {
  group.paces.forEach((pace, n) => {
    if (n < placed.lanes.length && !placed.lanes[n]) return;
    pace.push({ at: Date.parse(at), weight });
    if (pace.length > PACE_CASES) pace.shift();
  });
}

/** The live claim begins when the first lane opens and ends when the last one has closed. */
function followOpening(group: Group, changes: readonly LaneChange[], ran: number[], seen: Observed): void {
  if (group.probation && ran.length > 0) addToProbation(group.probation, seen);
  for (const { open, lane, cases: of, deviations } of changes) {
    group.watches[lane] = null;
    group.lost[lane] = open ? null : { since: seen.at, of, deviations };
  }
  if (group.gate.lanes.every(({ open }) => !open)) group.probation = null;
  else group.probation ??= newProbation(seen.at);
}

export function changeOf(group: Group, turn: Turn, why: LaneChange['why'], at: string): LaneChange {
  const { lane, open, generation, certificate } = turn;
  const { cases, deviations } = certificate;
  return { group: group.name, lane, generation, open, why, cases, deviations, at };
}
