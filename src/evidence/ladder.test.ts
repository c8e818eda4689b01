import { expect, test } from 'vitest';
import type { LadderStep } from '../workspace/rollout.ts';
import { ladder, proposable } from './ladder.ts';
import { decisions, MONDAY } from './story.ts';

const STEPS: LadderStep[] = [
  { stage: 'draft', share: 100, kinds: null, decisions: 0, days: 0 },
  { stage: 'act', share: 10, kinds: ['late'], decisions: 100, days: 7, disagreement: 0.05 },
  { stage: 'act', share: 100, kinds: null, decisions: 200, days: 0, rework: 0.02, failures: 0.02 },
];
const DAY_MS = 86_400_000;
const at = (days: number, fell = false) => ({
  now: new Date(MONDAY.getTime() + days * DAY_MS),
  since: MONDAY,
  fell,
});
const draft = { stage: 'draft', share: 100, kinds: null } as const;

test('each condition of the next step is a sentence with what is so now', () => {
  const few = decisions(40, (index) => ({ agreed: index > 1 }));
  const rungs = ladder(STEPS, draft, few, at(3.5));
  expect(rungs.map(({ state }) => state)).toEqual(['taken', 'next', 'later']);
  expect(rungs[1]?.conditions).toEqual([
    { says: 'At least 100 decisions since the last change of stage: 40 so far.', holds: false },
    { says: 'At least 7 days at this stage: 3 so far.', holds: false },
    {
      says: 'Disagreement is at most 5 %: 2 of 40 (5 %), with 95 % certainty at most 20 %.',
      holds: false,
    },
  ]);
  expect(rungs[2]?.conditions.map(({ says }) => says)).toEqual([
    'At least 200 decisions since the last change of stage.',
    'Rework is at most 2 %.',
    'The rate of failures is at most 2 %.',
  ]);
  expect(proposable(rungs)).toBeNull();
});

test('a step is proposable when all of its conditions hold, and few good cases do not pass for many', () => {
  expect(proposable(ladder(STEPS, draft, decisions(120), at(8)))).toEqual({
    stage: 'act',
    share: 10,
    kinds: ['late'],
  });
  expect(proposable(ladder(STEPS, draft, decisions(120), at(6)))).toBeNull();
  const act = { stage: 'act', share: 10, kinds: ['late'] } as const;
  // Nobody came back in 205, and yet 2 % cannot be ruled out.
  const wide = [{ ...STEPS[2], decisions: 0 }] as LadderStep[];
  expect(proposable(ladder(wide, { ...act, kinds: ['late'] }, decisions(205), at(1)))).toBeNull();
  expect(proposable(ladder(wide, { ...act, kinds: ['late'] }, decisions(206), at(1)))).not.toBeNull();
});

test('what goes beyond a step has taken it, and at the top nothing is proposed', () => {
  const state = (rollout: Parameters<typeof ladder>[1]) =>
    ladder(STEPS, rollout, [], at(0)).map((rung) => rung.state);
  expect(state({ stage: 'record', share: 100, kinds: null })).toEqual(['next', 'later', 'later']);
  expect(state({ stage: 'act', share: 50, kinds: null })).toEqual(['taken', 'taken', 'next']);
  expect(state({ stage: 'act', share: 50, kinds: ['lost'] })).toEqual(['taken', 'next', 'later']);
  const top = { stage: 'act', share: 100, kinds: null } as const;
  expect(state(top)).toEqual(['taken', 'taken', 'taken']);
  expect(proposable(ladder(STEPS, top, decisions(900), at(90)))).toBeNull();
  expect(proposable(ladder([], top, decisions(900), at(90)))).toBeNull();
});

test('whoever fell back by itself gets up only after some decisions', () => {
  const fallen = { stage: 'draft', share: 10, kinds: null } as const;
  expect(proposable(ladder(STEPS, fallen, decisions(5), at(1, true)))).toBeNull();
  expect(proposable(ladder(STEPS, fallen, decisions(20), at(1, true)))).toEqual(draft);
});
