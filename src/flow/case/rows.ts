import type { ActionRow, CaseRow, LabelRow, Rows } from '../../log/schema.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import { shown } from './check.ts';
import type { CaseState, PerformedAction } from './state.ts';
import { due } from './due.ts';
import type { EntryKind } from './entries.ts';
import { exampleOf } from '../plan/example.ts';
import { customerDigest, recipientDigest } from '../ruling/cohort.ts';
import { observationRows } from './rows_of_observations.ts';
import { precedentRows } from './rows_of_precedents.ts';
import { checkRow } from './rows_of_checks.ts';
import { decisionRow } from './rows_of_rounds.ts';
import { reminderRow, reviewRow } from './rows_of_review.ts';
import { isSealed } from './sealed.ts';
import { logRows } from '../say/log_row.ts';
import { heldFor } from '../../runtime/health/entries.ts';

/** Longer names of things are not looked for. */
const REF_CHARS_MAX = 200;

/**
 * The rows that the tables made from the log hold for a case: a pure function of its state. `since` is the version
 * that is stored already, so that a decision is learned from once, with the facts of its moment; the sentences of
 * the log and the rounds are made when the case comes to rest, the rounds as far as they changed since it `rested`.
 */
export function rowsOf(
  workspace: Workspace,
  state: CaseState,
  { since, resting, rested = since }: { since: number; resting: boolean; rested?: number },
): Rows {
  const workflow = workspace.workflows[state.workflow];
  // Between an intent and its answer lie milliseconds: that the case is acting need not be written twice.
  const rows: Rows = resting || since === 0 ? { cases: caseRow(state) } : {};
  const acted = state.actions.filter((action) => action.version > since);
  if (acted.length > 0) rows.actions = acted.map((action) => actionRow(state, workflow, action));
  const decided = state.rounds.filter(({ version, spent }) => {
    // What agents spent counts against the limits of the day from the moment on that it is in the log.
    return resting ? version > rested : version > since && spent?.cost_minor !== undefined;
  });
  if (decided.length > 0) rows.decisions = decided.map((round) => decisionRow(state, round));
  const observations = observationRows(state, since);
  if (observations.length > 0) rows.observations = observations;
  if (state.review) rows.reviews = [reviewRow(shown(state), workspace)];
  const check = checkRow(state, since);
  if (check) rows.checks = [check];
  const precedents = precedentRows(state, since);
  if (precedents.length > 0) rows.precedents = precedents;
  const reminder = reminderRow(state);
  if (reminder) rows.notices = [reminder];
  if (workflow && state.label && state.label.version > since)
    rows.labels = [labelRow(workspace, workflow, state)];
  if (resting) rows.log_rows = logRows(workspace, shown(state));
  return rows;
}

/** An entry of this kind leaves behind what the state says of a review or a decision: its rows must be made before. */
export function turnsFrom(state: CaseState, next: EntryKind): boolean {
  if (next === 'joined' || next === 'reopened' || next === 'proposed') return true;
  return next === 'review.asked' && state.review !== null;
}

/** Rows of a case over earlier ones of the same case: of two with the same name, the later one counts. */
export function over(earlier: Rows, later: Rows): Rows {
  return {
    ...earlier,
    ...later,
    log_rows: newest(earlier.log_rows, later.log_rows, ({ id }) => id),
    reviews: newest(earlier.reviews, later.reviews, ({ id }) => id),
    labels: newest(earlier.labels, later.labels, ({ id }) => id),
    checks: newest(earlier.checks, later.checks, ({ id }) => id),
    actions: newest(earlier.actions, later.actions, ({ key }) => key),
    observations: newest(earlier.observations, later.observations, ({ id }) => id),
    precedents: newest(earlier.precedents, later.precedents, ({ id }) => id),
    decisions: newest(earlier.decisions, later.decisions, ({ id }) => id),
    notices: newest(earlier.notices, later.notices, ({ id }) => id),
  };
}

function newest<T>(earlier: T[] = [], later: T[] = [], nameOf: (row: T) => string): T[] {
  return [...new Map([...earlier, ...later].map((row) => [nameOf(row), row])).values()];
}

function caseRow(state: CaseState): CaseRow {
  const status = statusOf(state);
  return {
    id: state.id,
    workflow: state.workflow,
    subject: state.subject,
    title: state.title,
    kind: isSealed(state) ? null : state.kind,
    status,
    step: due(state, state.changedAt),
    outcome: state.outcome,
    reworked: state.reworked,
    opened_at: state.openedAt.toISOString(),
    changed_at: state.changedAt.toISOString(),
    closed_at: state.closedAt?.toISOString() ?? null,
    version: state.version,
    stopped_by: status === 'stopped' ? state.stoppedBy : heldRow(state),
  };
}

/** A system that comes back finds by this who waits for it. */
function heldRow({ heldBy, status }: CaseState): string | null {
  return heldBy === null || status === 'closed' ? null : heldFor(heldBy.system);
}

function statusOf(state: CaseState): CaseRow['status'] {
  const isUnderWay = state.status === 'open' || state.status === 'acting';
  if (isUnderWay && state.stoppedBy !== null) return 'stopped';
  return state.status === 'open' && state.waitUntil ? 'waiting' : state.status;
}

function actionRow(state: CaseState, workflow: Workflow | undefined, action: PerformedAction): ActionRow {
  return {
    key: action.key,
    case_id: state.id,
    workflow: state.workflow,
    write: action.write,
    digest: action.digest,
    status: action.status,
    money_minor: action.money?.minor ?? null,
    money_currency: action.money?.currency ?? null,
    intended_at: action.intendedAt.toISOString(),
    done_at: action.doneAt?.toISOString() ?? null,
    undoes: action.undoes,
    agent: action.agent,
    customer: workflow ? customerDigest(workflow, state) : null,
    recipient: workflow ? recipientDigest(workflow, action.args, state) : null,
    ref: refOf(action.result),
  };
}

/** What the system called the thing that it made: an outcome that comes late names it. */
function refOf(result: unknown): string | null {
  if (typeof result !== 'object' || result === null) return null;
  const { id, key, ref } = result as Record<string, unknown>;
  const named = [id, key, ref].find((one) => typeof one === 'string' || typeof one === 'number');
  const text = named === undefined ? '' : String(named);
  return text === '' || text.length > REF_CHARS_MAX ? null : text;
}

/** What a person decided, with the words and values that they decided on. */
function labelRow(workspace: Workspace, workflow: Workflow, state: CaseState): LabelRow {
  const { label } = state;
  if (!label) throw new Error(`case ${state.id} has no label`);
  const text = state.messages.map((message) => message.text).join('\n\n');
  const known = { text, event: state.event, facts: state.facts ?? {} };
  const example = exampleOf(workspace, workflow, known, label.at);
  const labels: Record<string, string> = { kind: label.kind, play: label.play };
  for (const [name, shape] of Object.entries(workflow.plays[label.play]?.inputs ?? {})) {
    const value = label.inputs[name];
    if (shape.learn && value !== undefined)
      labels[`${label.play}.${name}`] = typeof value === 'string' ? value : JSON.stringify(value);
  }
  return {
    id: `${state.id}.${label.version}`,
    case_id: state.id,
    workflow: state.workflow,
    at: label.at.toISOString(),
    text: example.text,
    fields: JSON.stringify(example.fields),
    labels: JSON.stringify(labels),
  };
}
