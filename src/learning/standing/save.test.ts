import { describe, expect, test } from 'vitest';
import { closeFor, newStanding, restore, save, summary, type StandingState } from './index.ts';
import { decided, hourOf, type Plan, seeded } from './story.ts';

const KINDS = ['late', 'damaged', 'unclear'];

function somePlan(random: () => number): Plan {
  const sure = random() < 0.7;
  const kind = KINDS[Math.floor(random() * KINDS.length)]!;
  const risk = kind === 'damaged' && sure ? 0.09 : sure ? 0.002 : 0.2;
  return { kind, play: sure ? 'refund' : 'ask', claimed: 1 - risk * (0.5 + random()), risk };
}

/** A long story with drift, audits and changes of policy; `n` counts the decisions. */
function liveThrough(state: StandingState, from: number, to: number, random: () => number): void {
  for (let n = from; n < to; n++) {
    decided(state, somePlan(random), n, random, (placed) =>
      placed.gate_open ? (random() < 0.3 ? 1 : 0.1) : 1,
    );
    if (n === 900) closeFor(state, ['late'], hourOf(n));
    if (n === 1_300) closeFor(state, ['late', 'unclear'], hourOf(n));
    if (n === 1_700) closeFor(state, null, hourOf(n));
  }
}

describe('a standing that is saved', () => {
  test.each([1, 50, 600, 1_000, 1_500, 1_800])(
    'after %i decisions goes on as if it had never been put away, to the last byte',
    (middle) => {
      const random = seeded(middle);
      const whole = newStanding({ risk: 0.02, error: 0.05, granted: middle % 2 === 0 });
      liveThrough(whole, 0, middle, random);
      const text = save(whole);
      const again = restore(text);
      expect(save(again)).toBe(text);
      liveThrough(whole, middle, 2_000, seeded(99));
      liveThrough(again, middle, 2_000, seeded(99));
      expect(save(again)).toBe(save(whole));
      expect(summary(again)).toEqual(summary(whole));
    },
  );

  test('by another version is refused, and what to do is said', () => {
    expect(() => restore('{"format":"standing 0"}')).toThrow(/another version/);
  });
});
