import type { PrecedentRow } from '../../log/schema.ts';
import type { CaseState } from './state.ts';

/** Decisions of the case that broke the policy of their day, as far as they changed since a version. */
export function precedentRows(state: CaseState, since: number): PrecedentRow[] {
  return state.precedents
    .filter(({ version }) => version > since)
    .map(({ decision, decidedAt, flaggedAt, boundary, rules, says, verdict, judgedBy }) => ({
      id: `${state.id}.${decision}`,
      case_id: state.id,
      workflow: state.workflow,
      decided_at: decidedAt.toISOString(),
      flagged_at: flaggedAt.toISOString(),
      boundary,
      rules: JSON.stringify(rules),
      says,
      verdict,
      judged_by: judgedBy?.type === 'person' ? judgedBy.id : null,
    }));
}
