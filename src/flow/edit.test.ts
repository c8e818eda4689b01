import { expect, test } from 'vitest';
import type { Effect, Reason } from '../boundary/schema.ts';
import { mayRunEdited } from './edit.ts';
import type { Walk } from './walk.ts';

const pia = { id: 'pia', name: 'Pia', roles: ['support'] };
const hanne = { id: 'hanne', name: 'Hanne', roles: ['owner'] };
const walk = { state: { review: { effect: 'human' }, plan: {} } } as unknown as Walk;

function reason(rule: string, effect: Effect): Reason {
  return { source: 'boundary', rule, effect, met: true, says: rule };
}

function ruled(...reasons: Reason[]) {
  const actions = [
    { write: 'shop.refund', digest: '', effect: 'human' as const, reasons, quiet: [], missing: [] },
  ];
  const approve = [{ role: 'manager', not: [] }];
  return { plan: '', effect: 'human' as const, actions, reasons: [], boundary: '', approve };
}

test('what a person must do does not hide that a manager must agree to the amount', () => {
  const dear = ruled(reason('disputed', 'human'), reason('above-limit', 'approve'));
  expect(() => mayRunEdited(walk, pia, dear)).toThrow('a manager decides this');
  expect(() => mayRunEdited(walk, hanne, dear)).not.toThrow();
});

test('work for a person that no rule asks a yes for is anybody’s who works here', () => {
  expect(() =>
    mayRunEdited(walk, pia, ruled(reason('disputed', 'human'), reason('otherwise', 'approve'))),
  ).not.toThrow();
});
