import { describe, expect, test } from 'vitest';
import { statement } from '../index.ts';
import type { ApprovalStep } from '../schema.ts';
import { load, REFUNDS } from '../story.ts';
import { chainDirection } from './chains.ts';
import { compareStatements } from './index.ts';

const HOUR_MS = 3_600_000;
const manager: ApprovalStep = { role: 'manager', not: ['requester', 'planner', 'earlier'] };
const clerk: ApprovalStep = { ...manager, role: 'clerk' };
const timed: ApprovalStep = { ...manager, withinMs: 4 * HOUR_MS };
const two: ApprovalStep = { ...manager, count: 2 };
const both: ApprovalStep = { ...manager, all: ['manager', 'clerk'] };
const either: ApprovalStep = { ...manager, any: ['manager', 'clerk'] };

const NARROWER: [says: string, before: ApprovalStep[], after: ApprovalStep[]][] = [
  ['another step', [manager], [clerk, manager]],
  ['more people of a step', [manager], [two]],
  ['one of each role instead of one of any', [either], [both]],
  ['fewer roles to choose from', [either], [manager]],
  ['somebody who may not approve', [{ ...manager, not: ['earlier'] }], [manager]],
  ['a deadline', [manager], [timed]],
  ['a shorter deadline', [timed], [{ ...timed, withinMs: HOUR_MS }]],
  ['a deadline in hours of the clock instead of business hours', [{ ...timed, hours: 'business' }], [timed]],
  ['nobody who is asked when it is too late', [{ ...timed, then: 'owner' }], [timed]],
  ['nobody twice', [manager, { ...manager, not: ['requester', 'planner'] }], [manager, manager]],
  ['no step at all, so that a person does it', [manager], []],
];

describe('a chain asks for more with', () => {
  test.each(NARROWER)('%s, and for less without', (_, before, after) => {
    expect(chainDirection(before, after)).toBe('narrower');
    expect(chainDirection(after, before)).toBe('wider');
  });
});

test.each<[string, ApprovalStep[], ApprovalStep[]]>([
  ['another role', [manager], [clerk]],
  ['fewer steps and more people', [manager, clerk], [{ ...manager, count: 3 }]],
  [
    'a sooner word from somebody else',
    [{ ...timed, then: 'clerk' }],
    [{ ...timed, withinMs: 1, then: 'clerk' }],
  ],
  ['two of whom one is enough when it is too late', [two], [{ ...two, withinMs: 1, then: 'owner' }]],
  [
    'steps of which the same person may decide both, in another order',
    [manager, { ...clerk, not: [] }],
    [
      { ...clerk, not: [] },
      { ...manager, not: [] },
    ],
  ],
])('what cannot be shown to ask for as much is wider: %s', (_, before, after) => {
  expect(chainDirection(before, after)).toBe('wider');
});

test.each<[string, ApprovalStep[], ApprovalStep[]]>([
  ['the same steps the other way round', [manager, clerk], [clerk, manager]],
  ['one step for two people instead of two steps', [manager, clerk], [both]],
  ['another reminder', [timed], [{ ...timed, remindMs: HOUR_MS }]],
])('what asks for the same people is neither wider nor narrower: %s', (_, before, after) => {
  expect(chainDirection(before, after)).toBe('other');
});

const STEP = '{role: manager, not: [requester, planner], within: 4h, then: owner}';
test.each([
  '{role: clerk, not: [requester, planner], within: 4h, then: owner}',
  '{role: manager, not: [requester], within: 4h, then: owner}',
  '{role: manager, not: [requester, planner], within: 9h, then: owner}',
  '{role: manager, not: [requester, planner], within: 4h, then: clerk}',
  '{role: manager, not: [requester, planner], within: 4h}',
  '{any: [manager, clerk], not: [requester, planner], within: 4h, then: owner}',
  '{role: manager, not: [requester, planner], within: 4h, then: owner, on: shop.refund}',
  '{role: manager, not: [requester, planner], within: 4h, then: owner, on: shop.refund, when: args.amount > limits.auto_max}',
])('a changed chain shows in the statement: %s', (step) => {
  const [before, after] = [REFUNDS, REFUNDS.replace(STEP, step)].map((text) => statement(load(text)));
  const changed = compareStatements(before!, after!).flatMap(({ sentences }) =>
    sentences.filter(({ change }) => change !== 'same'),
  );
  expect(changed.length).toBeGreaterThan(0);
});
