import type { Placed } from './schema.ts';
import type { StandingState } from './state.ts';

/**
 * The exact claim of a lane, for tests that know every true risk: a lane is falsely open when it is open although the
 * running mean of the true risks of the cases in it, since its certificate was begun, is alpha or more.
 */
export type Truth = { sums: Map<string, { risk: number; cases: number }>; falsely: boolean; ever: boolean };

export function newTruth(): Truth {
  return { sums: new Map(), falsely: false, ever: false };
}

/** Call for every case when it was decided or ran; certificates of one lane are told apart by their generation. */
export function tellTruth(truth: Truth, state: StandingState, placed: Placed, risk: number): void {
  if (!placed.vetoed)
    placed.lanes.forEach((inside, lane) => {
      if (!inside) return;
      const key = `${lane} ${placed.generations[lane]}`;
      const sum = truth.sums.get(key) ?? { risk: 0, cases: 0 };
      truth.sums.set(key, { risk: sum.risk + risk, cases: sum.cases + 1 });
    });
  for (const { gate } of state.groups)
    gate.lanes.forEach(({ open, generation }, lane) => {
      const sum = truth.sums.get(`${lane} ${generation}`);
      if (!open || !sum) return;
      truth.ever = true;
      if (sum.risk / sum.cases >= state.risk) truth.falsely = true;
    });
}
