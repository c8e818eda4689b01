import { expect, test } from 'vitest';
import { beyondChance } from './agree.ts';
import { QUICK_MS, runThatWarns } from './quick.ts';
import { against } from './target.ts';

const draw = (judged: number, deviated: number, unseen = 0) => ({
  judged,
  deviated,
  overdue: unseen,
  came_back: 0,
});

test('a target is met only where the exact bound says so', () => {
  expect(against(draw(58, 0), 0.05)).toMatchObject({ target_is: 'unknown', needed: 1 });
  expect(against(draw(59, 0), 0.05)).toMatchObject({ target_is: 'met', needed: null });
  expect(against(draw(30, 8), 0.05)).toMatchObject({ target_is: 'not_met', needed: null });
  expect(against(draw(0, 0), 0.05)).toMatchObject({ target_is: 'unknown', needed: 59, at_most: 1 });
});

test('what nobody judged in time makes a sample worse, never better', () => {
  const seen = against(draw(100, 0), 0.05);
  const unseen = against(draw(100, 0, 10), 0.05);
  expect(seen.target_is).toBe('met');
  expect(unseen.target_is).not.toBe('met');
  expect(unseen.at_most).toBeGreaterThan(seen.at_most);
});

test('a target of none is out of sight', () => {
  expect(against(draw(100, 0), 0)).toMatchObject({ target_is: 'unknown', needed: null });
});

/** Chance whose sequence is the same on every machine (Mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test('who looks as they always do is warned in fewer than one of twenty times in 1,000 approvals', () => {
  const random = chance(7);
  for (const usual of [0.02, 0.1, 0.18]) {
    const needed = runThatWarns(usual * 200, 200);
    let warned = 0;
    for (let person = 0; person < 400; person++) {
      let run = 0;
      let hit = false;
      for (let at = 0; at < 1_000; at++) {
        run = random() < usual ? run + 1 : 0;
        hit ||= run >= needed;
      }
      warned += Number(hit);
    }
    expect(warned / 400).toBeLessThan(0.05);
  }
});

test('who never looks does not escape the warning by making that usual', () => {
  expect(runThatWarns(200, 200)).toBe(runThatWarns(60, 200));
  expect(runThatWarns(200, 200)).toBeLessThan(10);
  expect(runThatWarns(0, 0)).toBeLessThan(10);
  expect(QUICK_MS).toBe(1_000);
});

const pairs = (same: number, other: number) => [
  ...Array.from({ length: same }, () => ({ first: 'refund', second: 'refund' })),
  ...Array.from({ length: other }, (_, at) =>
    at % 2 ? { first: 'refund', second: 'answer' } : { first: 'answer', second: 'refund' },
  ),
];

test('agreement beyond chance is as the textbook has it', () => {
  // Gwet's own example of a table 118, 5, 2, 0 (Handbook of Inter-Rater Reliability): AC1 is 0.9408 where kappa is −0.02.
  const table = [
    ...Array.from({ length: 118 }, () => ({ first: '+', second: '+' })),
    ...Array.from({ length: 5 }, () => ({ first: '+', second: '-' })),
    ...Array.from({ length: 2 }, () => ({ first: '-', second: '+' })),
  ];
  expect(beyondChance(table)?.value).toBeCloseTo(0.9408, 3);
});

test('few pairs say nothing of agreement beyond chance, and ten that agree are not certain', () => {
  expect(beyondChance(pairs(9, 0))).toBeNull();
  expect(beyondChance(pairs(10, 0))).toEqual({ value: 1, low: 0.7, high: 1 });
  const some = beyondChance(pairs(40, 10));
  expect(some?.low).toBeLessThan(some?.value ?? 0);
  expect(some?.high).toBeGreaterThan(some?.value ?? 1);
});
