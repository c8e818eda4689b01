import type { DecisionRow } from '../../log/schema.ts';
import { drawOf, DRAWS_PER_PERCENT } from './draw.ts';
import type { CaseState, PerformedAction, Round } from './state.ts';

/** Places of a draw in all. */
const DRAWS = 100 * DRAWS_PER_PERCENT;

/** A round of a case as a row: what evidence is counted from. */
export function decisionRow(state: CaseState, round: Round): DecisionRow {
  const actions = state.actions.filter((action) => action.round === round.round);
  return {
    id: `${state.id}.${round.round}`,
    case_id: state.id,
    workflow: state.workflow,
    at: round.at?.toISOString() ?? null,
    planned_at: round.plannedAt.toISOString(),
    since_at: round.sinceAt.toISOString(),
    stage: round.stage,
    cohort: round.cohort,
    kind: round.kind,
    planned_kind: round.plannedKind,
    agent: round.agent.name,
    agent_version: round.agent.version,
    confidence: round.confidence,
    planned: round.planned,
    decided: round.decided,
    how: round.how,
    agreed: round.agreed,
    changed: JSON.stringify(round.changed),
    compared: round.compared && JSON.stringify(round.compared),
    effect: round.effect,
    held_by: round.heldBy,
    conflict: round.conflict,
    failed: round.failed,
    failed_step: round.failedStep,
    reworked: round.reworked,
    escalated: round.escalated,
    opened_at: state.openedAt.toISOString(),
    asked_at: round.askedAt?.toISOString() ?? null,
    first_response_at: round.firstResponseAt?.toISOString() ?? null,
    closed_at: round.closedAt?.toISOString() ?? null,
    audited_at: round.auditedAt?.toISOString() ?? null,
    seconded: round.seconded,
    decided_by: round.decidedBy,
    handling_ms: round.handlingMs,
    edited_share: round.editedShare,
    edited_minor: round.editedMinor,
    money_minor: round.money?.minor ?? null,
    money_currency: round.money?.currency ?? null,
    spent_minor: wholeMinor(state.id, round),
    draw: drawn(state, round),
    ...actedRow(actions, round),
  };
}

/**
 * What it cost in whole minor units, as the table holds them. Of a part of one it is drawn whether it counts as one, by
 * the round's own name: a thousand answers of a third of a cent come to about three euros, and neither to none nor ten.
 */
function wholeMinor(id: string, { round, spent }: Round): number | null {
  const cost = spent?.cost_minor;
  if (cost === undefined) return null;
  return Number.isInteger(cost) ? cost : Math.floor(cost + drawOf(`${id}.${round}`) / DRAWS);
}

/** Where it falls in the draw: of audits where it ran by itself, of second looks where people decided. */
function drawn({ id }: CaseState, { how, cohort }: Round): number | null {
  if (how === 'alone') return drawOf(id);
  const isPeoples = how === 'approved' || how === 'edited' || how === 'handled';
  return isPeoples && cohort !== 'recorded' ? drawOf(id, 'second') : null;
}

/** What the actions of a round have touched and moved: an action that failed or was taken back has moved nothing. */
function actedRow(actions: PerformedAction[], { money }: Round): Partial<DecisionRow> {
  if (actions.length === 0) return { systems: null, done_minor: null, moved: null };
  const done = actions.filter(({ status }) => status === 'done');
  const systems = new Set(actions.map(({ write }) => write.slice(0, write.indexOf('.'))));
  const moved = new Map<string, { write: string; currency: string; count: number; minor: number }>();
  for (const { write, money: amount } of done) {
    if (!amount) continue;
    const name = `${write} ${amount.currency}`;
    const sum = moved.get(name) ?? { write, currency: amount.currency, count: 0, minor: 0 };
    moved.set(name, { ...sum, count: sum.count + 1, minor: sum.minor + amount.minor });
  }
  const sums = [...moved.values()];
  const same = sums.filter(({ currency }) => currency === money?.currency);
  return {
    systems: JSON.stringify([...systems].toSorted()),
    done_minor: same.length === 0 ? null : same.reduce((sum, { minor }) => sum + minor, 0),
    moved: sums.length === 0 ? null : JSON.stringify(sums),
  };
}
