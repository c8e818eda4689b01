import { addAgreements, logEvidence } from './certificate.ts';
import { type Gate, levelOf } from './index.ts';

/** Nobody is told to wait for more decisions than this; it bounds the search. */
export const NEEDED_MAX = 1_000_000;

/**
 * How many more agreeing decisions of this weight, with no deviation between them, bring a lane to its level; 0 where it
 * is there. Evidence rises with each, so the number is found by halving.
 */
export function neededCases(gate: Gate, lane: number, weight: number): number {
  const { certificate } = gate.lanes[lane]!;
  const level = levelOf(gate, lane);
  const reached = (cases: number) => logEvidence(addAgreements(certificate, cases, weight)) >= level;
  if (reached(0)) return 0;
  let [low, high] = [0, 1];
  while (!reached(high) && high < NEEDED_MAX) [low, high] = [high, high * 2];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (reached(middle)) high = middle;
    else low = middle;
  }
  return Math.min(high, NEEDED_MAX);
}
