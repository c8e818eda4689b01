import { closeAll, type Gate, observe as observeIn, placeIn, type Turn } from '../gate/index.ts';
import { addScore } from '../gate/lanes.ts';
import { judge, teach } from './calibrator.ts';
import { addToProbation, newProbation } from './probation.ts';
import type { Placed } from './schema.ts';
import { claimOf, countDecision, watchSlice } from './slices.ts';
import {
  countClaim,
  grantHolds,
  type Group,
  groupOf,
  newGroup,
  PACE_CASES,
  sliceKey,
  sliceOf,
  type StandingState,
} from './state.ts';

export { newStanding, type StandingOptions, type StandingState } from './state.ts';
export { standingNow } from './now.ts';
export { summary, type StandingSummary } from './summary.ts';
export { restore, save } from './save.ts';

/** A plan to be placed; `confidence` is what the agent itself claims, 0–1. */
export type Claimed = { kind: string; play: string; confidence: number };

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

/** Where a plan falls, from what is known by now. Changes nothing; keep it with the plan until its decision is known. */
export function place(state: StandingState, plan: Claimed): Placed {
  const group = groupOf(state, plan.kind);
  const slice = state.slices.get(sliceKey(plan.kind, plan.play));
  const { gateOpen, ...placing } = placeIn(group.gate, judge(group.judge, claimOf(slice, plan.confidence)));
  const vetoed = Boolean(slice?.veto);
  const granted = grantHolds(state);
  return {
    confidence: placing.confidence,
    lanes: placing.lanes,
    generations: placing.generations,
    group: group.name,
    gate_open: gateOpen || granted,
    open: !vetoed && (placing.open || granted),
    claimed: plan.confidence,
    ...(vetoed && { vetoed }),
  };
}

/** Remembers the score of a plan that was placed, in the order of the log; thresholds come from past scores only. */
export function notePlaced(
  state: StandingState,
  placed: Placed,
  { kind }: { kind: string; play: string },
): void {
  const group = groupOf(state, kind);
  // A score from before a change of policy, or of a plan that may not run, says nothing of what would run now.
  if (group.name === placed.group && !placed.vetoed) addScore(group.gate.scores, placed.confidence);
}

/** Takes in what a person decided on a placed plan, in the order of the log. Returns the lanes that opened or closed. */
export function observe(state: StandingState, placed: Placed, seen: Observed): LaneChange[] {
  const { kind, play, deviated, weight, at } = seen;
  const group = groupOf(state, kind);
  const slice = sliceOf(state, kind, play);
  countClaim(state, placed.confidence, deviated);
  const claim = claimOf(slice, placed.claimed ?? placed.confidence);
  const known = group.name === placed.group;
  // What was placed before a change of policy is judged by nobody: it would be held against claims of another time.
  if (!known) return [];
  teach(group.judge, claim, !deviated, seen.attention ?? 1);
  countDecision(slice, deviated);
  const would = placed.lanes.at(-1) === true || (state.granted !== null && placed.open);
  if (would || placed.vetoed) watchSlice(slice, state, seen);
  if (placed.vetoed) return [];
  if (state.granted && grantHolds(state)) watchGrant(state, seen);
  notePace(group, placed, seen);
  const onTrial = runsIn(group.gate, placed);
  const turns = observeIn(group.gate, placed, { deviated, weight });
  const changes = turns.map((turn) => changeOf(group, turn, 'evidence', at));
  if (group.probation && onTrial && addToProbation(group.probation, state.risk, seen))
    changes.push(...closeAll(group.gate).map((turn) => changeOf(group, turn, 'probation', at)));
  followOpening(group, changes, at);
  return changes;
}

/**
 * A person said that the policy has changed: these kinds (null: all) get lanes of their own that start anew, with
 * nothing proved and nothing held against them. What was placed before counts no more.
 */
export function closeFor(state: StandingState, kinds: string[] | null, at: string): LaneChange[] {
  const touched =
    kinds === null ? [...state.groups] : [...new Set(kinds.map((kind) => groupOf(state, kind)))];
  const begun = state.groups[0]!.gate.begun;
  const changes = touched.flatMap((group) =>
    openTurns(group.gate).map((turn) => changeOf(group, turn, 'policy', at)),
  );
  for (const [key, { kind }] of state.slices)
    if (kinds === null || kinds.includes(kind)) state.slices.delete(key);
  if (kinds === null) {
    state.groups = [newGroup(state, '', null, at, begun)];
    return changes;
  }
  const own = [...new Set(kinds)].sort();
  for (const group of state.groups) group.kinds &&= group.kinds.filter((kind) => !own.includes(kind));
  state.groups = state.groups.filter((group) => group.kinds === null || group.kinds.length > 0);
  if (own.length > 0) state.groups.push(newGroup(state, own.join(', '), own, at, begun));
  // Lanes that still serve other kinds stay as they are: what was proved of those is not touched.
  return changes.filter(({ group }) => !state.groups.some(({ name }) => name === group));
}

function openTurns({ lanes }: Gate): Turn[] {
  return lanes.flatMap(({ open, generation, certificate }, lane) =>
    open ? [{ lane, open: false, generation, certificate }] : [],
  );
}

function watchGrant(state: StandingState, seen: Observed): void {
  const granted = state.granted!;
  granted.probation ??= newProbation(seen.at);
  if (!addToProbation(granted.probation, state.risk, seen)) return;
  const { of, deviations } = granted.probation.detector;
  granted.lost = { since: seen.at, of, deviations };
}

/** Whether it was placed in a lane that was open then and is open still. */
function runsIn({ lanes }: Gate, placed: Placed): boolean {
  return (
    placed.open &&
    lanes.some(({ open, generation }, n) => open && placed.lanes[n] && placed.generations[n] === generation)
  );
}

function notePace(group: Group, placed: Placed, { at, weight }: Observed): void {
  group.paces.forEach((pace, n) => {
    if (!placed.lanes[n]) return;
    pace.push({ at: Date.parse(at), weight });
    if (pace.length > PACE_CASES) pace.shift();
  });
}

/** The live claim begins when the first lane opens and ends when the last one has closed. */
function followOpening(group: Group, changes: readonly LaneChange[], at: string): void {
  const closed = changes.filter(({ open }) => !open);
  const last = closed.at(-1);
  if (last) {
    const { cases: of, deviations } = last;
    group.lost = { since: at, of, deviations, lanes: (group.lost?.lanes ?? 0) + closed.length };
  }
  const open = group.gate.lanes.some((lane) => lane.open);
  if (!open) group.probation = null;
  else group.probation ??= newProbation(at);
}

function changeOf(group: Group, turn: Turn, why: LaneChange['why'], at: string): LaneChange {
  const { lane, open, generation, certificate } = turn;
  const { cases, deviations } = certificate;
  return { group: group.name, lane, generation, open, why, cases, deviations, at };
}
