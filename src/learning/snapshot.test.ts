import { expect, test } from 'vitest';
import { createMemory, type Memory, restoreMemory } from './index.ts';

const WORDS = [
  'parcel',
  'late',
  'broken',
  'refund',
  'address',
  'invoice',
  'size',
  'colour',
  'wrong',
  'thanks',
];

/** Cases from a fixed sequence, so that every run teaches the same. */
function teach(memory: Memory, from: number, to: number): void {
  for (let n = from; n < to; n++) {
    const words = Array.from({ length: 6 }, (_, i) => WORDS[(n * 7 + i * i * 3) % WORDS.length]);
    const label = WORDS[(n * 7) % WORDS.length]!;
    memory.learn(
      { text: words.join(' '), fields: { amount: (n * 13) % 200 } },
      { kind: label, play: `play ${n % 9}` },
      `case ${n}`,
    );
  }
}

const ASKED = { text: 'wrong address and a late parcel', fields: { amount: 12 } };

test.each([
  ['plain', {}],
  ['with replays', { replays: 2 }],
  ['with few kept cases', { keep: 50 }],
])('a restored memory is the one that was saved, and learns on as it would have (%s)', (_, options) => {
  const saved = createMemory(options);
  teach(saved, 0, 300);
  const restored = restoreMemory(saved.state());
  expect(restored.predict(ASKED)).toEqual(saved.predict(ASKED));
  expect(restored.similar(ASKED, 5)).toEqual(saved.similar(ASKED, 5));
  teach(saved, 300, 500);
  teach(restored, 300, 500);
  expect(Buffer.from(restored.state()).equals(Buffer.from(saved.state()))).toBe(true);
});

test('a memory rebuilt from the log equals the restored one', () => {
  const lived = createMemory();
  teach(lived, 0, 200);
  const continued = restoreMemory(lived.state());
  teach(continued, 200, 260);
  const rebuilt = createMemory();
  teach(rebuilt, 0, 260);
  expect(Buffer.from(rebuilt.state()).equals(Buffer.from(continued.state()))).toBe(true);
});

test('an empty memory survives a restart', () => {
  const restored = restoreMemory(createMemory().state());
  teach(restored, 0, 20);
  expect(restored.predict(ASKED)['kind']).toBeDefined();
});

test('a damaged snapshot is refused with what to do, whatever byte was hit', () => {
  const memory = createMemory();
  teach(memory, 0, 50);
  const bytes = memory.state();
  for (const at of [0, 5, 20, Math.floor(bytes.length / 2), bytes.length - 1]) {
    const damaged = bytes.slice();
    damaged[at]! ^= 1;
    expect(() => restoreMemory(damaged)).toThrow(/damaged/);
  }
  expect(() => restoreMemory(bytes.slice(0, 6))).toThrow(/damaged/);
});
