import { expect, test } from 'vitest';
import { agreement } from './agreement.ts';
import { decisions } from './story.ts';

const INPUTS = { refund: ['amount', 'text'], trace: [] };

test('agreement is counted per play, and per input where the person took the same play', () => {
  const decided = [
    ...decisions(90),
    ...decisions(6, () => ({ how: 'edited', agreed: false, changed: ['inputs.amount'] })),
    ...decisions(3, () => ({ how: 'edited', agreed: false, decided: 'trace', changed: ['play'] })),
    ...decisions(1, () => ({ how: 'rejected', agreed: false, decided: null })),
    ...decisions(4, () => ({ planned: 'trace', decided: 'trace', how: 'handled', stage: 'shadow' })),
  ];
  expect(agreement(decided, INPUTS)).toMatchObject([
    {
      play: 'refund',
      agreed: { count: 90, of: 100 },
      arguments: [
        { name: 'amount', agreed: { count: 90, of: 96 } },
        { name: 'text', agreed: { count: 96, of: 96 } },
      ],
    },
    { play: 'trace', agreed: { count: 4, of: 4 }, arguments: [] },
  ]);
});

test('what ran alone, stayed with people or had no plan says nothing of agreement', () => {
  const decided = [
    ...decisions(9, () => ({ how: 'alone', agreed: null })),
    ...decisions(9, () => ({ cohort: 'control', agreed: null })),
    ...decisions(9, () => ({ planned: null, agreed: false })),
  ];
  expect(agreement(decided, INPUTS)).toEqual([]);
});

test('an argument for which people gave no value is not said to agree', () => {
  const shadow = { how: 'handled', stage: 'shadow' } as const;
  const decided = [
    ...decisions(40, () => ({ ...shadow, compared: [] })),
    ...decisions(9, () => ({ ...shadow, compared: ['amount'] })),
    ...decisions(1, () => ({ ...shadow, compared: ['amount'], agreed: false, changed: ['inputs.amount'] })),
  ];
  const [refund] = agreement(decided, INPUTS);
  expect(refund?.agreed).toMatchObject({ count: 49, of: 50 });
  expect(refund?.arguments).toMatchObject([{ name: 'amount', agreed: { count: 9, of: 10 } }]);
});
