import { expect, test } from 'vitest';
import type { Rollout } from '../../authority/schema.ts';
import type { Placed } from '../../learning/standing/schema.ts';
import { acme } from '../../../test/support/acme.ts';
import { countAgain, countSeen, type Tally } from './tally.ts';
import { viewOf } from './view.ts';
import { newTally } from './wanted.ts';

const AT = new Date('2026-03-02T09:00:00Z');
const PLAN = { agent: { name: 'rules', version: '1' }, kind: 'late', play: 'give_back' };
const ACT: Rollout = { stage: 'act', share: 100, kinds: null, version: 1, since: null };
const { refunds } = acme('http://127.0.0.1:1').workflows;

function tallyOf({ granted = false, of = null as string | null } = {}): Tally {
  const made = { workflow: 'refunds', agent: 'rules', version: '1', basis: 'b', risk: 0.2, error: 0.05 };
  return newTally({ ...made, granted, learns: false, of });
}

/** A table that was right in 150 cases of which it was sure, and wrong where it was not: something is open. */
function opened(of: string | null = null): Tally {
  const tally = tallyOf({ of });
  const again = { kind: 'late', play: 'give_back', confidence: 0.97, agreed: true, at: AT.toISOString() };
  const unsure = { ...again, kind: 'other', confidence: 0.3, agreed: false };
  for (let at = 0; at < 150; at++) {
    countAgain(tally, again, { seenForCertain: true, audits: 5 });
    if (at % 3 === 0) countAgain(tally, unsure, { seenForCertain: true, audits: 5 });
  }
  return tally;
}

/** As it was placed when everything counted as sure. */
function everywhere({ standing }: Tally): Placed {
  const lanes = standing.groups[0]?.gate.lanes ?? [];
  const generations = lanes.map(({ generation }) => generation);
  return {
    confidence: 0.99,
    lanes: lanes.map(() => true),
    generations,
    group: '',
    gate_open: true,
    open: true,
  };
}

function standingOf(tally: Tally, confidence: number, placed?: Placed, isReady = true, kind = 'late') {
  if (!refunds) throw new Error('Acme has no refunds');
  const counted = { tally: () => tally, isReady: () => isReady, hasCounted: () => true, turn: () => 0 };
  return viewOf(counted, () => AT).of(refunds, { ...PLAN, kind, confidence, placed }, ACT);
}

test('a plan that was placed where more was borne is placed anew, and not run by its old place', () => {
  const tally = opened();
  const placed = { ...everywhere(tally), claimed: 0.05, risk: 0.2 };
  expect(standingOf(tally, 0.05, placed, true, 'new').open).toBe(true);
  expect(standingOf(tally, 0.05, { ...placed, risk: 0.5 }, true, 'new').open).toBe(false);
  expect(standingOf(tally, 0.97, { ...placed, claimed: 0.97, risk: 0.5 }).open).toBe(true);
});

test('what a table planned before it was changed is not run by what it has earned since', () => {
  const tally = opened('now');
  const placed = { ...everywhere(tally), claimed: 0.97 };
  expect(standingOf(tally, 0.97, { ...placed, of: 'now' }).open).toBe(true);
  const before = standingOf(tally, 0.97, { ...placed, of: 'before' });
  expect(before).toMatchObject({ open: false, why: 'counting' });
  expect(before.says).toContain('changed since it planned this');
});

test('a grant that was lost is not given back while a process has to count anew', () => {
  const tally = tallyOf({ granted: true });
  expect(standingOf(tally, 0.97)).toMatchObject({ open: true, why: 'granted' });
  for (let at = 0; at < 40; at++) {
    const placed = { ...everywhere(tally), gate_open: false };
    const seen = { case: `c${at}`, kind: 'late', play: 'give_back', agreed: false, source: 'blind' as const };
    countSeen(tally, { ...seen, placed, at: AT.toISOString(), attention: 1 });
  }
  expect(standingOf(tally, 0.97).open).toBe(false);
  expect(standingOf(tally, 0.97, undefined, false)).toMatchObject({ open: false, why: 'counting' });
});

test('a plan that is as likely wrong as right is in no lane, however good the others are', () => {
  expect(standingOf(opened(), 0.05, undefined, true, 'new').open).toBe(false);
  expect(standingOf(opened(), 0.97).open).toBe(true);
});
