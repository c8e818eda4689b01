import { expect, test } from 'vitest';
import { drawOf } from '../../flow/case/draw.ts';
import type { Placed } from '../../learning/standing/schema.ts';
import {
  AUDITED_WITHIN_MS,
  countAgain,
  countClosed,
  countPlanned,
  countPolicy,
  countSeen,
  isSuspended,
  restoreTally,
  saveTally,
  type Tally,
} from './tally.ts';
import { newTally } from './wanted.ts';

const AT = '2026-03-02T09:00:00.000Z';
const PLAN = { kind: 'late', play: 'give_back' };
const DRAWN_MAX = 50_000;

function opened(granted = false): Tally {
  const made = { workflow: 'refunds', agent: 'rules', version: '1', basis: 'b', risk: 0.2, error: 0.05 };
  const tally = newTally({ ...made, granted, learns: false, of: null });
  const again = { ...PLAN, confidence: 0.95, agreed: true, at: AT };
  if (!granted)
    for (let at = 0; at < 120; at++) countAgain(tally, again, { seenForCertain: true, audits: 5 });
  return tally;
}

/** In every lane, as it stands now; of what runs so many percent are audited. */
function placedIn({ standing }: Tally, audits = 5): Placed {
  const lanes = standing.groups[0]?.gate.lanes ?? [];
  const generations = lanes.map(({ generation }) => generation);
  const open = { gate_open: true, open: true, claimed: 0.95, audits };
  return { confidence: 0.98, lanes: lanes.map(() => true), generations, group: '', ...open };
}

/** What the widest lane has counted, by weight: the logarithm of what its best bet has won. */
function wealth({ standing }: Tally): number {
  return standing.groups[0]?.gate.lanes[4]?.certificate.logWealth[0] ?? 0;
}

const casesWhere = (drawn: boolean, count: number) => {
  const found: string[] = [];
  for (let at = 0; found.length < count; at++)
    if (drawOf(`c${at}`) < DRAWN_MAX === drawn) found.push(`c${at}`);
  return found;
};
const [audited = '', other = '', third = ''] = casesWhere(true, 3);
const [passed = ''] = casesWhere(false, 1);

function seen(tally: Tally, source: 'seen' | 'audit' | 'rework', id: string, agreed = true, at = AT): number {
  const before = wealth(tally);
  countSeen(tally, { case: id, ...PLAN, agreed, source, placed: placedIn(tally), at, attention: 1 });
  return wealth(tally) - before;
}

test('once something runs by itself, an audit weighs in full and what a person decided anyway as the share of audits', () => {
  const tally = opened();
  countPlanned(tally, audited, { ...PLAN, placed: placedIn(tally) }, true);
  countClosed(tally, audited, AT);
  const whole = seen(tally, 'audit', audited);
  const part = seen(tally, 'seen', passed);
  expect(whole).toBeGreaterThan(0);
  expect(part / whole).toBeGreaterThan(0.045);
  expect(part / whole).toBeLessThan(0.06);
});

test('what was not drawn counts for nothing when it comes back, and what was drawn counts against it', () => {
  const tally = opened();
  countPlanned(tally, passed, { ...PLAN, placed: placedIn(tally) }, true);
  countClosed(tally, passed, AT);
  expect(seen(tally, 'rework', passed, false)).toBe(0);
  countPlanned(tally, audited, { ...PLAN, placed: placedIn(tally) }, true);
  countClosed(tally, audited, AT);
  expect(seen(tally, 'rework', audited, false)).toBeLessThan(0);
});

test('a drawn case that nobody audits in time counts as a deviation at the next decision, once', () => {
  const tally = opened();
  for (const id of [audited, other]) {
    countPlanned(tally, id, { ...PLAN, placed: placedIn(tally) }, true);
    countClosed(tally, id, AT);
  }
  const later = new Date(Date.parse(AT) + AUDITED_WITHIN_MS + 1).toISOString();
  const before = tally.standing.bins.reduce((sum, { cases, agreed }) => sum + cases - agreed, 0);
  seen(tally, 'seen', third, true, later);
  expect(tally.overdue).toBe(2);
  expect(tally.standing.bins.reduce((sum, { cases, agreed }) => sum + cases - agreed, 0)).toBe(before + 2);
  // Whoever comes after that changes nothing any more.
  expect(seen(tally, 'audit', audited, true, later)).toBe(0);
  expect(tally.overdue).toBe(2);
});

test('a case that a person decided is no overdue audit', () => {
  const tally = opened();
  countPlanned(tally, audited, { ...PLAN, placed: placedIn(tally) }, true);
  seen(tally, 'seen', audited);
  countClosed(tally, audited, AT);
  const later = new Date(Date.parse(AT) + AUDITED_WITHIN_MS + 1).toISOString();
  seen(tally, 'seen', third, true, later);
  expect(tally.overdue).toBe(0);
});

test('a change of policy suspends a grant for its kinds, and a later one for further kinds too', () => {
  const tally = opened(true);
  countPolicy(tally, 3, ['late'], AT);
  expect([isSuspended(tally, 'late'), isSuspended(tally, 'lost')]).toEqual([true, false]);
  countPolicy(tally, 4, null, AT);
  expect([isSuspended(tally, 'late'), isSuspended(tally, 'lost')]).toEqual([true, true]);
  expect(tally.policy).toBe(4);
});

test('a tally that was kept goes on as if it had never been put away', () => {
  const one = opened();
  countPlanned(one, audited, { ...PLAN, placed: placedIn(one) }, true);
  const other = restoreTally(saveTally(one));
  expect(saveTally(other)).toBe(saveTally(one));
  for (const tally of [one, other]) for (const id of [audited, passed]) seen(tally, 'seen', id, false);
  expect(saveTally(other)).toBe(saveTally(one));
});
