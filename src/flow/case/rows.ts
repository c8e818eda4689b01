import type { ActionRow, CaseRow, LabelRow, ReviewRow, Rows } from '../../log/schema.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import type { CaseState, PerformedAction } from './state.ts';
import { due } from './due.ts';
import type { EntryKind } from './entries.ts';
import { exampleOf } from '../plan/example.ts';
import { nameOf } from '../review/decide.ts';
import { logRows } from '../say/log_row.ts';

/** What a queue shows of a message. */
const SNIPPET_CHARS = 160;

/**
 * The rows that the tables made from the log hold for a case: a pure function of its state. `since` is the version
 * that is stored already, so that a decision is learned from once, with the facts of its moment; the sentences of
 * the log are made when the case comes to rest.
 */
export function rowsOf(
  workspace: Workspace,
  state: CaseState,
  { since, resting }: { since: number; resting: boolean },
): Rows {
  const workflow = workspace.workflows[state.workflow];
  // Between an intent and its answer lie milliseconds: that the case is acting need not be written twice.
  const rows: Rows = resting || since === 0 ? { cases: caseRow(state) } : {};
  const acted = state.actions.filter((action) => action.version > since);
  if (acted.length > 0) rows.actions = acted.map((action) => actionRow(state, action));
  if (state.review) rows.reviews = [reviewRow(state, workflow)];
  if (workflow && state.label && state.label.version > since)
    rows.labels = [labelRow(workspace, workflow, state)];
  if (resting) rows.log_rows = logRows(workspace, state);
  return rows;
}

/** An entry of this kind leaves behind what the state says of a review or a decision: its rows must be made before. */
export function turnsFrom(state: CaseState, next: EntryKind): boolean {
  if (next === 'joined' || next === 'reopened') return true;
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
    actions: newest(earlier.actions, later.actions, ({ key }) => key),
  };
}

function newest<T>(earlier: T[] = [], later: T[] = [], nameOf: (row: T) => string): T[] {
  return [...new Map([...earlier, ...later].map((row) => [nameOf(row), row])).values()];
}

function caseRow(state: CaseState): CaseRow {
  return {
    id: state.id,
    workflow: state.workflow,
    subject: state.subject,
    title: state.title,
    kind: state.kind,
    status: statusOf(state),
    step: due(state, state.changedAt),
    outcome: state.outcome,
    reworked: state.reworked,
    opened_at: state.openedAt.toISOString(),
    changed_at: state.changedAt.toISOString(),
    closed_at: state.closedAt?.toISOString() ?? null,
    version: state.version,
  };
}

function statusOf(state: CaseState): CaseRow['status'] {
  return state.status === 'open' && state.waitUntil ? 'waiting' : state.status;
}

function actionRow(state: CaseState, action: PerformedAction): ActionRow {
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
  };
}

function reviewRow(state: CaseState, workflow: Workflow | undefined): ReviewRow {
  const { review, plan } = state;
  if (!review) throw new Error(`case ${state.id} has no review`);
  const money = biggestMoney(state);
  return {
    id: review.id,
    case_id: state.id,
    workflow: state.workflow,
    status: review.status,
    role: review.role,
    title: state.title,
    subject: state.subject,
    play: plan?.play ? (workflow?.plays[plan.play]?.label ?? plan.play) : 'No plan',
    effect: review.effect,
    money_minor: money?.minor ?? null,
    money_currency: money?.currency ?? null,
    confidence: plan?.confidence ?? 0,
    asked_at: review.askedAt.toISOString(),
    expires_at: review.expiresAt?.toISOString() ?? null,
    snoozed_until: review.snoozedUntil?.toISOString() ?? null,
    claimed_by: review.claimedBy && 'id' in review.claimedBy ? review.claimedBy.id : null,
    claimed_until: review.claimedUntil?.toISOString() ?? null,
    decided_by: review.status === 'decided' && review.decidedBy ? nameOf(review.decidedBy) : null,
    decision: review.decision,
    snippet: snippetOf(state),
    why: review.says,
  };
}

/** The beginning of the newest message, without the title that stands above it anyway. */
function snippetOf(state: CaseState): string {
  const text = (state.messages.at(-1)?.text ?? '').replace(/\s+/g, ' ').trim();
  const rest = text.startsWith(state.title) ? text.slice(state.title.length).trim() : text;
  return (rest === '' ? text : rest).slice(0, SNIPPET_CHARS);
}

function biggestMoney(state: CaseState) {
  const amounts = (state.plan?.actions ?? []).flatMap(({ args }) =>
    Object.values(args).filter(
      (value): value is { minor: number; currency: string } =>
        typeof value === 'object' && value !== null && 'minor' in value && 'currency' in value,
    ),
  );
  return amounts.sort((one, other) => other.minor - one.minor)[0];
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
