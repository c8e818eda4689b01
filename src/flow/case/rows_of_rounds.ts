import type { DecisionRow } from '../../log/schema.ts';
import { drawOf } from './draw.ts';
import type { CaseState, Round } from './state.ts';

/** A round of a case as a row: what evidence is counted from. */
export function decisionRow(state: CaseState, round: Round): DecisionRow {
  return {
    id: `${state.id}.${round.round}`,
    case_id: state.id,
    workflow: state.workflow,
    at: round.at?.toISOString() ?? null,
    planned_at: round.plannedAt.toISOString(),
    stage: round.stage,
    cohort: round.cohort,
    kind: round.kind,
    agent: round.agent.name,
    agent_version: round.agent.version,
    planned: round.planned,
    decided: round.decided,
    how: round.how,
    agreed: round.agreed,
    changed: JSON.stringify(round.changed),
    conflict: round.conflict,
    failed: round.failed,
    reworked: round.reworked,
    opened_at: state.openedAt.toISOString(),
    closed_at: round.closedAt?.toISOString() ?? null,
    money_minor: round.money?.minor ?? null,
    money_currency: round.money?.currency ?? null,
    spent_minor: round.spent?.cost_minor ?? null,
    draw: round.how === 'alone' ? drawOf(state.id) : null,
  };
}
