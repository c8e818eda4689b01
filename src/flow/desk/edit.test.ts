import { expect, test } from 'vitest';
import type { Effect, Reason } from '../../boundary/schema.ts';
import { chainFor, mayBeEdited } from './edit.ts';
import type { Walk } from '../walk.ts';

const asked = (effect: 'human' | 'approve', covers: 'human' | null = null) =>
  ({ state: { review: { effect, covers }, plan: {} } }) as unknown as Walk;

function reason(rule: string, effect: Effect): Reason {
  return { source: 'boundary', rule, effect, met: true, says: rule };
}

function ruled(...reasons: Reason[]) {
  const effect = reasons[0]?.effect ?? 'allow';
  const actions = [{ write: 'shop.refund', digest: '', effect, reasons, quiet: [], missing: [] }];
  const approve = [{ role: 'manager', not: [] }];
  return { plan: '', effect, actions, reasons: [], boundary: '', approve };
}

test('what a person must do does not hide that a manager must agree to the amount', () => {
  const dear = ruled(reason('disputed', 'human'), reason('above-limit', 'approve'));
  expect(chainFor(dear)).toEqual([{ role: 'manager', not: [] }]);
});

test('work for a person that no rule asks a yes for is anybody’s who works here', () => {
  expect(chainFor(ruled(reason('disputed', 'human'), reason('otherwise', 'approve')))).toEqual([]);
  expect(chainFor(ruled(reason('small', 'allow')))).toEqual([]);
});

test('what is denied stays denied, and a yes that was asked for is not got round as work for a person', () => {
  expect(() => mayBeEdited(asked('human'), ruled(reason('never', 'deny')))).toThrow('never');
  expect(() => mayBeEdited(asked('approve'), ruled(reason('disputed', 'human')))).toThrow('disputed');
  expect(() => mayBeEdited(asked('human'), ruled(reason('disputed', 'human')))).not.toThrow();
  expect(() => mayBeEdited(asked('approve', 'human'), ruled(reason('disputed', 'human')))).not.toThrow();
});
