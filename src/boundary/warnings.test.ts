import { describe, expect, test } from 'vitest';
import { loadBoundary } from './index.ts';
import { boundaryOf, vocabulary } from './story.ts';

describe('warnings beside a boundary that loads', () => {
  const warned = (rules: string[], otherwise?: string): string[] => {
    const loaded = loadBoundary(boundaryOf(rules, otherwise), 'boundary.yaml', vocabulary);
    return loaded.ok
      ? loaded.warnings.map(({ says }) => says).filter((says) => !says.startsWith('no rule uses'))
      : ['refused'];
  };

  test.each([
    [['{id: all, on: shop.refund, effect: allow}'], 'all allows without any bound'],
    [["{id: all, on: shop.refund, effect: allow, when: 'order.paid'}"], 'all allows without any bound'],
    [["{id: off, on: shop.refund, effect: deny, when: 'false'}"], 'off can never apply'],
  ])('%j', (rules, says) => {
    expect(warned(rules).join()).toContain(says);
  });

  test('an approve rule under otherwise: deny', () => {
    expect(warned(['{id: ask, on: shop.refund, effect: approve}'], 'deny').join()).toContain(
      'ask asks for approval only of what an allow rule allows',
    );
  });

  test('a limit that only a step of the chain uses is used', () => {
    const text = boundaryOf(['id: asks\n    on: shop.refund\n    effect: approve']).replace(
      'role: manager',
      'role: manager, when: args.amount > limits.auto_max',
    );
    const loaded = loadBoundary(text, 'boundary.yaml', vocabulary);
    expect(loaded.ok && loaded.warnings.map(({ says }) => says)).not.toContain(
      'no rule uses the limit auto_max',
    );
  });

  test('a limit that no rule uses', () => {
    const loaded = loadBoundary(
      boundaryOf(['{id: ask, on: shop.refund, effect: human}']),
      'boundary.yaml',
      vocabulary,
    );
    expect(loaded.ok && loaded.warnings[0]).toMatchObject({
      line: 3,
      says: 'no rule uses the limit auto_max',
    });
  });
});
