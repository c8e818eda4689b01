import { describe, expect, test } from 'vitest';
import {
  casesOf,
  directionOf,
  mayDo,
  minutesText,
  rateText,
  rolloutName,
  shareText,
  spanText,
} from './words.ts';

const kinds = [
  { name: 'late', label: 'Later than promised' },
  { name: 'lost', label: 'Lost' },
  { name: 'unclear', label: 'Unclear' },
];
const act = (share: number, slice: string[] | null = null) => ({
  stage: 'act' as const,
  share,
  kinds: slice,
});

describe('a header says in one line what the agents may do now', () => {
  test('with the share and the kinds, one kind by its name', () => {
    expect(mayDo(act(25, ['late', 'lost']), kinds)).toBe(
      'Acts alone on 25 % of cases of 2 kinds, as far as its boundary lets it; everything else is with people.',
    );
    expect(mayDo({ ...act(100, ['late']), stage: 'draft' }, kinds)).toBe(
      'Proposes on all cases of the kind “Later than promised”, and people decide every plan. Everything else is with people.',
    );
  });

  test('without a rest where there is none', () => {
    expect(mayDo(act(100), kinds)).toBe('Acts alone on all cases, as far as its boundary lets it.');
    expect(mayDo({ ...act(100), stage: 'record' }, kinds)).toBe(
      'People do everything, and Remit records it.',
    );
  });

  test('and nothing where no case is in its slice', () => {
    expect(casesOf(act(0), kinds)).toBeNull();
    expect(mayDo(act(50, []), kinds)).toContain('no case');
    expect(rolloutName(act(0), kinds)).toBe('Act on no cases');
  });
});

describe('a change is said to widen or to narrow before it is made', () => {
  test('by stage, by share and by kinds', () => {
    expect(directionOf({ ...act(25), stage: 'draft' }, act(25))).toBe('widened');
    expect(directionOf(act(25), act(50))).toBe('widened');
    expect(directionOf(act(25), act(25, ['late']))).toBe('narrowed');
    expect(directionOf(act(25, ['late']), act(25, ['late', 'lost']))).toBe('widened');
    expect(directionOf(act(25, ['late']), act(25))).toBe('widened');
    expect(directionOf(act(25, ['late']), act(25, ['late']))).toBe('same');
  });

  test('as both where it does both', () => {
    expect(directionOf(act(25), { ...act(50), stage: 'draft' })).toBe('moved');
    expect(directionOf(act(25, ['late']), act(25, ['lost']))).toBe('moved');
  });
});

test('rates and times read as people say them', () => {
  expect(shareText(47 / 50)).toBe('94 %');
  expect(shareText(0.9876)).toBe('98.8 %');
  expect(minutesText(0.0005)).toBe('under 1 s');
  expect(minutesText(0.5)).toBe('30 s');
  expect(minutesText(-64.8)).toBe('1 h 5 min');
  expect(minutesText(6.24)).toBe('6.2 min');
  expect(minutesText(60)).toBe('1 h');
  expect(minutesText(2_990)).toBe('2 d 2 h');
});

test('a rate comes with what it was counted from, and with how far off it may be', () => {
  expect(rateText({ count: 0, of: 7, low: 0, high: 0.3543 })).toBe('0 of 7, at most 35.4 %');
  expect(rateText({ count: 7, of: 7, low: 0.6457, high: 1 })).toBe('7 of 7, at least 64.6 %');
  expect(rateText({ count: 2, of: 40, low: 0.0138, high: 0.165 })).toBe('2 of 40, 1.4 % to 16.5 %');
  expect(rateText({ count: 0, of: 0, low: 0, high: 1 })).toBe('cannot be said yet');
});

test('a span whose ends are the same words is not said', () => {
  expect(spanText(6, 60)).toBe('6 min to 1 h');
  expect(spanText(0.001, 0.002)).toBeNull();
});
