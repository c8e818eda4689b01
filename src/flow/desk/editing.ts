import { AppError } from '../../runtime/errors.ts';
import { sayBeingDone } from '../brake.ts';
import type { Person } from '../../workspace/schema.ts';
import { askOn, clearances, labelOf, reviewOf, type Base, type Came } from './chain.ts';
import { chainFor, edited, mayBeEdited } from './edit.ts';
import { freshenPerhaps } from './fresh.ts';
import { plannedActions } from '../plan/fill.ts';
import { actorOf, changesOf, type DecisionGiven } from '../review/decide.ts';
import { mayDecideStep, stillMissing, type Standing } from '../review/who.ts';
import { sayRole } from '../review/yes.ts';
import { strictestReason } from '../ruling/rule.ts';
import type { RuledBody } from '../ruling/schema.ts';
import { atHand } from './standing.ts';
import { planOf, ruleNow } from '../steps.ts';
import { REMIT, type Walk } from '../walk.ts';

type Ruled = Omit<RuledBody, 'clearances'>;

/**
 * A person changes the plan. What they may approve alone runs; anything else goes up the chain, where their own yes
 * counts for the first step if they may give it.
 */
export async function decideEdit(
  walk: Walk,
  person: Person,
  given: DecisionGiven,
  { base, hidden }: Base,
): Promise<Came> {
  if (given.play === undefined) throw new AppError('invalid', 'An edit names a play.', { path: 'play' });
  await freshenPerhaps(walk);
  const { plan, problems } = edited(walk, { kind: given.kind, play: given.play, inputs: given.inputs ?? {} });
  const [problem] = problems;
  if (problem) throw new AppError('invalid', problem.says, { path: problem.path });
  const ruled = await ruleNow(walk, plan, problems);
  mayBeEdited(walk, ruled);
  const review = reviewOf(walk);
  const { kind, play, inputs, actions } = plan;
  const body = {
    ...base,
    kind,
    play,
    actions: plannedActions(walk.workspace, actions),
    edited: plan.digest,
    changed: changesOf(planOf(walk), plan),
  };
  const parts = { ...hidden, inputs, actions };
  const left = leftOf(walk, person, chainFor(ruled), review);
  if (!left) {
    const leave = clearances(walk, plan.digests, review.id);
    walk.add('review.decided', actorOf(person), { ...body, clearances: leave }, parts);
    return `Approved with changes. ${await sayBeingDone(walk, labelOf(walk, play))}`;
  }
  return goUp(walk, person, { ruled, left }, () =>
    walk.add('review.decided', actorOf(person), { ...body, ...(left.counts && { step: 0 }) }, parts),
  );
}

/** What is left of a chain after the one who edited: the step to ask next, and whose yes their edit was, if any. */
interface Left {
  step: number;
  counts?: Person;
}

/** Undefined where nobody else must agree. */
function leftOf(
  walk: Walk,
  person: Person,
  steps: RuledBody['approve'],
  { escalated, role }: Pick<Standing['review'], 'escalated' | 'role'>,
): Left | undefined {
  const [first] = steps;
  if (!first) return undefined;
  const { state, workspace, workflow, world } = walk;
  const known = atHand(state, { workspace, workflow, away: world.away() });
  if (!known) throw new Error(`case ${state.id} has no review`);
  // Those who were asked in the place of others who did not decide in time are still asked in their place.
  const instead = escalated && first.then !== undefined && first.then === role;
  const asked = { effect: 'approve' as const, role: instead ? first.then! : first.role, escalated: instead };
  const { editedBy: _, ...plan } = known.plan;
  const standing: Standing = { ...known, plan, steps, review: { ...asked, step: 0, approvals: [] } };
  const may = mayDecideStep(standing, person, 'approve');
  if (!may.ok) return { step: 0 };
  const counts = may.for ?? person;
  if (stillMissing(standing, [counts]).length > 0) return { step: 0, counts };
  return steps.length > 1 ? { step: 1, counts } : undefined;
}

/** The edited plan is ruled in the log and asked for; nothing runs before those whom the chain names have agreed. */
function goUp(
  walk: Walk,
  person: Person,
  { ruled, left }: { ruled: Ruled; left: Left },
  decide: () => void,
): Came {
  const { id } = reviewOf(walk);
  decide();
  walk.add('ruled', REMIT, { ...ruled, clearances: [], again: true });
  const says = strictestReason(ruled)?.says ?? `${person.name} changed it.`;
  const covers = ruled.effect === 'human' ? ('human' as const) : null;
  const at = walk.world.now().toISOString();
  const yes = { review: id, step: 0, by: actorOf(person), at };
  const inPlaceOf = left.counts && left.counts !== person ? { for: left.counts.id } : {};
  const approved = left.counts ? [{ ...yes, ...inPlaceOf }] : [];
  askOn(walk, { says, covers }, left.step, approved);
  const role = ruled.approve[left.step]?.role ?? null;
  return `Changed. It goes to ${sayRole(role)}; nothing is done before they agree.`;
}
