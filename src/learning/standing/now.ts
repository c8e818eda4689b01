import { newGate } from '../gate/index.ts';
import { LANE_RISKS, thresholds } from '../gate/lanes.ts';
import { neededCases } from '../gate/needed.ts';
import type { Placed, Standing } from './schema.ts';
import {
  sayEarned,
  sayGathering,
  sayGranted,
  sayLost,
  sayOnceVetoed,
  sayPolicy,
  sayUnsure,
  sayVetoed,
  sayYoung,
} from './say.ts';
import { grantHolds, type Group, groupOf, type Pace, sliceKey, type StandingState } from './state.ts';

const DAY_MS = 86_400_000;
const PACE_MS_MIN = 3_600_000;
/** Fewer decisions than this tell no pace. */
const PACE_CASES_MIN = 5;

/**
 * Whether a placed plan may run by itself as far as evidence goes, as of now, and if not what is missing. Asked again
 * before every intent: what was open when the plan was made may have closed since.
 */
export function standingNow(
  state: StandingState,
  placed: Placed,
  { kind, play, now }: { kind: string; play: string; now: string },
): Standing {
  const group = groupOf(state, kind);
  const veto = state.slices.get(sliceKey(kind, play))?.veto;
  if (veto) return { open: false, why: 'vetoed', says: sayVetoed(state, veto, { kind, play }) };
  if (placed.vetoed) return { open: false, why: 'vetoed', says: sayOnceVetoed({ kind, play }) };
  const current = group.name === placed.group;
  const open = current ? openLane(group, placed) : -1;
  if (open >= 0) return { open: true, why: 'earned', says: sayEarned(state, group, open) };
  if (grantHolds(state)) return { open: true, why: 'granted', says: sayGranted(state) };
  return heldBack(state, group, placed, now);
}

function heldBack(state: StandingState, group: Group, placed: Placed, now: string): Standing {
  const lane = group.name === placed.group ? nearest(group, placed) : -1;
  const missing = lane < 0 ? undefined : missingIn(group, lane, now);
  const no = (why: Standing['why'], says: string): Standing => ({ open: false, why, says, ...missing });
  if (state.granted?.lost) return no('lost', sayLost(state, state.granted.lost, missing));
  const lost = group.lost[lane];
  if (lost) return no('lost', sayLost(state, lost, missing));
  if (group.since !== null) return no('policy', sayPolicy(group.since, missing));
  if (!missing) return unsure(state, group, placed, now);
  return no('gathering', sayGathering(state, group.gate.lanes[lane]!.certificate, missing));
}

/** In no lane. Of a young agent nobody can be sure yet; of an older one, this plan is none of its sure ones. */
function unsure(state: StandingState, group: Group, placed: Placed, now: string): Standing {
  const { cases } = group.judge;
  const from = thresholds(group.gate.scores, state.risk).at(-1);
  const atFirst = neededAtFirst(state.risk, state.error);
  if (from !== undefined || cases >= atFirst)
    return { open: false, why: 'unsure', says: sayUnsure(state, placed.confidence, from, cases) };
  const needed = atFirst + Math.max(0, claimableAfter(state.risk) - cases);
  const missing = withDays(needed, group.paces.at(-1)!, now);
  return { open: false, why: 'unsure', says: sayYoung(cases, missing), ...missing };
}

/** Decisions after which anybody may claim so small a risk at all (Laplace's rule of succession). */
function claimableAfter(risk: number): number {
  return Math.ceil(1 / (LANE_RISKS.at(-1)! * risk));
}

/** The first open lane that holds the plan under the certificate that it was placed under, or -1. */
function openLane({ gate }: Group, placed: Placed): number {
  return gate.lanes.findIndex(
    ({ open, generation }, n) => open && placed.lanes[n] === true && placed.generations[n] === generation,
  );
}

/** The lane that holds the plan and needs the fewest agreeing decisions, or -1: every lane that holds it grows by them. */
function nearest({ gate }: Group, placed: Placed): number {
  let best = -1;
  let fewest = Infinity;
  gate.lanes.forEach((_, n) => {
    if (!placed.lanes[n]) return;
    const needed = neededCases(gate, n, 1);
    if (needed < fewest) [best, fewest] = [n, needed];
  });
  return best;
}

export type Missing = { needed: number; days?: number };

/**
 * Agreeing decisions, with no other between them, until the lane reaches its level, and days at the pace of its last
 * ones. Once something runs by itself, what people decide anyway weighs less, and more of it is needed.
 */
function missingIn({ gate, paces }: Group, lane: number, now: string): Missing {
  const pace = paces[lane]!;
  const mean = pace.reduce((sum, { weight }) => sum + weight, 0) / Math.max(1, pace.length);
  const gateOpen = gate.lanes.some(({ open }) => open);
  return withDays(neededCases(gate, lane, gateOpen && mean > 0 ? mean : 1), pace, now);
}

function withDays(needed: number, pace: readonly Pace[], now: string): Missing {
  const first = pace[0]?.at;
  if (first === undefined || pace.length < PACE_CASES_MIN) return { needed };
  const since = Math.max(Date.parse(now), pace.at(-1)!.at) - first;
  // All at once, as an imported history comes, tells no pace either.
  if (since < PACE_MS_MIN) return { needed };
  return { needed, days: Math.max(1, Math.round((needed * since) / pace.length / DAY_MS)) };
}

/** Agreeing decisions that a new agent needs before its first lane opens, where nobody ever disagrees. */
export function neededAtFirst(risk: number, error: number): number {
  const gate = newGate({ alpha: risk, delta: error });
  return Math.min(...gate.lanes.map((_, n) => neededCases(gate, n, 1)));
}
