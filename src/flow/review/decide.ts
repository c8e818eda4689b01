import { AppError } from '../../runtime/errors.ts';
import { OWNER, type Person } from '../../workspace/schema.ts';
import type { Actor } from '../../log/schema.ts';
import type { Plan } from '../plan/schema.ts';
import type { ApprovalStep } from '../ruling/schema.ts';
import type { z } from 'zod';
import type { Decision } from './schema.ts';

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
}

/** What is known of the review that the person decides. */
export interface ReviewAtHand {
  effect: 'approve' | 'human' | 'deny';
  role: string | null;
  status: 'open' | 'claimed' | 'snoozed' | 'decided' | 'expired';
  expiresAt: Date | null;
  claimedBy: Actor | null;
  claimedUntil: Date | null;
  decidedBy: Actor | null;
  decision: string | null;
  plan: Pick<Plan, 'play' | 'agent'> & { digest: string; by: Actor };
  steps: z.output<typeof ApprovalStep>[];
}

/**
 * Whether this person may make this decision on this review now. Throws an `AppError` that says why not:
 * `conflict` when somebody else was first or the plan changed, `forbidden` when it is not theirs to decide.
 */
export function mayDecide(review: ReviewAtHand, person: Person, given: DecisionGiven, now: Date): void {
  if (review.status === 'decided') {
    const who = nameOf(review.decidedBy);
    const what = review.decision === 'handled' ? 'did it by hand' : `decided ${review.decision}`;
    throw new AppError('conflict', `${who} was first and ${what}.`, {
      suggestion: 'Nothing is left to decide here.',
    });
  }
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
  if (given.plan !== review.plan.digest) {
    throw new AppError('conflict', 'The plan changed while you were reading.', {
      suggestion: 'Look at the new plan, then decide.',
      path: 'plan',
    });
  }
  if (given.decision === 'snooze' || given.decision === 'escalate') return;
  mayRun(review, person, given);
}

function mayRun(review: ReviewAtHand, person: Person, given: DecisionGiven): void {
  if (review.role && !person.roles.includes(review.role) && !person.roles.includes(OWNER)) {
    const says = `A ${review.role} decides this; ${person.name} is ${person.roles.join(', ')}.`;
    throw new AppError('forbidden', says, { suggestion: `Hand it over to a ${review.role}.` });
  }
  if (given.decision === 'reject') return;
  // Handed on to a role outside the chain, a review is still bound by what the chain forbids.
  const own = review.steps.filter(({ role }) => role === review.role);
  const steps = own.length > 0 ? own : review.steps;
  if (steps.some(({ not }) => not.includes('planner')) && isPerson(review.plan.by, person)) {
    throw new AppError('forbidden', 'Who planned it may not approve it.', {
      suggestion: 'Hand it over to somebody else.',
    });
  }
  if (given.decision !== 'approve') return;
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
  review: Pick<ReviewAtHand, 'claimedBy' | 'claimedUntil'>,
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
