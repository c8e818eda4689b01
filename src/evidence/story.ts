import type { Decided } from './schema.ts';

const MINUTE_MS = 60_000;
export const MONDAY = new Date('2026-03-02T08:00:00Z');

/** For tests: decisions one minute apart, approved as planned and closed after ten minutes, but for `change`. */
export function decisions(
  count: number,
  change: (index: number) => Partial<Decided> = () => ({}),
): Decided[] {
  return Array.from({ length: count }, (_, index) => {
    const at = (minutes: number) => new Date(MONDAY.getTime() + (index + minutes) * MINUTE_MS);
    return {
      id: `c${index}.1`,
      caseId: `c${index}`,
      at: at(0),
      plannedAt: at(-1),
      openedAt: at(-10),
      closedAt: at(0),
      stage: 'act',
      cohort: 'agent',
      kind: 'late',
      planned: 'refund',
      decided: 'refund',
      how: 'approved',
      agreed: true,
      changed: [],
      conflict: false,
      failed: false,
      reworked: false,
      ...change(index),
    };
  });
}
