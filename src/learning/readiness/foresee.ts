import { createMemory } from '../index.ts';
import { notePlaced, newStanding, observe, place } from '../standing/index.ts';
import type { PastCase } from './schema.ts';

/** What a memory that had learned only from the cases before said of a case: rightly or not, and whether it was sure enough. */
export type Foreseen = { right: boolean; sure: boolean } | null;

const HEAD = 'play';
const ERROR = 0.05;

/** Lives through the cases as the product would: each is first foreseen, then decided, then learned. Null: nobody knows what was done. */
export function foresee(cases: readonly PastCase[], risk: number): Foreseen[] {
  const memory = createMemory({ keep: 1 });
  const standing = newStanding({ risk, error: ERROR });
  return cases.map(({ kind, play, example, at }) => {
    if (play === null) return null;
    const predicted = memory.predictHead(HEAD, example);
    memory.learn(example, { [HEAD]: play });
    if (!predicted) return { right: false, sure: false };
    const plan = { kind, play: predicted.label };
    const placed = place(standing, { ...plan, confidence: predicted.confidence });
    notePlaced(standing, placed, plan);
    const right = predicted.label === play;
    observe(standing, placed, { ...plan, deviated: !right, weight: 1, at });
    return { right, sure: placed.lanes.at(-1) === true && !placed.vetoed };
  });
}
