import { expect, test } from 'vitest';
import { CONFIDENCE_MAX, createMemory } from './index.ts';
import { type DecidedCase, score, wilson } from './score.ts';

const KINDS = ['late', 'broken', 'refund', 'address', 'invoice', 'size'];
const SYLLABLES = ['ba', 'ko', 'ri', 'tu', 'me', 'lo', 'sa', 'ni', 'fe', 'du'];
const CASES = 6_000;

/** A generator of numbers in [0, 1) with a seed (mulberry32), so that the simulation is the same every time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Customers whose words point to a kind, and people who decide by it, except that a fifth of the
 * messages are vague (decided seven to three between two kinds) and one decision in fifty is arbitrary.
 */
function history(seed: number): DecidedCase[] {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const filler = () => Array.from({ length: 2 + Math.floor(random() * 2) }, () => pick(SYLLABLES)).join('');
  return Array.from({ length: CASES }, () => {
    const kind = Math.floor(random() * KINDS.length);
    const vague = random() < 0.2;
    const words = Array.from({ length: 6 }, filler);
    words.push(vague ? `vague${SYLLABLES[kind]}` : KINDS[kind]! + pick(['', 's', 'ing']));
    const other = KINDS[(kind + 1) % KINDS.length]!;
    const meant = vague && random() < 0.3 ? other : KINDS[kind]!;
    return {
      example: { text: words.join(' '), fields: {} },
      labels: { kind: random() < 0.02 ? pick(KINDS) : meant },
    };
  });
}

/** Where it claims nine in ten or more, which is where something may run by itself, claim and truth may differ by this much, or as far as chance explains. */
const SURE_TOLERANCE = 0.03;
/** Over all its claims, by the mean gap of the bins weighted by their size. */
const MEAN_TOLERANCE = 0.03;

test.each([1, 2, 3])('what it claims is what people then do (6,000 cases, seed %i)', (seed) => {
  const { kind } = score(createMemory(), history(seed), { learn: true });
  expect(kind!.asked).toBe(CASES);
  const told = kind!.bins.filter(({ asked }) => asked > 0);
  const sure = told.filter(({ from }) => from >= 0.9);
  expect(sure.reduce((sum, { asked }) => sum + asked, 0)).toBeGreaterThan(CASES / 2);
  for (const { claimed, asked, right, interval } of sure) {
    const byChance = claimed >= interval[0] && claimed <= interval[1];
    const near = Math.abs(claimed - right / asked) <= SURE_TOLERANCE;
    expect(byChance || near, `claimed ${claimed}, ${right} of ${asked} were right`).toBe(true);
    expect(claimed).toBeLessThanOrEqual(CONFIDENCE_MAX);
  }
  const gap = told.reduce((sum, bin) => sum + Math.abs(bin.claimed * bin.asked - bin.right), 0) / CASES;
  expect(gap).toBeLessThan(MEAN_TOLERANCE);
});

test('a memory that keeps learning beats one that was stopped when a new kind appears', () => {
  const [first, second] = [history(4), history(5)];
  const renamed = second.map(({ example, labels }) => ({
    example,
    labels: { kind: labels['kind'] === 'size' ? 'fit' : labels['kind']! },
  }));
  const scores = [true, false].map((learn) => {
    const memory = createMemory();
    for (const { example, labels } of first) memory.learn(example, labels);
    return score(memory, renamed, { learn })['kind']!.accuracy;
  });
  expect(scores[0]).toBeGreaterThan(scores[1]! + 0.05);
});

test('an unknown head counts as wrong, not as absent', () => {
  const cases = history(6).slice(0, 10);
  expect(score(createMemory(), cases, { learn: false })['kind']).toMatchObject({
    asked: 10,
    right: 0,
    accuracy: 0,
  });
});

test('the interval of a share is the textbook one', () => {
  const [low, high] = wilson(932, 1_087);
  expect(low).toBeCloseTo(0.8353, 3);
  expect(high).toBeCloseTo(0.8769, 3);
  expect(wilson(0, 0)).toEqual([0, 1]);
  expect(wilson(0, 50)[0]).toBe(0);
});
