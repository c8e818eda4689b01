import { describe, expect, test } from 'vitest';
import { weightOf } from '../gate/index.ts';
import { newTruth, tellTruth, type Truth } from './falsely.ts';
import { closeFor, newStanding, type StandingState } from './index.ts';
import type { Placed } from './schema.ts';
import { decided, hourOf, type Plan, seeded } from './story.ts';

/** A tenth, so that a thousand lives fit in a second or two; the proof is the same for every alpha. */
const RISK = 0.1;
const ERROR = 0.05;
const KINDS = ['late', 'damaged', 'unclear'];

type Life = {
  cases: number;
  plan: (n: number, random: () => number) => Plan;
  weigh?: (placed: Placed, random: () => number) => number;
  after?: (state: StandingState, n: number) => void;
};

/** One life of a standing, of which every true risk is known. */
function live({ cases, plan, weigh, after }: Life, random: () => number): Truth {
  const state = newStanding({ risk: RISK, error: ERROR });
  const truth = newTruth();
  for (let n = 0; n < cases; n++) {
    const one = plan(n, random);
    const { placed } = decided(state, one, n, random, (placed) => weigh?.(placed, random) ?? 1);
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

const audits = (share: number) => (placed: Placed, random: () => number) => {
  const audited = placed.open && random() < share;
  if (placed.open && !audited) return 0;
  return weightOf({ gateOpen: placed.gate_open, audited, auditShare: share });
};

describe('a whole standing is falsely open in at most one of twenty lives', () => {
  test('at a risk of exactly alpha, whatever the agent claims', () => {
    const claims: Life['plan'] = (n, random) => ({
      ...flat(() => RISK)(n, random),
      claimed: 0.8 + 0.1985 * random(),
    });
    expect(shares(150, { cases: 400, plan: claims }, 1).falsely).toBeLessThanOrEqual(ERROR);
  });

  test('while the risk swings around alpha, so that good times open what bad times should have closed', () => {
    const swing = flat((n) => (n % 120 < 60 ? 0 : 2.2 * RISK));
    expect(shares(100, { cases: 600, plan: swing }, 2).falsely).toBeLessThanOrEqual(ERROR);
  });

  test('when a good record ends all at once', () => {
    const { falsely, ever } = shares(
      60,
      { cases: 700, plan: flat((n) => (n < 350 ? 0.01 : 0.6)), weigh: audits(0.2) },
      3,
    );
    expect(ever).toBeGreaterThan(0.9);
    expect(falsely).toBeLessThanOrEqual(ERROR);
  });

  test('where what runs is only audited, and goes wrong more often than what people see', () => {
    const hidden = flat((n) => (n < 150 ? 0.02 : RISK * 1.05));
    expect(shares(80, { cases: 900, plan: hidden, weigh: audits(0.2) }, 4).falsely).toBeLessThanOrEqual(
      ERROR,
    );
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
      if (n % 100 === 99) closeFor(state, [KINDS[((n / 100) % 2) | 0]!], hourOf(n));
    };
    const life = { cases: 600, plan: flat((n) => (n % 100 < 30 ? 0 : RISK * 1.3)), after };
    expect(shares(100, life, 6).falsely).toBeLessThanOrEqual(ERROR);
  });
});
