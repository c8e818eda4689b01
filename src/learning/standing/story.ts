import { type LaneChange, notePlaced, observe, place, standingNow, type StandingState } from './index.ts';
import type { Placed, Standing } from './schema.ts';

/** A generator of numbers in [0, 1) with a seed (mulberry32): the same seed, the same story. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A plan of a story: what the agent claims, and how often people truly decide otherwise. */
export type Plan = { kind: string; play: string; claimed: number; risk: number };

const FIRST = Date.parse('2026-03-02T08:00:00Z');
const HOUR_MS = 3_600_000;

export function hourOf(n: number): string {
  return new Date(FIRST + n * HOUR_MS).toISOString();
}

/** One plan placed, noted and decided at once, by a person who sees every plan. */
export function decided(
  state: StandingState,
  plan: Plan,
  n: number,
  random: () => number,
  weigh: (placed: Placed, deviated: boolean) => number = () => 1,
): { placed: Placed; deviated: boolean; changes: LaneChange[] } {
  const { kind, play, claimed, risk } = plan;
  const placed = place(state, { kind, play, confidence: claimed });
  notePlaced(state, placed, { kind, play });
  const deviated = random() < risk;
  const weight = weigh(placed, deviated);
  const changes = weight === 0 ? [] : observe(state, placed, { kind, play, deviated, weight, at: hourOf(n) });
  return { placed, deviated, changes };
}

/** How a plan of this kind would stand now. */
export function askNow(state: StandingState, plan: Plan, n: number): Standing {
  const { kind, play, claimed } = plan;
  const placed = place(state, { kind, play, confidence: claimed });
  return standingNow(state, placed, { kind, play, now: hourOf(n) });
}
