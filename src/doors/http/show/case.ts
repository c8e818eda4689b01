import type { z } from 'zod';
import type { Action } from '../../../boundary/schema.ts';
import type { UndoOffer } from '../../../flow/action/undo.ts';
import { isSealed, whySealed } from '../../../flow/case/sealed.ts';
import type { CaseState, PerformedAction, ReviewState } from '../../../flow/case/state.ts';
import type { Actor } from '../../../log/schema.ts';
import { showMoney } from '../../../workspace/money.ts';
import type { Workflow, Workspace } from '../../../workspace/schema.ts';
import type { CaseAnswer, PerformedAnswer } from '../contract.ts';
import { showChain } from './chain.ts';
import { showChecked } from './checked.ts';
import { scopeOf, showFacts, showMessages } from './facts.ts';
import { showKeys } from './keys.ts';
import { showPlan, showPlays, type DecidedAt } from './plan.ts';
import { showRevealed } from './revealed.ts';
import { isoOrNull, kindLabel, moneyOf, sayAction, writeLabel } from '../../../flow/say/words.ts';

type CaseShown = z.output<typeof CaseAnswer>;
type PerformedShown = z.output<typeof PerformedAnswer>;

/** What the page of a case needs beside its state; all of it was read before. */
export interface CaseContext {
  workspace: Workspace;
  workflow: Workflow;
  now: Date;
  /** Who is away → who stands in. */
  away: Record<string, string>;
  undo: (action: PerformedAction) => UndoOffer;
  earlier: CaseShown['earlier'];
  decidedAt: DecidedAt;
}

/** One case as the desk shows it: message, facts, plan with its ruling, review, actions. */
export function showCase(state: CaseState, context: CaseContext): CaseShown {
  const { workspace, workflow, now } = context;
  const sealed = isSealed(state);
  const plan = sealed ? null : state.plan;
  return {
    id: state.id,
    workflow: state.workflow,
    workflow_label: workflow.label,
    version: state.version,
    subject: state.subject,
    title: state.title,
    // What an agent planned unseen stays unseen, its kind too, until a person has decided.
    kind: sealed ? null : state.kind,
    kind_label: sealed ? null : kindLabel(state.kind, workflow),
    status: shownStatus(state, now),
    step: stepOf(state),
    outcome: state.outcome,
    reworked: state.reworked,
    opened_at: state.openedAt.toISOString(),
    closed_at: isoOrNull(state.closedAt),
    messages: showMessages(state, workflow),
    facts: showFacts(state, workflow, workspace, now),
    plan: plan && showPlan({ plan, ruling: state.ruling }, workflow, workspace, context.decidedAt),
    keys: plan && showKeys(state),
    review: state.review && {
      ...showReview(state.review, now),
      ...showChain(state, context),
      ...(sealed ? { says: whySealed(state) } : {}),
    },
    stopped_by: state.stoppedBy,
    held_by: state.heldBy && {
      system: state.heldBy.system,
      label: workspace.systems[state.heldBy.system]?.label ?? state.heldBy.system,
      since: state.heldBy.since.toISOString(),
      says: state.notes.at(-1)?.says ?? '',
    },
    rollout: state.ruling?.rollout
      ? { stage: state.ruling.rollout.stage, cohort: state.ruling.rollout.cohort }
      : null,
    revealed: showRevealed(state, workflow, workspace),
    checked: showChecked(state, workflow, workspace),
    performed: state.actions.map((action) => showPerformed(action, context)),
    earlier: context.earlier,
    plays: showPlays(workspace, workflow, scopeOf(state, workflow, workspace), plan?.play ?? null),
    kinds: workflow.kinds,
    roles: workspace.roles,
  };
}

function shownStatus(state: CaseState, now: Date): CaseShown['status'] {
  const isUnderWay = state.status === 'open' || state.status === 'acting';
  if (isUnderWay && state.stoppedBy !== null) return 'stopped';
  const waits = state.status === 'open' && state.waitUntil !== null && state.waitUntil > now;
  return waits ? 'waiting' : state.status;
}

/** The step that is under way, in the design's words; the note of a wait tells more. */
function stepOf(state: CaseState): string {
  if (state.status === 'closed') return 'outcome';
  if (state.status === 'unknown' || state.status === 'acting') return 'action';
  if (state.status === 'held') return 'review';
  if (!state.facts) return 'context';
  return state.plan ? 'ruling' : 'plan';
}

function showReview(review: ReviewState, now: Date): NonNullable<CaseShown['review']> {
  // A claim lapses by itself, without an entry.
  const lapsed = review.status === 'claimed' && review.claimedUntil !== null && review.claimedUntil <= now;
  const holder = lapsed ? null : review.claimedBy;
  return {
    id: review.id,
    status: lapsed ? 'open' : review.status,
    effect: review.effect,
    role: review.role,
    says: review.says,
    asked_at: review.askedAt.toISOString(),
    expires_at: isoOrNull(review.expiresAt),
    claimed_by: holder && idOf(holder),
    claimed_until: holder && isoOrNull(review.claimedUntil),
    snoozed_until: isoOrNull(review.snoozedUntil),
    decided_by: review.decidedBy && idOf(review.decidedBy),
    decision: review.decision,
    sealed: review.sealed,
    runs: review.runs,
    step: review.step,
    remind_at: review.reminded ? null : isoOrNull(review.remindAt),
    chain: [],
  };
}

/** People are named by their id, which the console turns into the name. */
function idOf(actor: Actor): string {
  return actor.type === 'remit' ? 'remit' : actor.id;
}

function showPerformed(action: PerformedAction, { workspace, undo }: CaseContext): PerformedShown {
  const offer = undo(action);
  return {
    key: action.key,
    write: action.write,
    label: writeLabel(action.write, workspace),
    args: action.args,
    status: action.status,
    says: sayPerformed(action, workspace),
    money: action.money,
    at: action.intendedAt.toISOString(),
    done_at: isoOrNull(action.doneAt),
    by: action.by,
    undo: offer.ok
      ? {
          write: offer.action.write,
          label: offer.label,
          says: sayUndo(offer.action, offer.label, workspace),
          until: isoOrNull(offer.until),
        }
      : null,
    undo_not: offer.ok ? null : offer.says,
  };
}

function sayUndo(action: Action, label: string, workspace: Workspace): string {
  const money = moneyOf(action.write, action.args, workspace);
  return `${label}${money ? ` (${showMoney(money, workspace.locale)})` : ''} takes it back.`;
}

function sayPerformed(action: PerformedAction, workspace: Workspace): string {
  const what = sayAction(action.write, action.money, workspace);
  const detail = action.says === '' ? '' : ` ${action.says}`;
  switch (action.status) {
    case 'intended':
      return `${what} is being done.`;
    case 'done':
      return `${what} was done.`;
    case 'failed':
      return `${what} was not done.${detail}`;
    case 'unknown':
      return `It is not known whether ${what} was done.${detail}`;
    case 'undone':
      return `${what} was done and taken back.`;
  }
}
