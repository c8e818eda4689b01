import { expect, test } from 'vitest';
import { addCase, logEvidence, newCertificate } from '../../learning/gate/certificate.ts';
import {
  agreementCounts,
  attentionFactor,
  newAttention,
  noteCheck,
  noteLook,
  restoreAttention,
  runNeeded,
  sayDiscounted,
  saveAttention,
} from './fold.ts';

const by = 'pia';
const RISK = 0.05;

function answered(caught: number, missed: number) {
  const state = newAttention();
  for (let at = 0; at < caught + missed; at++) noteCheck(state, { by, caught: at < caught });
  return state;
}

test('who was never checked counts in full, and so does nobody by name', () => {
  expect(attentionFactor(newAttention(), by)).toMatchObject({ factor: 1, why: 'unmeasured' });
  expect(attentionFactor(answered(0, 20), null).factor).toBe(1);
});

test('a good record of few checks proves little, and what it proves grows with every check', () => {
  expect(attentionFactor(answered(1, 0), by).factor).toBeCloseTo(0.8333, 3);
  const ten = attentionFactor(answered(10, 0), by);
  expect(ten).toMatchObject({ why: 'misses' });
  expect(ten.factor).toBeCloseTo(0.8589, 3);
  expect(attentionFactor(answered(20, 0), by)).toMatchObject({ why: 'good' });
  expect(attentionFactor(answered(50, 0), by).factor).toBeCloseTo(0.9682, 3);
});

test('who lets mistakes go by counts the share that they surely notice, and not what they may at best', () => {
  expect(attentionFactor(answered(15, 5), by).factor).toBeCloseTo(0.6102, 3);
  const half = attentionFactor(answered(10, 10), by);
  expect(half).toMatchObject({ why: 'misses' });
  expect(half.factor).toBeCloseTo(0.3622, 3);
  expect(half.says).toBe(
    '10 of 20 planted mistakes noticed, so at least 36.2 % (90 % sure): an agreement counts 36.2 %.',
  );
  expect(attentionFactor(answered(0, 20), by).factor).toBe(0);
  expect(attentionFactor(answered(0, 1), by).factor).toBeCloseTo(0.6667, 3);
});

test('an agreement is never worth so much that evidence grows while as many plans as may be are wrong', () => {
  // A reviewer who notices a share c of what is wrong at rate alpha: the evidence is a fair game or a losing one.
  for (const caught of [0.2, 0.5, 0.9, 1]) {
    for (const risk of [0.01, 0.02, 0.2]) {
      const weight = agreementCounts(caught, risk);
      const [agrees, deviates] = [1 - caught * risk, caught * risk];
      expect(agrees * weight * risk - deviates * (1 - risk)).toBeLessThanOrEqual(1e-12);
    }
  }
});

test.each([
  [0.5, 0.1],
  [0.7, 0.1],
  [0.7, 0.03],
  [0.9, 0.03],
])(
  'whoever notices %d of mistakes and is checked in %d of cases opens a lane falsely in at most one of twenty lives',
  (noticed, checks) => {
    expect(falselyOpened({ noticed, checks, lives: 120 })).toBeLessThanOrEqual(0.1);
  },
);

/** The share of lives in which a certificate opens at a risk of exactly alpha, with agreements discounted as here. */
function falselyOpened({
  noticed,
  checks,
  lives,
}: {
  noticed: number;
  checks: number;
  lives: number;
}): number {
  const random = chance(5);
  let opened = 0;
  for (let life = 0; life < lives; life++) {
    const [state, certificate] = [newAttention(), newCertificate(RISK)];
    for (let at = 0; at < 2_000; at++) {
      if (random() < checks) noteCheck(state, { by, caught: random() < noticed });
      const deviated = random() < RISK && random() < noticed;
      addCase(certificate, deviated, deviated ? 1 : agreementCounts(attentionFactor(state, by).factor, RISK));
      if (logEvidence(certificate) < Math.log(20)) continue;
      opened += 1;
      break;
    }
  }
  return opened / lives;
}

test('that agreements are discounted is said without a name', () => {
  expect(sayDiscounted(answered(20, 0))).toBe('');
  expect(sayDiscounted(answered(5, 15))).toContain('Agreements of one person count for less');
});

test('only the newest checks count, for people change', () => {
  const state = answered(0, 50);
  for (let at = 0; at < 50; at++) noteCheck(state, { by, caught: true });
  expect(attentionFactor(state, by)).toMatchObject({ factor: attentionFactor(answered(50, 0), by).factor });
});

test('a run of approvals in less than a second counts nothing, until somebody looks again', () => {
  const state = newAttention();
  for (let at = 0; at < 200; at++) noteLook(state, { by, decision: 'approve', ms: 9_000 });
  const needed = runNeeded(state, by);
  expect(needed).toBe(5);
  for (let at = 1; at < needed; at++) noteLook(state, { by, decision: 'approve', ms: 400 });
  expect(attentionFactor(state, by).factor).toBe(1);
  noteLook(state, { by, decision: 'approve', ms: 400 });
  expect(attentionFactor(state, by)).toMatchObject({ factor: 0, why: 'run' });
  noteLook(state, { by, decision: 'approve', ms: 4_000 });
  expect(attentionFactor(state, by).factor).toBe(1);
});

test('a quick rejection is no quick approval, and what is not timed says nothing', () => {
  const state = newAttention();
  for (let at = 0; at < 30; at++) noteLook(state, { by, decision: 'approve', ms: null });
  for (let at = 0; at < 30; at++) noteLook(state, { by, decision: 'reject', ms: 300 });
  expect(attentionFactor(state, by)).toMatchObject({ factor: 1, why: 'unmeasured' });
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

test('what was saved and read back is the same, whatever the order of the people', () => {
  const one = answered(3, 2);
  noteLook(one, { by: 'ada', decision: 'approve', ms: 300 });
  const other = newAttention();
  noteLook(other, { by: 'ada', decision: 'approve', ms: 300 });
  for (let at = 0; at < 5; at++) noteCheck(other, { by, caught: at < 3 });
  expect(saveAttention(other)).toBe(saveAttention(one));
  expect(saveAttention(restoreAttention(saveAttention(one)))).toBe(saveAttention(one));
});
