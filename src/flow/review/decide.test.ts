import { expect, test } from 'vitest';
import type { Person } from '../../workspace/schema.ts';
import { ask, askNext } from './ask.ts';
import { changesOf, mayDecide, type DecisionGiven, type ReviewAtHand } from './decide.ts';

const NOW = new Date('2026-03-01T09:00:00Z');
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const mara: Person = { id: 'mara', name: 'Mara Lind', roles: ['support'] };
const finn: Person = { id: 'finn', name: 'Finn Berg', roles: ['support'] };
const olga: Person = { id: 'olga', name: 'Olga Ruiz', roles: ['owner'] };
const guest: Person = { id: 'guest', name: 'A Guest', roles: ['sales'] };
const by = ({ id, name }: Person) => ({ type: 'person' as const, id, name });
const STEP = { role: 'support', not: ['planner' as const], withinMs: 60_000, then: 'manager' };
const CLOCK = { now: NOW, hours: null, timeZone: 'UTC' };
const PEOPLE = [mara, finn, olga, guest];

const REVIEW: ReviewAtHand['review'] = {
  id: '1.r5',
  effect: 'approve',
  role: 'support',
  status: 'open',
  expiresAt: later(60),
  claimedBy: null,
  claimedUntil: null,
  decidedBy: null,
  decision: null,
  step: 0,
  escalated: false,
  approvals: [],
  sealed: false,
  runs: true,
};
const OPEN: ReviewAtHand = {
  review: REVIEW,
  plan: { digest: 'p', by: { type: 'agent', id: 'rules', version: '1' } },
  steps: [STEP],
  people: PEOPLE,
  away: {},
  requester: undefined,
};
const YES: DecisionGiven = { plan: 'p', decision: 'approve' };
const decide = (
  { plan, ...more }: Partial<ReviewAtHand['review']> & { plan?: ReviewAtHand['plan'] },
  person = mara,
  given = YES,
  now = NOW,
) => mayDecide({ ...OPEN, review: { ...REVIEW, ...more }, ...(plan && { plan }) }, person, given, now);

test('who has the role may approve, and an owner may always', () => {
  expect(() => decide({})).not.toThrow();
  expect(() => decide({}, olga)).not.toThrow();
  expect(() => decide({}, guest)).toThrow('A support decides this');
});

test('a review is decided once, and the second hears who was first', () => {
  expect(() => decide({ status: 'decided', decidedBy: by(finn), decision: 'approve' })).toThrow(
    'Finn Berg was first',
  );
});

test('a yes that comes too late, or to another plan, is no yes', () => {
  expect(() => decide({}, mara, YES, later(61))).toThrow('expired');
  expect(() => decide({ status: 'expired' })).toThrow('expired');
  expect(() => decide({}, mara, { ...YES, plan: 'q' })).toThrow('changed while you were reading');
});

test('a claim keeps others out until it lapses', () => {
  const claimed = { status: 'claimed' as const, claimedBy: by(finn), claimedUntil: later(5) };
  expect(() => decide(claimed)).toThrow('Finn Berg is working on this');
  expect(() => decide(claimed, finn)).not.toThrow();
  expect(() => decide(claimed, mara, YES, later(6))).not.toThrow();
});

test('who planned it may not approve it, and what is denied or done by people nobody can', () => {
  expect(() => decide({ plan: { ...OPEN.plan, by: by(mara) } })).toThrow('Who planned it');
  expect(() => decide({ effect: 'deny' })).toThrow('denies');
  expect(() => decide({ effect: 'human' })).toThrow('nothing to approve');
  expect(() => decide({ effect: 'human' }, mara, { ...YES, decision: 'reject' })).not.toThrow();
});

test('a review asks the first of the chain, then the next, then anybody', () => {
  const ruled = {
    plan: 'p',
    effect: 'approve' as const,
    actions: [],
    reasons: [],
    boundary: 'b',
    approve: [STEP],
    clearances: [],
  };
  const first = ask('1.r5', ruled, 'It is dear.', CLOCK);
  expect(first).toMatchObject({ role: 'support', effect: 'approve', expires_at: later(1).toISOString() });
  const lapsed = { role: 'support', effect: 'approve' as const, step: 0, escalated: false };
  expect(askNext('1.r7', ruled, lapsed)).toMatchObject({
    role: 'manager',
    effect: 'approve',
    expires_at: null,
    escalated: true,
    says: 'Nobody with the role support decided in time, so the role manager is asked. Nothing was done.',
  });
  expect(askNext('1.r9', ruled, { ...lapsed, role: 'manager', escalated: true })).toMatchObject({
    role: null,
    effect: 'human',
    says: 'Nobody with the role manager decided in time. Nothing was done.',
  });
  expect(askNext('1.r9', ruled, { ...lapsed, role: null, escalated: true }).says).toBe(
    'Nobody decided in time. Nothing was done.',
  );
});

test('an edit names what it changed', () => {
  const plan = { kind: 'late', play: 'give_back', inputs: { amount: 7, text: 'Sorry' } };
  expect(changesOf(plan, plan)).toEqual([]);
  expect(changesOf(plan, { ...plan, kind: 'unclear', inputs: { amount: 5, text: 'Sorry' } })).toEqual([
    'kind',
    'inputs.amount',
  ]);
});

test('who planned it may not approve it, also where it was handed on to another role', () => {
  const planned = { plan: { ...OPEN.plan, by: by(mara) } };
  expect(() => decide(planned)).toThrow('Who planned it may not approve it');
  expect(() => decide({ ...planned, role: 'manager' }, { ...mara, roles: ['manager'] })).toThrow(
    'Who planned it may not approve it',
  );
  expect(() => decide({ ...planned, role: 'manager' }, olga)).not.toThrow();
});
