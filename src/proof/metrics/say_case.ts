import type { Definition } from '../../evidence/metrics/definitions.ts';
import { sayMinutes } from '../../evidence/metrics/words.ts';
import { percent } from '../../evidence/words.ts';
import { writeLabel } from '../../flow/say/words.ts';
import type { DecisionRow } from '../../log/schema.ts';
import { showMoney } from '../../workspace/money.ts';
import type { Workspace } from '../../workspace/schema.ts';

type Timed = 'at' | 'planned_at' | 'opened_at' | 'closed_at' | 'asked_at' | 'first_response_at' | 'since_at';

/** A row of `decisions` as the database gives it. */
export type Behind = Omit<DecisionRow, Timed> & {
  [name in Timed]: name extends 'planned_at' | 'opened_at' ? Date : Date | null;
} & { shown_play: string };

/** Columns that an older row does not have are as good as empty ones. */
function isNone(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

const MINUTE_MS = 60_000;

const HOW: Record<string, string> = {
  alone: 'ran alone',
  approved: 'approved as planned',
  edited: 'edited before approval',
  rejected: 'rejected',
  handled: 'done by hand',
  expired: 'overtaken by a new message',
};
const ESCALATED: Record<string, string> = {
  too_late: 'nobody decided in time',
  role: 'handed to another role',
  person: 'handed on',
  outcome: 'closed as escalated',
};

/** What of a decision counts towards a metric, in a few words. */
export function sayCase(workspace: Workspace, { id, measure }: Definition, row: Behind): string {
  switch (measure.as) {
    case 'time':
      return sayTime(measure.time, row);
    case 'mean':
      return isNone(row.edited_share) ? sayHow(row) : `${percent(row.edited_share)} of its inputs changed`;
    case 'spend':
      return money(workspace, row.spent_minor, workspace.currency) ?? sayHow(row);
    case 'money':
      return measure.only
        ? (money(workspace, row.edited_minor, row.money_currency) ?? sayHow(row))
        : sayMoved(workspace, row);
    case 'hours':
      return isNone(row.handling_ms) ? sayHow(row) : sayMinutes(row.handling_ms / MINUTE_MS);
    case 'share':
    case 'backlog':
      return sayShare(id, row);
  }
}

function sayShare(id: string, row: Behind): string {
  switch (id) {
    case 'rework_rate':
      return row.reworked ? `${sayHow(row)}, and came back` : sayHow(row);
    case 'escalation_rate':
      return isNone(row.escalated) ? sayHow(row) : (ESCALATED[row.escalated] ?? row.escalated);
    case 'failure_rate':
      return isNone(row.failed_step) ? sayHow(row) : `fell short at the step ${row.failed_step}`;
    case 'policy_conflicts':
      return row.conflict ? 'the boundary denied something of the plan' : sayHow(row);
    case 'audit_deviation':
    case 'agreement':
      return row.agreed === false ? `${sayHow(row)}: people would have done otherwise` : sayHow(row);
    case 'misroutes':
      return isNone(row.planned_kind) || row.planned_kind === row.kind
        ? sayHow(row)
        : `planned as ${row.planned_kind}, found to be ${row.kind}`;
    default:
      return sayHow(row);
  }
}

function sayHow({ how }: Behind): string {
  return how === null ? 'not decided yet' : (HOW[how] ?? how);
}

function sayTime(time: string, row: Behind): string {
  const since = row.since_at ?? row.opened_at;
  const between = (from: Date | null, to: Date | null) =>
    from && to ? sayMinutes(Math.max(0, to.getTime() - from.getTime()) / MINUTE_MS) : sayHow(row);
  switch (time) {
    case 'first_response':
      return between(since, row.first_response_at);
    case 'resolution':
      return between(since, row.closed_at);
    case 'waiting':
      return between(row.asked_at, row.at);
    default:
      return isNone(row.handling_ms) ? sayHow(row) : sayMinutes(row.handling_ms / MINUTE_MS);
  }
}

interface MovedRow {
  write: string;
  currency: string;
  minor: number;
}

function sayMoved(workspace: Workspace, row: Behind): string {
  if (isNone(row.moved)) return sayHow(row);
  const moved = JSON.parse(row.moved) as MovedRow[];
  return moved
    .map(({ write, ...amount }) => `${writeLabel(write, workspace)}: ${showMoney(amount, workspace.locale)}`)
    .join(', ');
}

function money(
  workspace: Workspace,
  minor: number | null | undefined,
  currency: string | null,
): string | undefined {
  if (isNone(minor) || currency === null) return undefined;
  return showMoney({ minor, currency }, workspace.locale);
}
