import { expect, test } from 'vitest';
import type { Placed } from '../../learning/standing/schema.ts';
import type { Actor, Entry, ObservationRow } from '../../log/schema.ts';
import { acme } from '../../../test/support/acme.ts';
import { count, type Pass } from './fold.ts';
import type { Beside } from './read.ts';
import { restoreTally, saveTally, type Tally } from './tally.ts';
import { newTally } from './wanted.ts';

const AT = new Date('2026-03-02T09:00:00Z');
const PIA: Actor = { type: 'person', id: 'pia' };
const workspace = acme('http://127.0.0.1:1');
let version = 0;

function entry(kind: string, body: Record<string, unknown>): Entry {
  version += 1;
  const place = { stream: 'case/1', version, position: version, prevHash: '', hash: '' };
  return { ...place, kind, kindVersion: 1, at: AT, actor: PIA, body };
}

function fresh(): Tally {
  const made = { workflow: 'refunds', agent: 'rules', version: '1', basis: 'b', risk: 0.2, error: 0.05 };
  return newTally({ ...made, granted: false, learns: false, of: null });
}

/** Pia decides once on a plan that was on her screen, after so many checks; what the widest lane has won by it. */
function decides(agreed: boolean, checks: boolean[], ms = 5_000): number {
  const tally = fresh();
  const pass: Pass = { workspace, tallies: [tally], agents: () => [], learner: null };
  const nothing: Beside = {
    labels: new Map(),
    observations: new Map(),
    workflows: new Map(),
    pasts: new Map(),
  };
  for (const caught of checks)
    count(pass, entry('check.answered', { check: 'k', decision: 'approve', caught }), nothing);
  const lanes = tally.standing.groups[0]?.gate.lanes ?? [];
  const placed: Placed = {
    confidence: 0.98,
    claimed: 0.98,
    lanes: lanes.map(() => true),
    generations: lanes.map(({ generation }) => generation),
    group: '',
    gate_open: false,
    open: false,
  };
  const decided = entry('review.decided', {
    decision: agreed ? 'approve' : 'reject',
    seen: { ms, opened: [] },
  });
  const row: ObservationRow = {
    id: `1.${version}.0`,
    case_id: '1',
    workflow: 'refunds',
    at: AT.toISOString(),
    round: 1,
    agent: 'rules',
    agent_version: '1',
    kind: 'late',
    play: 'give_back',
    agreed,
    source: 'seen',
    placed: JSON.stringify(placed),
    by: 'pia',
    seen_ms: ms,
  };
  const observations = new Map([[`1.${version}`, [row]]]);
  count(pass, decided, { ...nothing, observations });
  expect(saveTally(restoreTally(saveTally(tally)))).toBe(saveTally(tally));
  return tally.standing.groups[0]?.gate.lanes[4]?.certificate.logWealth[0] ?? 0;
}

const caught = Array.from({ length: 20 }, () => true);
const missed = Array.from({ length: 20 }, () => false);

test('an agreement of somebody who lets planted mistakes go by proves less, and none of somebody unmeasured is discounted', () => {
  expect(decides(true, caught)).toBeGreaterThan(0);
  expect(decides(true, [])).toBeGreaterThan(decides(true, caught));
  expect(decides(true, [...caught, ...missed.slice(0, 5)])).toBeLessThan(decides(true, caught) * 0.8);
  expect(decides(true, missed)).toBe(0);
});

test('an approval that nobody could have read proves nothing, also where it is the only one', () => {
  expect(decides(true, [], 400)).toBe(0);
  expect(decides(true, [], 1_000)).toBeGreaterThan(0);
  expect(decides(false, [], 400)).toBeLessThan(0);
});

test('a disagreement counts in full, whoever says it', () => {
  expect(decides(false, missed)).toBe(decides(false, caught));
  expect(decides(false, missed)).toBeLessThan(0);
});
