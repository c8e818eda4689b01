import { expect, test } from 'vitest';
import { lonely, ticksTo, topOf, type Point } from './points.ts';

const point = (value: number | null, high: number | null = value): Point => ({
  at: '2026-03-02T00:00:00Z',
  value,
  low: value === null ? null : 0,
  high,
  counted: '',
});

test('an axis begins at nothing and holds the whole interval', () => {
  expect(topOf([point(0.2, 0.5), point(null)], true)).toBeCloseTo(0.525);
  expect(topOf([point(90, 110)], false)).toBeCloseTo(115.5);
});

test('a share never goes beyond all of it, and a tiny one does not look like a mountain', () => {
  expect(topOf([point(0.9, 1)], true)).toBe(1);
  expect(topOf([point(0.001, 0.004)], true)).toBe(0.1);
  expect(topOf([point(null)], true)).toBe(0.1);
});

test('the steps of an axis are round and reach its top', () => {
  expect(ticksTo(0.1)).toEqual([0, 0.025, 0.05, 0.075, 0.1]);
  expect(ticksTo(1)).toEqual([0, 0.25, 0.5, 0.75, 1]);
  expect(ticksTo(37)).toEqual([0, 10, 20, 30, 40]);
  expect(ticksTo(1)).toContain(1);
});

test('minutes on an axis go by the clock', () => {
  expect(ticksTo(500, true)).toEqual([0, 180, 360, 540]);
  expect(ticksTo(90, true)).toEqual([0, 30, 60, 90]);
  expect(ticksTo(5, true)).toEqual([0, 2, 4, 6]);
});

test('a point between two gaps is found, so that it can be drawn by itself', () => {
  expect(lonely([point(1), point(null), point(2), point(null), point(3), point(4)])).toEqual([0, 2]);
});
