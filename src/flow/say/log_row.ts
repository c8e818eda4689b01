import type { LogRow } from '../../log/schema.ts';
import { showMoney } from '../../workspace/money.ts';
import type { Workspace } from '../../workspace/schema.ts';
import { isSealed, SEALED_SAYS, whySealed } from '../case/sealed.ts';
import type { CaseState, PerformedAction } from '../case/state.ts';
import { DESK } from '../intake/schema.ts';
import { offerOf } from '../plan/fill.ts';
import { nameOf } from '../review/decide.ts';
import { strictestReason } from '../ruling/rule.ts';
import { playLabel } from './words.ts';

/** Full-text search looks through this much of a case's words. */
const SEARCH_CHARS_MAX = 4_000;

/**
 * The six fields of a case's decisions, as sentences: one row for the plan under way, and one for each step that
 * people did by hand without a plan.
 */
export function logRows(workspace: Workspace, state: CaseState): LogRow[] {
  const byHand = state.handled
    .map((handled, index) => ({ handled, index }))
    .filter(() => state.recorded)
    .map(({ handled, index }) => handledRow(workspace, state, handled, index));
  return state.plan ? [...byHand, planRow(workspace, state)] : byHand;
}

function planRow(workspace: Workspace, state: CaseState): LogRow {
  const { plan, ruling, review } = state;
  const lastHandled = state.handled.at(-1);
  const actor = review?.decidedBy ?? lastHandled?.by ?? plan?.by ?? { type: 'remit' as const };
  // An audit comes later, and does not make the decision any newer.
  const base = common(workspace, state, `${state.id}.p${state.round}`, state.closedAt ?? state.changedAt);
  if (isSealed(state)) return withSearch(state, { ...base, ...sealedFields(state) });
  return withSearch(state, {
    actor: nameOf(actor),
    play: plan?.play ?? lastHandled?.play ?? null,
    effect: ruling?.effect ?? null,
    context: contextOf(state),
    action: actionOf(workspace, state),
    boundary: ruling ? (strictestReason(ruling)?.says ?? '') : '',
    outcome: outcomeOf(state),
    ...base,
  });
}

/** What is said of a plan that nobody may see yet: the log is read by all. */
function sealedFields(state: CaseState) {
  return {
    actor: 'Remit',
    kind: null,
    play: null,
    effect: 'human',
    trigger: state.title,
    context: contextOf(state),
    action: SEALED_SAYS,
    boundary: whySealed(state),
    outcome: outcomeOf(state),
  };
}

function handledRow(
  workspace: Workspace,
  state: CaseState,
  handled: CaseState['handled'][number],
  index: number,
): LogRow {
  const play = handled.play === null ? undefined : workspace.workflows[state.workflow]?.plays[handled.play];
  const decided = handled.decision
    ? `${handled.decision}${handled.role ? ` as ${handled.role}` : ''}`
    : undefined;
  const isDesk = state.messages[0]?.from === DESK;
  return withSearch(state, {
    ...common(workspace, state, `${state.id}.h${index + 1}`, handled.at),
    actor: nameOf(handled.by),
    kind: handled.kind,
    play: handled.play,
    effect: null,
    context: handled.context ?? contextOf(state),
    action:
      [decided, play?.label ?? handled.play ?? undefined, handled.note].filter(Boolean).join(': ') ||
      'By hand',
    boundary: handled.boundary ?? (isDesk ? 'Decided by a person.' : 'Decided by a person, before Remit.'),
    rule_update: handled.rule_update ?? '',
    outcome:
      handled.minutes === undefined ? outcomeOf(state) : `${outcomeOf(state)} in ${minutes(handled.minutes)}`,
  });
}

function common(workspace: Workspace, state: CaseState, id: string, at: Date) {
  const workflow = workspace.workflows[state.workflow];
  const kind = workflow?.kinds.find(({ name }) => name === state.kind)?.label ?? state.kind;
  return {
    id,
    case_id: state.id,
    workflow: state.workflow,
    at: at.toISOString(),
    kind: state.kind,
    trigger: kind && kind !== state.title ? `${state.title} (${kind})` : state.title,
    rule_update: '',
  };
}

function withSearch(state: CaseState, row: Omit<LogRow, 'search'>): LogRow {
  const words = state.messages
    .map(({ text }) => text)
    .join(' ')
    .slice(0, SEARCH_CHARS_MAX);
  const fields = [
    row.trigger,
    row.context,
    row.action,
    row.boundary,
    row.rule_update,
    row.outcome,
    row.actor,
    state.subject,
    state.id,
  ];
  return { ...row, search: [...fields, words].join(' ') };
}

/** Which facts were used, and which were missing. */
function contextOf(state: CaseState): string {
  const facts = Object.values(state.facts ?? {});
  const known = facts.filter(({ missing }) => missing === undefined).map(({ name }) => name);
  const missing = facts.filter(({ missing }) => missing !== undefined).map(({ name }) => name);
  const parts = [
    known.length > 0 ? known.join(', ') : '',
    missing.length > 0 ? `missing: ${missing.join(', ')}` : '',
  ];
  return parts.filter((part) => part !== '').join('; ') || 'the message alone';
}

function actionOf(workspace: Workspace, state: CaseState): string {
  const done = state.actions.filter(({ key }) => state.plan?.keys.includes(key));
  if (done.length > 0) return done.map((action) => performed(workspace, action)).join('; ');
  const handled = state.handled.at(-1);
  const workflow = workspace.workflows[state.workflow];
  if (handled && !state.recorded)
    return `By hand: ${handled.play ? playLabel(handled.play, workflow) : 'something else'}`;
  if (!state.plan?.play) return 'Nothing proposed';
  return `Proposed: ${playLabel(state.plan.play, workflow, workspace)}`;
}

function performed(workspace: Workspace, action: PerformedAction): string {
  const label = offerOf(workspace, action.write)?.label ?? action.write;
  const money = action.money ? ` ${showMoney(action.money)}` : '';
  const end = {
    done: '',
    intended: ' (under way)',
    failed: ' (failed)',
    unknown: ' (not known)',
    undone: ' (taken back)',
  };
  return `${label}${money}${end[action.status]}`;
}

function outcomeOf(state: CaseState): string {
  if (state.outcome) {
    const end = state.end?.holds === true ? ', read back' : '';
    return `${state.outcome[0]?.toUpperCase()}${state.outcome.slice(1)}${end}`;
  }
  if (state.status === 'held') return state.review?.status === 'snoozed' ? 'Snoozed' : 'Waits for a person';
  if (state.status === 'unknown') return 'Not known';
  return 'Under way';
}

function minutes(count: number): string {
  return count === 1 ? '1 minute' : `${count} minutes`;
}
