import { expect, test } from 'vitest';
import { acme } from '../../../test/support/acme.ts';
import type { Facts } from '../../boundary/schema.ts';
import { exampleOf } from './example.ts';
import { checkPlan, digestOf, fillPlay, moneyOf, planDigest } from './fill.ts';
import { taintedArgs } from './taint.ts';

const NOW = new Date('2026-03-01T09:00:00Z');
const workspace = acme('http://127.0.0.1:1');
const workflow = workspace.workflows['refunds'];
const play = workflow?.plays['give_back'];
if (!workflow || !play) throw new Error('acme has no refunds');
const [step] = play.actions;

const order = { name: 'order', source: 'shop.order', at: NOW.toISOString(), trust: 'trusted' as const };
const total = { minor: 700, currency: 'EUR' };
const FACTS: Facts = { order: { ...order, value: { id: '7', total, late: true } } };
const EVENT = { order: '7', email: 'ida@example.org', message: 'Send it to DE99 1234 please' };
const fillWith = (inputs: Record<string, unknown>, facts = FACTS) =>
  fillPlay(workspace, workflow, play, inputs, EVENT, facts);

test('a play fills itself from the facts, and a person may say otherwise', () => {
  expect(fillWith({}).actions[0]?.args).toEqual({ order_id: '7', amount: total });
  const less = { minor: 300, currency: 'EUR' };
  const filled = fillWith({ amount: less });
  expect(filled.problems).toEqual([]);
  expect(filled.actions.map((action) => moneyOf(workspace, action))).toEqual([less]);
});

test('what is missing is said with its place, and nothing is made up', () => {
  const down: Facts = { order: { ...order, missing: 'the shop was down' } };
  const filled = fillWith({}, down);
  expect(filled.actions[0]?.args).toEqual({});
  expect(filled.problems.map(({ path }) => path)).toContain('inputs.amount');
  expect(filled.problems.map(({ says }) => says).join(' ')).toContain('the shop was down');
});

test('a value of the wrong shape is a problem, when it is filled in and when it is looked at again', () => {
  expect(fillWith({ amount: 'a lot' }).problems.map(({ path }) => path)).toContain('inputs.amount');
  const odd = { write: 'shop.refund', args: { order_id: '7', amount: 'a lot' }, tainted: [] };
  expect(checkPlan(workspace, { actions: [odd] })[0]?.path).toBe('actions.0.amount');
});

test('an action is the same whatever the order of its arguments, and a plan is not another by its reason', () => {
  const one = { write: 'shop.refund', args: { order_id: '7', amount: total } };
  const other = { write: 'shop.refund', args: { amount: total, order_id: '7' } };
  expect(digestOf(one)).toBe(digestOf(other));
  const plan = { kind: 'late', play: 'give_back', actions: [{ ...one, tainted: [] }] };
  expect(planDigest(plan)).toBe(planDigest({ ...plan, actions: [{ ...other, tainted: [] }] }));
  expect(planDigest(plan)).not.toBe(planDigest({ ...plan, kind: 'unclear' }));
});

test('what stands in a stranger’s words is tainted, whichever agent put it there, and a fact is not', () => {
  const fromArgs = fillPlay(
    workspace,
    workflow,
    { ...play, inputs: { amount: { type: 'money' } } },
    { amount: total },
    EVENT,
    FACTS,
  );
  expect(fromArgs.actions[0]?.tainted).toEqual([]);
  const tainted = (to: string) => {
    const text = { ...play, inputs: { ...play.inputs, amount: { type: 'string' as const } } };
    return taintedArgs(
      workflow,
      text,
      step?.with ?? {},
      { amount: to },
      { event: EVENT, facts: FACTS, opaque: new Set() },
    );
  };
  expect(tainted('DE99 1234')).toEqual(['amount']);
  expect(tainted('somewhere else')).toEqual([]);
  expect(tainted('7')).toEqual([]);
});

test('the memory learns from declared values, never from names or addresses', () => {
  const example = exampleOf(workspace, workflow, { text: 'Where is it?', event: EVENT, facts: FACTS }, NOW);
  expect(example.fields).toEqual({ 'order.total': 7, 'order.late': true });
  const down: Facts = { order: { ...order, missing: 'the shop was down' } };
  expect(exampleOf(workspace, workflow, { text: '', event: EVENT, facts: down }, NOW).fields).toEqual({
    order: 'missing',
  });
});
