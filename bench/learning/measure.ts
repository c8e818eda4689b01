import { createMemory, type Memory, type MemoryOptions } from '../../src/learning/index.ts';
import { type DecidedCase, type HeadScore, score, wilson } from '../../src/learning/score.ts';

export type Measured = { memory: Memory; scores: Record<string, HeadScore>; learnMs: number; askMs: number };

/** Teaches a new memory one part of the cases in order, once each, and asks it about the other. Times are per case. */
export function measure(
  taught: DecidedCase[],
  asked: DecidedCase[],
  how: { learn: boolean } & MemoryOptions,
): Measured {
  const memory = createMemory(how);
  const began = performance.now();
  taught.forEach(({ example, labels }, n) => memory.learn(example, labels, `case ${n}`));
  const learned = performance.now();
  const scores = score(memory, asked, how);
  const learnMs = (learned - began) / taught.length;
  return { memory, scores, learnMs, askMs: (performance.now() - learned) / asked.length };
}

/** `85.1 % (82.9–87.1)`: a share with its 95 % interval. */
export function share(right: number, asked: number): string {
  const [low, high] = wilson(right, asked);
  return `${percent(right / asked)} % (${percent(low)}–${percent(high)})`;
}

export function percent(value: number): string {
  return (value * 100).toFixed(1);
}

/** The same order for the same seed (Fisher and Yates over a linear congruential generator). */
export function shuffled<T>(list: T[], seed: number): T[] {
  const mixed = [...list];
  let draw = seed;
  for (let i = mixed.length - 1; i > 0; i--) {
    draw = (Math.imul(draw, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((draw / 2 ** 32) * (i + 1));
    [mixed[i], mixed[other]] = [mixed[other]!, mixed[i]!];
  }
  return mixed;
}
