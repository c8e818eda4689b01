import { expect, test } from 'vitest';
import { rule, statement } from './index.ts';
import type { Budgets } from './schema.ts';
import { boundaryOf, euro, faultsOf, load, refund } from './story.ts';

const used = (count: number, sum: number) => ({
  count_last_hour: count,
  count_today: count,
  sum_last_hour: euro(sum),
  sum_today: euro(sum),
});
const ALLOW = '{id: fine, on: shop.refund, effect: allow, when: args.amount <= limits.auto_max}';
const WIDER = boundaryOf([
  ALLOW,
  '{id: customer, on: shop.refund, effect: approve, when: budget.customer.count_today + 1 > 2}',
  '{id: agent, on: "*", effect: approve, when: budget.agent.count_last_hour + 1 > limits.per_hour}',
  '{id: whole, on: shop.refund, effect: deny, when: budget.workflow.sum_today + args.amount > limits.per_day}',
]);

function ruled(text: string, budgets: Partial<Budgets>) {
  return rule(refund(load(text), { budgets: { ...used(0, 0), ...budgets } }));
}

test('a boundary says which wider budgets it reads, so that only those are locked and counted', () => {
  expect(load(WIDER)).toMatchObject({
    usesBudgets: true,
    budgetScopes: ['agent', 'customer', 'workflow'],
  });
  expect(load(boundaryOf([ALLOW]))).toMatchObject({ usesBudgets: false, budgetScopes: [] });
  const own = '{id: hourly, on: shop.refund, effect: approve, when: budget.count_last_hour + 1 > 3}';
  expect(load(boundaryOf([ALLOW, own]))).toMatchObject({ usesBudgets: true, budgetScopes: [] });
});

test('the budget of a customer, an agent and the whole workflow each hold an action by themselves', () => {
  const none = { agent: used(0, 0), customer: used(0, 0), workflow: used(0, 0) };
  expect(ruled(WIDER, none).effect).toBe('allow');
  expect(ruled(WIDER, { ...none, customer: used(2, 0) })).toMatchObject({
    effect: 'approve',
    reasons: [
      { rule: 'customer', says: 'This would be action number 3 for this customer today, above 2' },
      { rule: 'fine' },
    ],
  });
  expect(ruled(WIDER, { ...none, agent: used(20, 0) }).reasons[0]?.says).toBe(
    'This would be action number 21 by this agent in the last hour, above the limit “per hour” of 20',
  );
  expect(ruled(WIDER, { ...none, workflow: used(0, 990) })).toMatchObject({
    effect: 'deny',
    reasons: [
      {
        says: 'With this the sum of this workflow today would be €1,010.00, above the limit “per day” of €1,000.00',
      },
      {},
    ],
  });
});

test('a budget that was not counted is unknown, which holds the action', () => {
  expect(ruled(WIDER, {})).toMatchObject({
    effect: 'deny',
    missing: ['budget.agent.count_last_hour', 'budget.customer.count_today', 'budget.workflow.sum_today'],
  });
});

test('the statement says whose budget it is', () => {
  const told = statement(load(WIDER)).map(({ text }) => text);
  expect(told).toContain(
    'When this would be more than 2 actions for this customer today, or when this would be more than 20 actions by this agent in the last hour, a manager approves.',
  );
  expect(told).toContain(
    'When with this the sum of this workflow today would be above €1,000.00, it is never done.',
  );
  const bare = boundaryOf([
    '{id: many, on: shop.refund, effect: human, when: budget.customer.count_today >= 5}',
  ]);
  expect(statement(load(bare)).map(({ text }) => text)).toContain(
    'When the count of today for this customer is at least 5, a person always does it.',
  );
});

test('a rule that brakes says what stops, and asks for it only when it is known to be met', () => {
  const text = boundaryOf([
    ALLOW,
    '{id: flood, on: shop.refund, effect: deny, when: budget.workflow.count_last_hour + 1 > 100, brake: workflow, because: nobody refunds that often}',
    '{id: often, on: shop.refund, effect: approve, when: budget.agent.count_today + 1 > 50, brake: agent}',
  ]);
  const told = statement(load(text)).map((sentence) => sentence.text);
  expect(told).toContain(
    'When this would be more than 100 actions in this workflow in the last hour, it is never done, and the whole workflow stops at once: nobody refunds that often.',
  );
  expect(told).toContain(
    'When this would be more than 50 actions by this agent today, a manager approves, and the agent that planned it stops at once.',
  );
  const met = ruled(text, { workflow: used(100, 0), agent: used(0, 0) });
  expect(met.reasons[0]).toMatchObject({ rule: 'flood', met: true, brake: 'workflow' });
  const unknown = ruled(text, { agent: used(0, 0) });
  expect(unknown.reasons[0]).toMatchObject({ rule: 'flood', met: 'unknown' });
  expect(unknown.reasons[0]).not.toHaveProperty('brake');
});

test('a brake is spelled right, and stands on a rule that restricts', () => {
  const [unknown] = faultsOf(
    boundaryOf([
      ALLOW,
      '{id: x, on: shop.refund, effect: deny, when: args.amount > limits.auto_max, brake: workflows}',
    ]),
  );
  expect(unknown).toMatchObject({
    says: 'there is no brake workflows',
    suggestion: 'did you mean "workflow"?',
  });
  const [allowing] = faultsOf(
    boundaryOf(['{id: x, on: shop.refund, effect: allow, when: args.amount <= limits.auto_max, brake: all}']),
  );
  expect(allowing?.says).toBe('a rule that allows cannot stop anything');
});

test('two boundaries that differ only in a brake are two versions', () => {
  const one = '{id: x, on: shop.refund, effect: deny, when: args.amount > limits.auto_max';
  expect(load(boundaryOf([`${one}}`])).version).not.toBe(load(boundaryOf([`${one}, brake: all}`])).version);
});
