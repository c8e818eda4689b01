import { newGate, observe, place } from '../../src/learning/gate/index.ts';
import { createMemory } from '../../src/learning/index.ts';
import type { DecidedCase } from '../../src/learning/score.ts';

/** What ran through an open lane, in all and in the last quarter of the cases, and how much of it people would have done otherwise. */
export type Coverage = { ran: number; ranLate: number; deviated: number; firstAt: number | undefined };

/** Lets a memory and its gate live through the cases in shadow: each is placed first and its decision learned after. */
export function throughGate(cases: DecidedCase[], head: string, alpha: number): Coverage {
  const memory = createMemory();
  const gate = newGate({ alpha });
  const coverage: Coverage = { ran: 0, ranLate: 0, deviated: 0, firstAt: undefined };
  cases.forEach(({ example, labels }, n) => {
    const prediction = memory.predictHead(head, example);
    if (prediction) {
      const placing = place(gate, prediction.confidence);
      const deviated = prediction.label !== labels[head];
      if (placing.open) {
        coverage.firstAt ??= n;
        coverage.ran++;
        if (n >= (cases.length * 3) / 4) coverage.ranLate++;
        if (deviated) coverage.deviated++;
      }
      observe(gate, placing, { deviated, weight: 1 });
    }
    memory.learn(example, labels);
  });
  return coverage;
}
