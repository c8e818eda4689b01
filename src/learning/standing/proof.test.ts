import { describe, expect, test } from 'vitest';
import { weightOf } from '../gate/index.ts';
import { newTruth, tellTruth, type Truth } from './falsely.ts';
import { closeFor, newStanding, type StandingState } from './index.ts';
import type { Placed } from './schema.ts';
import { decided, hourOf, type Plan, seeded } from './story.ts';

/** Large, so that hundreds of lives fit in a second; the proof is the same for every alpha. */
const RISK = 0.1;
const ERROR = 0.05;
const KINDS = ['late', 'damaged', 'unclear'];

type Weigh = (placed: Placed, deviated: boolean, random: () => number) => number;
type Life = {
  risk?: number;
  cases: number;
  plan: (n: number, random: () => number) => Plan;
  weigh?: Weigh;
  /** Of the plans that a person should have decided otherwise, this share is noticed. */
  noticed?: number;
  after?: (state: StandingState, n: number) => void;
};

/** One life of a standing, of which every true risk is known. */
function live({ risk = RISK, cases, plan, weigh, noticed = 1, after }: Life, random: () => number): Truth {
  const state = newStanding({ risk, error: ERROR });
  const truth = newTruth();
  for (let n = 0; n < cases; n++) {
    const one = plan(n, random);
    const seen = { ...one, risk: one.risk * noticed };
    const { placed } = decided(
      state,
      seen,
      n,
      random,
      (placed, deviated) => weigh?.(placed, deviated, random) ?? 1,
    );
    tellTruth(truth, state, placed, one.risk);
    after?.(state, n);
  }
  return truth;
}

function shares(runs: number, life: Life, seed: number): { falsely: number; ever: number } {
  const random = seeded(seed);
  const lives = Array.from({ length: runs }, () => live(life, random));
  return {
    falsely: lives.filter(({ falsely }) => falsely).length / runs,
    ever: lives.filter(({ ever }) => ever).length / runs,
  };
}

/** The agent always claims the same; whatever is right about it is learned by its record alone. */
function flat(riskAt: (n: number) => number): Life['plan'] {
  return (n, random) => ({
    kind: KINDS[Math.floor(random() * KINDS.length)]!,
    play: 'refund',
    claimed: 0.97,
    risk: riskAt(n),
  });
}

const audits =
  (share: number): Weigh =>
  (placed, _, random) => {
    const audited = placed.open && random() < share;
    if (placed.open && !audited) return 0;
    return weightOf({ gateOpen: placed.gate_open, audited, auditShare: share });
  };

describe('a whole standing is falsely open in at most one of twenty lives', () => {
  test('at a risk of exactly alpha, whatever the agent claims', () => {
    const claims: Life['plan'] = (n, random) => ({
      ...flat(() => 0.2)(n, random),
      claimed: 0.8 + 0.1985 * random(),
    });
    const { falsely, ever } = shares(500, { risk: 0.2, cases: 150, plan: claims }, 1);
    expect(falsely).toBeLessThanOrEqual(ERROR);
    // It does happen: the test would notice if nothing were ever open.
    expect(ever).toBeGreaterThan(0);
  });

  test('while the risk swings around alpha, so that good times open what bad times should have closed', () => {
    const swing = flat((n) => (n % 120 < 60 ? 0 : 2.2 * RISK));
    expect(shares(100, { cases: 600, plan: swing }, 2).falsely).toBeLessThanOrEqual(ERROR);
  });

  test('when a good record ends all at once', () => {
    const plan = flat((n) => (n < 350 ? 0.01 : 0.6));
    const { falsely, ever } = shares(60, { cases: 700, plan, weigh: audits(0.2) }, 3);
    expect(ever).toBeGreaterThan(0.9);
    expect(falsely).toBeLessThanOrEqual(ERROR);
  });

  test('where what runs is only audited, and its risk rises to alpha and beyond', () => {
    const hidden = flat((n) => (n < 150 ? 0.02 : RISK * 1.05));
    const { falsely, ever } = shares(80, { cases: 900, plan: hidden, weigh: audits(0.2) }, 4);
    expect(ever).toBeGreaterThan(0.5);
    expect(falsely).toBeLessThanOrEqual(ERROR);
  });

  test('with kinds that are vetoed, and others that are good', () => {
    const kinds: Life['plan'] = (_, random) => {
      const kind = KINDS[Math.floor(random() * KINDS.length)]!;
      return { kind, play: 'refund', claimed: 0.97, risk: kind === 'damaged' ? 0.28 : 0.02 };
    };
    expect(shares(80, { cases: 700, plan: kinds }, 5).falsely).toBeLessThanOrEqual(ERROR);
  });

  test('with kinds that get lanes of their own after each change of policy', () => {
    const after: Life['after'] = (state, n) => {
      if (n % 100 === 99) closeFor(state, [KINDS[Math.floor(n / 100) % 2]!], hourOf(n));
    };
    const life = { cases: 600, plan: flat((n) => (n % 100 < 30 ? 0 : RISK * 1.3)), after };
    expect(shares(100, life, 6).falsely).toBeLessThanOrEqual(ERROR);
  });

  // With weight f on agreement, the evidence cannot grow at risk alpha while f ≤ c(1 − α)/(1 − cα).
  test('where reviewers notice six in ten deviations and their agreement is discounted by that', () => {
    const noticed = 0.6;
    const discount = (noticed * (1 - 0.2)) / (1 - noticed * 0.2);
    const plan = flat(() => 0.2);
    const life = { risk: 0.2, cases: 200, plan, noticed };
    const held = shares(300, { ...life, weigh: (_, deviated) => (deviated ? 1 : discount) }, 7);
    expect(held.falsely).toBeLessThanOrEqual(ERROR);
    // Without the discount their nods would have opened lanes at a risk of exactly alpha.
    expect(shares(60, life, 7).falsely).toBeGreaterThan(ERROR);
  });
});
