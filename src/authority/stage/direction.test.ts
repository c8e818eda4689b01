import { expect, test } from 'vitest';
import { STAGES, type RolloutForm } from '../schema.ts';
import { directionOf, widens } from './direction.ts';

const form = (stage: RolloutForm['stage'], share = 50, kinds: string[] | null = ['late']): RolloutForm => ({
  stage,
  share,
  kinds,
});

test.each([
  ['a later stage', form('draft'), form('act'), 'widened'],
  ['a larger share', form('act'), form('act', 51), 'widened'],
  ['one more kind', form('act'), form('act', 50, ['late', 'lost']), 'widened'],
  ['every kind', form('act'), form('act', 50, null), 'widened'],
  ['an earlier stage', form('act'), form('record'), 'narrowed'],
  ['a smaller share', form('act'), form('act', 49.9), 'narrowed'],
  ['some of all kinds', form('act', 50, null), form('act'), 'narrowed'],
  ['another kind instead', form('act'), form('act', 50, ['lost']), 'moved'],
  ['a later stage for fewer', form('draft', 100), form('act', 10), 'moved'],
  ['the same kinds in another order', form('act', 50, ['a', 'b']), form('act', 50, ['b', 'a']), null],
] as const)('%s', (_, from, to, direction) => {
  expect(directionOf(from, to)).toBe(direction);
});

test('who goes a way back needs a right exactly where one way of the two is wider', () => {
  const forms = STAGES.flatMap((stage) =>
    [0, 50, 100].flatMap((share) =>
      [null, ['a'], ['b'], ['a', 'b']].map((kinds) => ({ stage, share, kinds })),
    ),
  );
  for (const from of forms)
    for (const to of forms) {
      const [there, back] = [directionOf(from, to), directionOf(to, from)];
      if (there === null) expect(back).toBeNull();
      if (there === 'widened') expect(back).toBe('narrowed');
      if (there === 'moved') expect(back).toBe('moved');
      // Nothing becomes wider without the right to widen.
      if (there !== null && to.share > from.share) expect(widens(there)).toBe(true);
    }
});
