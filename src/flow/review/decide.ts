import { AppError } from '../../runtime/errors.ts';
import type { Person } from '../../workspace/schema.ts';
import type { Actor } from '../../log/schema.ts';
import type { Plan } from '../plan/schema.ts';
import type { Decision, Seen } from './schema.ts';
import { handedTo } from './step.ts';
import { mayDecideStep, type Purpose, type Standing } from './who.ts';

/** What a door hands in: a decision, bound to the plan that was on the screen. */
export interface DecisionGiven {
  plan: string;
  decision: Decision;
  kind?: string | undefined;
  play?: string | undefined;
  inputs?: Record<string, unknown> | undefined;
  because?: string | undefined;
  reason?: string | undefined;
  until?: string | undefined;
  role?: string | undefined;
  took_ms?: number | undefined;
  seen?: Seen | undefined;
}

/** What is known of the review that the person decides. */
export interface ReviewAtHand extends Standing {
  review: Standing['review'] & {
    id: string;
    status: 'open' | 'claimed' | 'snoozed' | 'decided' | 'expired';
    expiresAt: Date | null;
    claimedBy: Actor | null;
    claimedUntil: Date | null;
    decidedBy: Actor | null;
    decision: string | null;
    sealed: boolean;
    runs: boolean;
  };
  plan: Standing['plan'] & { digest: string };
}

/**
 * Whether this person may make this decision on this review now, and in whose place. Throws an `AppError` that says
 * why not: `conflict` when somebody else was first or the plan changed, `forbidden` when it is not theirs to decide.
 */
export function mayDecide(
  atHand: ReviewAtHand,
  person: Person,
  given: DecisionGiven,
  now: Date,
): { for?: Person } {
  const { review, plan } = atHand;
  if (review.status === 'decided') throw tooLate(review.decidedBy, review.decision);
  if (review.status === 'expired' || (review.expiresAt && review.expiresAt <= now)) {
    throw new AppError('conflict', 'This review has expired. Nothing was done.', {
      suggestion: 'Open the case: it was asked again.',
    });
  }
  if (review.claimedBy && heldByAnother(review, person, now)) {
    throw new AppError('conflict', `${nameOf(review.claimedBy)} is working on this.`, {
      suggestion: 'Wait for the claim to lapse, or ask them.',
    });
  }
  // A sealed plan is on no screen, so the review alone is what the decision is bound to.
  const isUnseen = review.sealed && given.plan === '';
  if (!isUnseen && given.plan !== plan.digest) {
    throw new AppError('conflict', 'The plan changed while you were reading.', {
      suggestion: 'Look at the new plan, then decide.',
      path: 'plan',
    });
  }
  if (given.decision === 'snooze') return {};
  if (given.decision === 'escalate') {
    mayHandOn(atHand, given.role);
    return {};
  }
  mayBeRun(atHand, given.decision);
  const may = mayDecideStep(atHand, person, given.decision);
  if (!may.ok) throw new AppError('forbidden', may.says, { suggestion: may.suggestion });
  if (given.decision === 'approve') mayBeApproved(atHand);
  return may.for ? { for: may.for } : {};
}

/** Somebody else was first, and the second hears who. */
export function tooLate(by: Actor | null, decision: string | null): AppError {
  const what = decision === 'handled' ? 'did it by hand' : `decided ${decision}`;
  return new AppError('conflict', `${nameOf(by)} was first and ${what}.`, {
    suggestion: 'Nothing is left to decide here.',
  });
}

/** Who may not approve a step may not hand it to those who may not either. */
function mayHandOn({ review, steps }: ReviewAtHand, role: string | undefined): void {
  const step = review.effect === 'approve' ? steps[review.step] : undefined;
  if (!step || role === undefined || handedTo(step).includes(role)) return;
  const roles = handedTo(step).join(', ');
  throw new AppError('forbidden', `The boundary does not let ${role} decide this step.`, {
    path: 'role',
    suggestion: `It may be handed to ${roles}.`,
  });
}

/** A plan that is hidden is neither approved nor rejected, and in a stage without actions nothing is run. */
function mayBeRun({ review }: ReviewAtHand, decision: Purpose): void {
  if (!review.runs && decision !== 'reject') {
    throw new AppError('forbidden', 'In this stage people do the work, so nothing is run from here.', {
      suggestion: 'Do it, and record what you did.',
    });
  }
  if (review.sealed && decision !== 'edit') {
    throw new AppError('forbidden', 'The plan is sealed until you have decided by yourself.', {
      suggestion: 'Say what you did, or choose what to do.',
    });
  }
}

function mayBeApproved({ review }: ReviewAtHand): void {
  if (review.effect === 'deny') {
    throw new AppError('forbidden', 'The boundary denies this plan, so nobody can approve it.', {
      suggestion: 'Edit it, reject it, or do it by hand.',
    });
  }
  if (review.effect === 'human') {
    throw new AppError('forbidden', 'A person does this work, so there is nothing to approve.', {
      suggestion: 'Choose what to do with edit, or do it by hand.',
    });
  }
}

export function heldByAnother(
  review: { claimedBy: Actor | null; claimedUntil: Date | null },
  person: Person,
  now: Date,
): boolean {
  if (!review.claimedBy || !review.claimedUntil || review.claimedUntil <= now) return false;
  return !isPerson(review.claimedBy, person);
}

export function isPerson(actor: Actor, person: Person): boolean {
  return actor.type === 'person' && actor.id === person.id;
}

export function nameOf(actor: Actor | null): string {
  if (actor === null) return 'Somebody';
  switch (actor.type) {
    case 'person':
      return actor.name ?? actor.id;
    case 'agent':
    case 'outside':
      return actor.id;
    case 'remit':
      return 'Remit';
  }
}

/** What an edit changed, by name: `play`, `kind`, `inputs.amount`. */
export function changesOf(
  before: Pick<Plan, 'kind' | 'play' | 'inputs'>,
  after: Pick<Plan, 'kind' | 'play' | 'inputs'>,
): string[] {
  const changed: string[] = [];
  if (before.kind !== after.kind) changed.push('kind');
  if (before.play !== after.play) return [...changed, 'play'];
  const names = new Set([...Object.keys(before.inputs), ...Object.keys(after.inputs)]);
  for (const name of names) {
    if (JSON.stringify(before.inputs[name]) !== JSON.stringify(after.inputs[name]))
      changed.push(`inputs.${name}`);
  }
  return changed;
}

export function actorOf(person: Person): Actor {
  return { type: 'person', id: person.id, name: person.name };
}
