import { yesesOf } from '../chain/satisfiable.ts';
import type { ApprovalStep, NotPeople } from '../schema.ts';
import { OWNER } from '../../workspace/schema.ts';

type Chain = readonly ApprovalStep[];

/**
 * Which way a chain went, for an action that both are asked for. `narrower` only where it is certain that every yes
 * which let the action through before is still needed, from the same people or fewer, in the same time or less; what
 * cannot be shown to ask for at least as much counts as `wider`. `other`: both ask for the same, in other words.
 */
export function chainDirection(before: Chain, after: Chain): 'wider' | 'narrower' | 'other' {
  if (!asksForAsMuch(after, before)) return 'wider';
  return asksForAsMuch(before, after) ? 'other' : 'narrower';
}

/** Whether whatever gets through `chain` would have got through `than` too, as far as that can be shown. */
export function asksForAsMuch(chain: Chain, than: Chain): boolean {
  // Where no step is asked, nobody's yes is enough: a person does it.
  if (chain.length === 0 || than.length === 0) return chain.length === 0;
  return isOfDifferentPeople(chain) ? coversEveryYes(chain, than) : coversInOrder(chain, than);
}

/** Nobody says yes twice in all of the chain. The first step has nobody before it. */
function isOfDifferentPeople(chain: Chain): boolean {
  return chain.slice(1).every(({ not }) => not.includes('earlier'));
}

/** One yes that is asked for: by which step, and of which roles somebody gives it. */
interface Yes {
  step: ApprovalStep;
  roles: string[];
}

function yesesIn(steps: Chain): Yes[] {
  return steps.flatMap((step) => yesesOf(step).map((roles) => ({ step, roles })));
}

/** Each yes of `than` has one of its own in `chain`: an assignment, found along alternating paths. */
function coversEveryYes(chain: Chain, than: Chain): boolean {
  const [given, wanted] = [yesesIn(chain), yesesIn(than)];
  const takenBy = new Map<Yes, Yes>();
  const place = (yes: Yes, seen: Set<Yes>): boolean =>
    given.some((each) => {
      if (seen.has(each) || !covers(each, yes)) return false;
      seen.add(each);
      const holder = takenBy.get(each);
      if (holder && !place(holder, seen)) return false;
      takenBy.set(each, yes);
      return true;
    });
  return wanted.every((yes) => place(yes, new Set()));
}

/** Where somebody may say yes twice, steps are held against each other one by one, in their order. */
function coversInOrder(chain: Chain, than: Chain): boolean {
  let at = 0;
  return than.every((step) => {
    while (at < chain.length) {
      const each = chain[at++]!;
      if ((!step.not.includes('earlier') || each.not.includes('earlier')) && coversEveryYes([each], [step]))
        return true;
    }
    return false;
  });
}

/** Whether who gives one yes could have given the other, no later and with no weaker exclusion. */
function covers({ step, roles }: Yes, yes: Yes): boolean {
  const mayGive = (role: string) => role === OWNER || yes.roles.includes(role);
  const excludes = (who: NotPeople) => !yes.step.not.includes(who) || step.not.includes(who);
  return (
    roles.every(mayGive) &&
    excludes('requester') &&
    excludes('planner') &&
    isAsSoon(step, yes.step) &&
    passesOnAsStrictly(step, yes.step, mayGive)
  );
}

function isAsSoon(step: ApprovalStep, than: ApprovalStep): boolean {
  if (than.withinMs === undefined) return true;
  if (step.withinMs === undefined || step.withinMs > than.withinMs) return false;
  return than.hours === 'business' || step.hours !== 'business';
}

/** Once the time is over, one yes of those who are asked then is enough, and there is no further deadline. */
function passesOnAsStrictly(
  step: ApprovalStep,
  than: ApprovalStep,
  mayGive: (role: string) => boolean,
): boolean {
  if (step.then === undefined) return true;
  if (than.then === undefined) return false;
  const isSameTime = step.withinMs === than.withinMs && step.hours === than.hours;
  const asks = yesesOf(than).length;
  if (asks > 1) return isSameTime && step.then === than.then && yesesOf(step).length === asks;
  return mayGive(step.then) || (isSameTime && step.then === than.then);
}
