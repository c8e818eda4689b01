import { type Gate, placeIn, type Turn } from '../gate/index.ts';
import { addScore } from '../gate/lanes.ts';
import { judge } from './calibrator.ts';
import { changeOf, type LaneChange } from './observe.ts';
import type { Placed } from './schema.ts';
import { claimOf } from './slices.ts';
import { grantHolds, groupOf, newGroup, sliceKey, type StandingState } from './state.ts';

export { type LaneChange, observe, type Observed } from './observe.ts';
export { newStanding, type StandingOptions, type StandingState } from './state.ts';
export { standingNow } from './now.ts';
export { summary, type StandingSummary } from './summary.ts';
export { restore, save } from './save.ts';

/** A plan to be placed; `confidence` is what the agent itself claims, 0–1. */
export type Claimed = { kind: string; play: string; confidence: number };

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
