import type { ApprovalStep } from '../../boundary/schema.ts';
import { OWNER, type Person } from '../../workspace/schema.ts';

/** What is known of a review that says whose yes it waits for. */
export interface AskedStep {
  effect: 'approve' | 'human' | 'deny';
  /** The role that is asked, or that it was handed on to; null: anybody. */
  role: string | null;
  /** The step's own people did not decide in time. */
  escalated: boolean;
  step: ApprovalStep | undefined;
}

/**
 * The yeses that a review needs, as the roles of which somebody gives each; every one is another person's. None where
 * anybody may decide. Handed on by a person or by the time, it is one yes of the role that it went to.
 */
export function yesesOf({ effect, role, escalated, step }: AskedStep): string[][] {
  if (role === null) return [];
  if (effect !== 'approve' || !step || escalated) return [[role]];
  if (step.all) return step.all.map((one) => [one]);
  const roles = step.any ?? [step.role];
  const count = step.count ?? 1;
  if (count === 1 && !roles.includes(role)) return [[role]];
  return Array.from({ length: count }, () => roles);
}

/** The roles to which a step may be handed on: its own, the one that is asked after the time, and owners. */
export function handedTo(step: ApprovalStep): string[] {
  const { role, any, all, then } = step;
  return [...new Set([...(any ?? all ?? [role]), ...(then === undefined ? [] : [then]), OWNER])];
}

/** Whether a person with these roles may decide for one of those: an owner may for every role. */
export function hasRole(person: Pick<Person, 'roles'>, roles: string[]): boolean {
  return person.roles.some((role) => role === OWNER || roles.includes(role));
}

/** The yeses that are still missing when these people have said theirs; as many as possible are counted. */
export function missingYeses(yeses: string[][], people: Pick<Person, 'roles'>[]): string[][] {
  const given = new Map<number, number>();
  // The textbook way of augmenting paths: a yes may move to another place to make room for the next.
  const place = (person: number, seen: Set<number>): boolean =>
    yeses.some((roles, at) => {
      const who = people[person];
      if (!who || seen.has(at) || !hasRole(who, roles)) return false;
      seen.add(at);
      const before = given.get(at);
      if (before !== undefined && !place(before, seen)) return false;
      given.set(at, person);
      return true;
    });
  people.forEach((_, person) => place(person, new Set()));
  return yeses.filter((_, at) => !given.has(at));
}
