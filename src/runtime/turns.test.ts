import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Turns } from './turns.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const faults: unknown[] = [];
const onFault = (error: unknown) => void faults.push(error);

test('a turn comes after a change, and without one only when it comes anyway', async () => {
  let turns = 0;
  const one = new Turns(async () => void turns++, { everyMs: 100, anywayMs: 1_000, share: 0.5, onFault });
  one.start();
  await vi.advanceTimersByTimeAsync(100);
  expect(turns).toBe(1);
  await vi.advanceTimersByTimeAsync(500);
  expect(turns).toBe(1);
  one.soon();
  await vi.advanceTimersByTimeAsync(100);
  expect(turns).toBe(2);
  await vi.advanceTimersByTimeAsync(1_100);
  expect(turns).toBe(3);
  await one.stop();
});

test('never twice at once, and it rests for as long as its share of the time asks', async () => {
  const began: number[] = [];
  const slow = async () => {
    began.push(performance.now());
    await new Promise((resolve) => setTimeout(resolve, 300));
  };
  const one: Turns = new Turns(slow, { everyMs: 100, share: 0.25, onFault });
  one.start();
  for (let tick = 0; tick < 20; tick++) {
    one.soon();
    await vi.advanceTimersByTimeAsync(100);
  }
  // 300 ms of work at a quarter of the time: 1,200 ms of rest behind it.
  expect(began[1]! - began[0]!).toBeGreaterThanOrEqual(1_500);
  const stopped = one.stop();
  await vi.advanceTimersByTimeAsync(300);
  await stopped;
});

test('a fault is told, and the next turn comes all the same', async () => {
  let turns = 0;
  const failing = async () => {
    turns++;
    throw new Error('the database is away');
  };
  const one = new Turns(failing, { everyMs: 100, share: 0.5, onFault });
  one.start();
  await vi.advanceTimersByTimeAsync(100);
  one.soon();
  await vi.advanceTimersByTimeAsync(100);
  expect([turns, faults.length]).toEqual([2, 2]);
  await one.stop();
});
