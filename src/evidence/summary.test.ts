import { expect, test } from 'vitest';
import { decisions } from './story.ts';
import { evidenceAt } from './summary.ts';

test('the evidence is told as one sentence, with every rate of how many', () => {
  const decided = [
    ...decisions(180, () => ({ how: 'alone', agreed: null })),
    ...decisions(20, (index) => (index < 3 ? { how: 'edited', agreed: false, reworked: index === 0 } : {})),
    ...decisions(40, () => ({ cohort: 'control', agreed: null, how: 'handled', failed: true })),
  ];
  const evidence = evidenceAt(decided, 'act');
  expect(evidence).toMatchObject({
    decisions: 200,
    agreement: { count: 17, of: 20 },
    edits: { count: 3, of: 20 },
    rework: { count: 1, of: 200 },
    failures: { count: 0, of: 200 },
  });
  expect(evidence.says).toBe(
    '200 decisions since the last change of stage: people agreed in 17 of 20 (85 %); they edited 3 of 20 (15 %); 1 of 200 (0.5 %) came back; none failed or were denied.',
  );
});

test('nothing decided is said so, and in record what people did counts', () => {
  expect(evidenceAt([], 'draft').says).toBe('Nothing was decided since the last change of stage.');
  const recorded = decisions(7, () => ({
    cohort: 'recorded',
    stage: 'record',
    agreed: null,
    how: 'handled',
  }));
  expect(evidenceAt(recorded, 'record').decisions).toBe(7);
  expect(evidenceAt(recorded, 'draft').decisions).toBe(0);
});
