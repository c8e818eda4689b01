import type { NoticeRow, ReviewRow } from '../../log/schema.ts';
import type { Workspace } from '../../workspace/schema.ts';
import { nameOf } from '../review/decide.ts';
import { yesesOf } from '../review/step.ts';
import { sayRole } from '../review/yes.ts';
import { playLabel } from '../say/words.ts';
import { isSealed, SEALED_SAYS, whySealed } from './sealed.ts';
import type { CaseState, HeldPlan, ReviewState } from './state.ts';

/** What a queue shows of a message. */
const SNIPPET_CHARS = 160;

/** A review as the queue shows it. While its plan is sealed the row holds nothing of it, for rows are read by all. */
export function reviewRow(state: CaseState, workspace: Workspace): ReviewRow {
  const { review } = state;
  if (!review) throw new Error(`case ${state.id} has no review`);
  const sealed = isSealed(state);
  const plan = sealed ? null : state.plan;
  const money = plan && biggestMoney(plan);
  return {
    id: review.id,
    case_id: state.id,
    workflow: state.workflow,
    status: review.status,
    role: review.role,
    title: state.title,
    subject: state.subject,
    play: sealed ? SEALED_SAYS : playOf(plan, state.workflow, workspace),
    effect: review.effect,
    money_minor: money?.minor ?? null,
    money_currency: money?.currency ?? null,
    confidence: plan && !isClaim(plan) ? plan.confidence : 0,
    asked_at: review.askedAt.toISOString(),
    expires_at: review.expiresAt?.toISOString() ?? null,
    snoozed_until: review.snoozedUntil?.toISOString() ?? null,
    claimed_by: review.claimedBy && 'id' in review.claimedBy ? review.claimedBy.id : null,
    claimed_until: review.claimedUntil?.toISOString() ?? null,
    decided_by: review.status === 'decided' && review.decidedBy ? nameOf(review.decidedBy) : null,
    decision: review.decision,
    snippet: snippetOf(state),
    why: sealed ? whySealed(state) : review.says,
    step: review.steps > 1 ? review.step + 1 : null,
    steps: review.steps > 1 ? review.steps : null,
    roles: rolesOf(state, review),
    sealed: review.sealed,
    remind_at: review.remindAt?.toISOString() ?? null,
  };
}

function playOf(plan: CaseState['plan'], workflow: string, workspace: Workspace): string {
  return plan?.play ? playLabel(plan.play, workspace.workflows[workflow], workspace) : 'No plan';
}

/** Of which roles somebody may decide; null where anybody may. */
function rolesOf({ ruling }: CaseState, review: ReviewState): string | null {
  const roles = yesesOf({ ...review, step: ruling?.approve[review.step] }).flat();
  return roles.length === 0 ? null : JSON.stringify([...new Set(roles)]);
}

/** What those who are asked are reminded of; undefined where nobody was. */
export function reminderRow(state: CaseState): NoticeRow | undefined {
  const { review } = state;
  if (!review?.reminded) return undefined;
  return {
    id: `${review.id}.reminder`,
    at: (review.remindAt ?? review.askedAt).toISOString(),
    workflow: state.workflow,
    kind: 'reminder',
    says: `Case ${state.id} still waits for ${sayRole(review.role)} to decide.`,
    link: `/cases/${state.id}`,
    cases: JSON.stringify([state.id]),
    roles: rolesOf(state, review) ?? '[]',
  };
}

/** The beginning of the newest message, without the title that stands above it anyway. */
function snippetOf(state: CaseState): string {
  const text = (state.messages.at(-1)?.text ?? '').replace(/\s+/g, ' ').trim();
  const rest = text.startsWith(state.title) ? text.slice(state.title.length).trim() : text;
  return (rest === '' ? text : rest).slice(0, SNIPPET_CHARS);
}

function biggestMoney({ actions }: HeldPlan) {
  const amounts = actions.flatMap(({ args }) =>
    Object.values(args).filter(
      (value): value is { minor: number; currency: string } =>
        typeof value === 'object' && value !== null && 'minor' in value && 'currency' in value,
    ),
  );
  return amounts.sort((one, other) => other.minor - one.minor)[0];
}

/** What a model or an agent from outside says of itself is a claim: in the queue a number is one that was measured. */
function isClaim({ opaque, proposal }: NonNullable<CaseState['plan']>): boolean {
  return opaque === true || proposal !== undefined;
}
