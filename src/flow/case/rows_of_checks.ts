import type { CheckRow } from '../../log/schema.ts';
import type { CaseState } from './state.ts';

/**
 * A known-answer check as a row, once it was answered: before that there is no row, for rows are read by all. Undefined
 * where nothing changed since the version that is stored.
 */
export function checkRow({ id, workflow, check }: CaseState, since: number): CheckRow | undefined {
  const answered = check?.answered;
  if (!check || !answered || check.version <= since) return undefined;
  return {
    id: check.id,
    case_id: id,
    workflow,
    review: check.review,
    mistake: check.mistake,
    says: check.says,
    planted_at: check.plantedAt.toISOString(),
    answered_at: answered.at.toISOString(),
    by: 'id' in answered.by ? answered.by.id : null,
    decision: answered.decision,
    caught: answered.caught,
    took_ms: answered.seen?.ms ?? answered.took_ms ?? null,
  };
}
