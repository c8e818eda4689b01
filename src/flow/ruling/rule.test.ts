import { expect, test } from 'vitest';
import { acme } from '../../../test/support/acme.ts';
import type { Facts } from '../../boundary/schema.ts';
import type { Workspace } from '../../workspace/schema.ts';
import { digestOf, planDigest } from '../plan/fill.ts';
import { clear, Cleared } from './cleared.ts';
import { rulePlan, type PlanToRule } from './rule.ts';

const NOW = new Date('2026-03-01T09:00:00Z');
const workspace = acme('http://127.0.0.1:1');
const euros = (amount: number) => ({ minor: amount * 100, currency: 'EUR' });
const refund = (amount: number) => ({
  write: 'shop.refund',
  args: { order_id: '7', amount: euros(amount) },
  tainted: [],
});
const order = { name: 'order', source: 'shop.order', at: NOW.toISOString(), trust: 'trusted' as const };
const FACTS: Facts = { order: { ...order, value: { id: '7', total: euros(7), late: true } } };

const ACT: PlanToRule['rollout'] = { stage: 'act', share: 100, kinds: null, version: 0, since: null };

function ruleOf(
  actions: PlanToRule['plan']['actions'],
  more: Partial<PlanToRule> = {},
  at: Workspace = workspace,
) {
  const workflow = at.workflows['refunds'];
  if (!workflow) throw new Error('acme has no refunds');
  const bare = { kind: 'late', play: 'give_back', actions, confidence: 1, reason: 'It is late.', inputs: {} };
  const agent = { name: 'rules', version: '1' };
  const plan = { ...bare, agent, digests: actions.map(digestOf), digest: planDigest(bare), ...more.plan };
  const given = {
    problems: [],
    event: {},
    facts: FACTS,
    missing: [],
    reworked: false,
    doneBefore: [],
    budgets: {},
    rollout: ACT,
    cohort: 'agent' as const,
    overspent: [],
  };
  return rulePlan({ ...given, workspace: at, workflow, now: NOW, ...more, plan });
}

const rulesOf = (ruled: ReturnType<typeof ruleOf>) => ruled.reasons.map(({ rule }) => rule);

test('a small refund runs alone, a dear one asks, and the strictest of two decides for both', () => {
  expect(ruleOf([refund(7)]).effect).toBe('allow');
  expect(ruleOf([refund(70)]).effect).toBe('approve');
  const both = ruleOf([refund(7), refund(70)]);
  expect(both.actions.map(({ effect }) => effect)).toEqual(['allow', 'approve']);
  expect(both.effect).toBe('approve');
});

test.each([
  ['act', 'allow'],
  ['draft', 'approve'],
  ['shadow', 'human'],
  ['record', 'human'],
] as const)('in the stage %s a small refund comes to %s', (stage, effect) => {
  expect(ruleOf([refund(7)], { rollout: { ...ACT, stage } }).effect).toBe(effect);
});

test('a case outside the share stays with people, and the ruling says under which roll-out', () => {
  const rollout = { ...ACT, share: 25, version: 3 };
  const ruled = ruleOf([refund(7)], { rollout, cohort: 'control' });
  expect(ruled).toMatchObject({ effect: 'human', rollout: { stage: 'act', version: 3, cohort: 'control' } });
  expect(ruled.reasons).toMatchObject([{ source: 'stage', rule: 'control' }]);
  expect(ruled.reasons[0]?.says).toContain('stay with people (share 25 %)');
});

test('a kind outside the slice stays with people', () => {
  const rollout = { ...ACT, kinds: ['unclear'] };
  const ruled = ruleOf([refund(7)], { rollout });
  expect(ruled).toMatchObject({ effect: 'human', reasons: [{ rule: 'slice' }] });
  expect(ruled.reasons[0]?.says).toBe(
    'Later than promised is not among the kinds that agents handle here (Unclear).',
  );
  expect(ruleOf([refund(7)], { rollout: { ...ACT, kinds: ['late'] } }).effect).toBe('allow');
});

test('a missing fact, a hole in the plan and no plan at all go to a person', () => {
  const missing = [{ name: 'order', says: 'the shop was down' }];
  expect(ruleOf([refund(7)], { missing })).toMatchObject({ effect: 'human' });
  expect(
    rulesOf(ruleOf([refund(7)], { problems: [{ path: 'actions.0', says: 'amount is missing' }] })),
  ).toEqual(['incomplete']);
  const none = { ...ruleOf([]), play: null } as unknown as PlanToRule['plan'];
  expect(rulesOf(ruleOf([], { plan: { ...none, reason: 'No row fits.' } }))).toEqual(['no-plan']);
});

test('a case that came back, or in which something was done before, asks', () => {
  expect(rulesOf(ruleOf([refund(7)], { reworked: true }))).toEqual(['rework']);
  const again = ruleOf([refund(7)], { doneBefore: [{ write: 'shop.refund' }] });
  expect(again.effect).toBe('approve');
  expect(again.reasons[0]?.says).toContain('shop.refund was done in this case');
});

test('a write off the map is denied, unless it takes an action back', () => {
  const off = [{ write: 'shop.void_refund', args: { refund_id: 'R-1' }, tainted: [] }];
  expect(ruleOf(off).effect).toBe('deny');
  const undo = { undoes: '1.a1', play: null } as unknown as PlanToRule['plan'];
  expect(ruleOf(off, { plan: undo, reworked: true, doneBefore: [{ write: 'shop.refund' }] })).toMatchObject({
    effect: 'approve',
    reasons: [],
  });
});

test('a leave is for exactly one action, once asked for, and until it expires', () => {
  const leave = clear([digestOf(refund(7))], '1.c4', NOW, 1_000);
  expect(Cleared.consume(refund(7), leave, NOW)?.clearance).toBe('1.c4.1');
  expect(Cleared.consume(refund(8), leave, NOW)).toBeUndefined();
  expect(Cleared.consume(refund(7), leave, new Date(NOW.getTime() + 1_000))).toBeUndefined();
});
