import type { Absence, Person, Review } from '../live/answers.ts';

/** Who decides whatever the role. */
const OWNER = 'owner';

export interface Decider {
  id: string;
  /** Who is away and has this person decide in their place; null where they decide for themselves. */
  instead: string | null;
}

/**
 * Who may decide a review now. The server says it where it can; else it follows from the role that is asked,
 * and from who stands in for somebody that is away.
 */
export function decidersOf(review: Review, people: Person[], away: Absence[]): Decider[] {
  const isAsked = (person: Person) => review.role === null || person.roles.includes(review.role);
  const insteadOf = (id: string) =>
    away.find(({ deputy, person }) => {
      const absent = people.find((one) => one.id === person);
      return deputy === id && absent !== undefined && isAsked(absent);
    })?.person ?? null;
  const has = (id: string) => people.some((person) => person.id === id && isAsked(person));
  const named =
    review.deciders ??
    people.filter((person) => isAsked(person) || insteadOf(person.id) !== null).map(({ id }) => id);
  return named.map((id) => ({ id, instead: has(id) ? null : insteadOf(id) }));
}

/** Whether a person may decide: as one of those, or as an owner, who may always where the server does not say. */
export function mayDecide(deciders: Decider[], review: Review, person: Person): boolean {
  if (deciders.some(({ id }) => id === person.id)) return true;
  return review.deciders === undefined && person.roles.includes(OWNER);
}
