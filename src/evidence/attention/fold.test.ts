import { expect, test } from 'vitest';
import {
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

function answered(caught: number, missed: number) {
  const state = newAttention();
  for (let at = 0; at < caught + missed; at++) noteCheck(state, { by, caught: at < caught });
  return state;
}

test('who was never checked counts in full, and so does nobody by name', () => {
  expect(attentionFactor(newAttention(), by)).toMatchObject({ factor: 1, why: 'unmeasured' });
  expect(attentionFactor(answered(0, 20), null).factor).toBe(1);
});

test('who notices nearly everything counts in full, and one miss is bad luck', () => {
  expect(attentionFactor(answered(20, 0), by)).toMatchObject({ factor: 1, why: 'good' });
  expect(attentionFactor(answered(9, 1), by).factor).toBe(1);
  expect(attentionFactor(answered(0, 1), by).factor).toBeLessThan(0.9);
});

test('who lets mistakes go by counts the share that they may at best notice', () => {
  const half = attentionFactor(answered(10, 10), by);
  expect(half).toMatchObject({ why: 'misses' });
  expect(half.factor).toBeCloseTo(0.7007, 3);
  expect(attentionFactor(answered(0, 20), by).factor).toBeCloseTo(0.1611, 3);
});

test('that agreements are discounted is said without a name', () => {
  expect(sayDiscounted(answered(20, 0))).toBe('');
  expect(sayDiscounted(answered(5, 15))).toContain('Agreements of one person count for less');
});

test('only the newest checks count, for people change', () => {
  const state = answered(0, 50);
  for (let at = 0; at < 50; at++) noteCheck(state, { by, caught: true });
  expect(attentionFactor(state, by)).toMatchObject({ factor: 1, why: 'good' });
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

test('what was saved and read back is the same, whatever the order of the people', () => {
  const one = answered(3, 2);
  noteLook(one, { by: 'ada', decision: 'approve', ms: 300 });
  const other = newAttention();
  noteLook(other, { by: 'ada', decision: 'approve', ms: 300 });
  for (let at = 0; at < 5; at++) noteCheck(other, { by, caught: at < 3 });
  expect(saveAttention(other)).toBe(saveAttention(one));
  expect(saveAttention(restoreAttention(saveAttention(one)))).toBe(saveAttention(one));
});
