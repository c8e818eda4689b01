import { OWNER } from '../../workspace/schema.ts';
import type { ApprovalStep, NotPeople, Vocabulary } from '../schema.ts';
import { joined } from '../say/words.ts';

type People = NonNullable<Vocabulary['people']>;

/** Why a chain cannot be gone through to its end: the step (from 0) and a sentence. */
export interface Stuck {
  step: number;
  says: string;
}

/** Tries of an assignment; beyond them a chain is taken to be satisfiable rather than refused without a proof. */
const TRIES_MAX = 50_000;

/** Somebody who is left out of the steps that may not be decided by the requester, or by the planner. */
interface Without {
  who: NotPeople;
  id: string;
}

/** One yes that a step needs: who may give it, and whether they must have decided no earlier step. */
interface Slot {
  step: number;
  people: string[];
  fresh: boolean;
}

/** The yeses that a step needs, as the roles of which somebody gives each. */
export function yesesOf({ role, any, all, count = 1 }: ApprovalStep): string[][] {
  if (all) return all.map((one) => [one]);
  return Array.from({ length: count }, () => any ?? [role]);
}

/** Whether somebody with these roles may decide for one of those: an owner may decide for every role. */
export function decidesFor(person: { roles: string[] }, roles: string[]): boolean {
  return person.roles.some((role) => role === OWNER || roles.includes(role));
}

/**
 * The first step that nobody can satisfy, with every `when` taken to apply: each yes of a step is another person's,
 * and with `not: earlier` none of those who decided before. Undefined where people exist for the whole chain.
 */
export function stuckAt(steps: ApprovalStep[], people: People): Stuck | undefined {
  for (let last = 0; last < steps.length; last++) {
    if (!isSatisfiable(steps.slice(0, last + 1), people))
      return { step: last, says: whyNot(steps, last, people) };
  }
  return undefined;
}

/** Where one person's being the requester or the planner leaves a chain with nobody to decide it. */
export function stuckWithout(
  steps: ApprovalStep[],
  people: People,
  who: NotPeople,
): (Stuck & { names: string[] })[] {
  const barred = steps.some(({ not }) => not.includes(who));
  if (!barred || stuckAt(steps, people)) return [];
  const byStep = new Map<number, string[]>();
  const slots = slotsOf(steps, people);
  const needed = new Set(
    slots.filter((slot) => slot.people.length <= slots.length).flatMap((slot) => slot.people),
  );
  for (const person of people.filter(({ id }) => needed.has(id))) {
    const without = steps.findIndex(
      (_, last) => !isSatisfiable(steps.slice(0, last + 1), people, { who, id: person.id }),
    );
    if (without >= 0) byStep.set(without, [...(byStep.get(without) ?? []), person.id]);
  }
  return [...byStep].map(([step, names]) => ({ step, names, says: sayWithout(step, names, who) }));
}

function slotsOf(steps: ApprovalStep[], people: People, without?: Without): Slot[] {
  return steps.flatMap((step, index) => {
    const barred = without && step.not.includes(without.who) ? without.id : undefined;
    return yesesOf(step).map((roles): Slot => {
      const may = people
        .filter((person) => person.id !== barred && decidesFor(person, roles))
        .map(({ id }) => id);
      return { step: index, people: may, fresh: step.not.includes('earlier') };
    });
  });
}

function isSatisfiable(steps: ApprovalStep[], people: People, without?: Without): boolean {
  const slots = slotsOf(steps, people, without);
  if (slots.some((slot) => slot.people.length === 0)) return false;
  // Whoever can be found among more people than there are yeses never stands in another's way.
  const scarce = slots.filter((slot) => slot.people.length < slots.length);
  return assign(scarce, 0, [], { tries: 0 });
}

/**
 * Backtracking over the yeses in order; people who decided before are tried first, for they take nothing from others.
 * Of people who could give the same yeses and gave the same so far only one is tried.
 */
function assign(
  slots: Slot[],
  at: number,
  chosen: { step: number; id: string }[],
  work: { tries: number },
): boolean {
  const slot = slots[at];
  if (!slot || (work.tries += 1) > TRIES_MAX) return true;
  const stepsOf = (id: string) => chosen.filter((one) => one.id === id).map(({ step }) => step);
  const inOrder = slot.people
    .map((id) => ({ id, before: stepsOf(id) }))
    .filter(({ before }) => !before.includes(slot.step) && !(slot.fresh && before.length > 0))
    .sort((one, other) => other.before.length - one.before.length);
  const tried = new Set<string>();
  return inOrder.some(({ id, before }) => {
    const kind = `${slots.map(({ people }) => (people.includes(id) ? 1 : 0)).join('')} ${before.join(' ')}`;
    if (tried.has(kind)) return false;
    tried.add(kind);
    return assign(slots, at + 1, [...chosen, { step: slot.step, id }], work);
  });
}

function whyNot(steps: ApprovalStep[], at: number, people: People): string {
  const step = steps[at];
  if (!step) throw new Error(`a chain of ${steps.length} steps has no step ${at}`);
  const may = people.filter((person) => decidesFor(person, yesesOf(step).flat()));
  const names =
    may.length === 0
      ? 'nobody'
      : `only ${joined(
          may.map(({ id }) => id),
          'and',
        )}`;
  const alone = isSatisfiable([step], people);
  const earlier = alone ? ', and whoever decides an earlier step may not decide this one' : '';
  return `nobody can satisfy step ${at + 1}: it takes ${sayNeed(step)}, ${names} may decide it${earlier}`;
}

/** "two different people with the role finance", "one of each of finance and legal". */
function sayNeed({ role, any, all, count = 1 }: ApprovalStep): string {
  if (all) return `one person each of ${joined(all, 'and')}`;
  const roles = joined(any ?? [role], 'or');
  return count === 1 ? `somebody with the role ${roles}` : `${count} different people with the role ${roles}`;
}

function sayWithout(step: number, names: string[], who: NotPeople): string {
  const did = who === 'requester' ? 'asked for it' : 'planned it';
  return `where ${joined(names, 'or')} ${did}, nobody is left for step ${step + 1}`;
}
