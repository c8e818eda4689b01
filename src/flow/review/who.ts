import type { Actor } from '../../log/schema.ts';
import { isRequester, type Requester } from '../../people/requester.ts';
import type { Person } from '../../workspace/schema.ts';
import type { ApprovalStep } from '../ruling/schema.ts';
import { hasRole, missingYeses, yesesOf, type AskedStep } from './step.ts';
import type { z } from 'zod';

/** What decides who may say yes to a step: the review, the plan's people, and everybody who works here. */
export interface Standing {
  review: Pick<AskedStep, 'effect' | 'role' | 'escalated'> & {
    step: number;
    approvals: { step: number; by: Actor; for?: string | undefined }[];
  };
  plan: { by: Actor; editedBy?: Actor };
  steps: z.output<typeof ApprovalStep>[];
  people: Person[];
  /** Who is away → who stands in. */
  away: Record<string, string>;
  requester: Requester | undefined;
}

/** Whether somebody may, and in whose place; else a sentence that says why not. */
export type May = { ok: true; for?: Person } | { ok: false; says: string; suggestion: string };
export type Purpose = 'approve' | 'edit' | 'reject';

/**
 * Whether a person may decide the step that is asked: by a role of their own, or in the place of somebody who is away
 * and named them. Whoever stands in for a stand-in decides nothing, and whom the chain bars stays barred in both ways.
 */
export function mayDecideStep(standing: Standing, person: Person, purpose: Purpose): May {
  const own = mayAs(standing, person, person, purpose);
  if (own.ok) return own;
  const absent = standing.people.filter(({ id }) => id !== person.id && standing.away[id] === person.id);
  for (const other of absent) {
    if (mayAs(standing, person, other, purpose).ok) return { ok: true, for: other };
  }
  return own;
}

/** Ids of the people who may decide now. */
export function deciders(standing: Standing): string[] {
  const purpose = standing.review.effect === 'approve' ? 'approve' : 'edit';
  return standing.people.filter((person) => mayDecideStep(standing, person, purpose).ok).map(({ id }) => id);
}

/**
 * Whether anybody could decide the next step of the chain if this person said yes now. A chain that ran dry would wait
 * for ever, so a yes that leaves nobody is better given by somebody else.
 */
export function leavesSomebody(standing: Standing, person: Person, standsFor?: Person): boolean {
  const { review, steps } = standing;
  const next = review.step + 1;
  const step = steps[next];
  // Where others are asked after a time, it does not end here.
  if (!step || step.then !== undefined) return true;
  const by: Actor = { type: 'person', id: person.id, name: person.name };
  const yes = { step: review.step, by, ...(standsFor ? { for: standsFor.id } : {}) };
  const approvals = [...review.approvals, yes];
  const asked = { effect: 'approve' as const, role: step.role, escalated: false, step: next, approvals };
  return deciders({ ...standing, review: asked }).length > 0;
}

/** The yeses that the step still misses, counted by the roles that people have now. */
export function stillMissing(standing: Standing, more: Person[] = []): string[][] {
  const { review, people } = standing;
  const said = review.approvals
    .filter(({ step }) => step === review.step)
    .flatMap((yes) => people.find(({ id }) => id === (yes.for ?? idOf(yes.by))) ?? []);
  return missingYeses(yesesOf(askedOf(standing)), [...said, ...more]);
}

export function askedOf({ review, steps }: Pick<Standing, 'review' | 'steps'>): AskedStep {
  return { ...review, step: steps[review.step] };
}

function mayAs(standing: Standing, person: Person, as: Person, purpose: Purpose): May {
  const yeses = yesesOf(askedOf(standing));
  const roles = [...new Set(yeses.flat())];
  if (yeses.length > 0 && !hasRole(as, roles)) {
    const says = `${capital(article(roles.join(' or ')))} decides this; ${as.name} is ${as.roles.join(', ')}.`;
    return { ok: false, says, suggestion: `Hand it over to ${article(roles.join(' or '))}.` };
  }
  if (purpose === 'reject') return { ok: true, ...(as === person ? {} : { for: as }) };
  const barred = new Set([person, as]);
  for (const one of barred) {
    const why = whyBarred(standing, one, purpose);
    if (why !== undefined) return { ok: false, says: why, suggestion: 'Hand it over to somebody else.' };
  }
  if (purpose === 'approve' && yeses.length > 1 && !fills(standing, as)) {
    const missing = stillMissing(standing).map((wanted) => wanted.join(' or '));
    const says = `This step still waits for ${[...new Set(missing)].map(article).join(' and ')}.`;
    return { ok: false, says, suggestion: 'Leave it to them.' };
  }
  return { ok: true, ...(as === person ? {} : { for: as }) };
}

function fills(standing: Standing, person: Person): boolean {
  return stillMissing(standing, [person]).length < stillMissing(standing).length;
}

/** Why somebody may not say yes although they have the role: what the chain says of them, and what they did before. */
function whyBarred(standing: Standing, person: Person, purpose: Purpose): string | undefined {
  const { review, plan, steps, requester } = standing;
  const asked = review.effect === 'approve' ? steps[review.step] : undefined;
  // What a person is asked to do is still bound by what the chain forbids.
  const not = new Set(asked ? asked.not : steps.flatMap((step) => step.not));
  const isOf = (actor: Actor | undefined) => actor?.type === 'person' && actor.id === person.id;
  if (not.has('requester') && isRequester(requester, person))
    return `${person.name} asked for it, and who asks may not approve it.`;
  if (not.has('planner') && (isOf(plan.by) || (purpose === 'approve' && isOf(plan.editedBy))))
    return 'Who planned it may not approve it.';
  if (purpose !== 'approve' || !asked) return undefined;
  const said = review.approvals.filter((yes) => isOf(yes.by) || yes.for === person.id);
  if (said.some(({ step }) => step === review.step))
    return `${person.name} has said yes to this step already.`;
  if (not.has('earlier') && said.some(({ step }) => step < review.step))
    return `${person.name} approved an earlier step, and nobody approves two.`;
  return undefined;
}

function idOf(actor: Actor): string {
  return actor.type === 'person' ? actor.id : '';
}

function article(role: string): string {
  return `${/^[aeiou]/i.test(role) ? 'an' : 'a'} ${role}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
