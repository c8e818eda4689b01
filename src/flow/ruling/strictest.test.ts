import { expect, test } from 'vitest';
import type { Effect, Reason } from '../../boundary/schema.ts';
import { strictestReason } from './rule.ts';

function reason(source: Reason['source'], rule: string, effect: Effect, met: Reason['met'] = true): Reason {
  return { source, rule, effect, met, says: rule };
}

function whyHeld(whole: Reason[], ofAction: Reason[], effect: Effect): string | undefined {
  const actions = [{ write: 'shop.refund', digest: '', effect, reasons: ofAction, quiet: [], missing: [] }];
  return strictestReason({ effect, reasons: whole, actions })?.says;
}

test('a limit that was passed says more than that everything of this kind is held', () => {
  const standing = reason('standing', 'no-standing', 'approve');
  expect(whyHeld([standing], [reason('boundary', 'above-limit', 'approve')], 'approve')).toBe('above-limit');
  expect(whyHeld([standing], [reason('boundary', 'otherwise', 'approve')], 'approve')).toBe('no-standing');
});

test('a fact that is missing says more than the rules that could not be known without it', () => {
  const missing = reason('check', 'missing-fact', 'human');
  const unknown = reason('boundary', 'disputed', 'human', 'unknown');
  expect(whyHeld([missing], [unknown], 'human')).toBe('missing-fact');
});

test('what stands out says more than the stage that holds them all', () => {
  const draft = reason('stage', 'draft', 'approve');
  expect(whyHeld([draft], [reason('anomaly', 'unusual-amount', 'approve')], 'approve')).toBe(
    'unusual-amount',
  );
});

test('a milder reason is never why a plan is held', () => {
  const milder = reason('boundary', 'above-limit', 'approve');
  expect(whyHeld([reason('check', 'no-plan', 'human')], [milder], 'human')).toBe('no-plan');
});
