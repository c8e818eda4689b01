import { AppError } from '../runtime/errors.ts';
import type { Actor } from '../log/schema.ts';
import type { Person } from '../workspace/schema.ts';
import type { CaseState, HeldPlan, ReviewState } from './case/state.ts';
import { edited, mayRunEdited } from './edit.ts';
import { plannedActions } from './plan/fill.ts';
import { changesOf, heldByAnother, mayDecide, nameOf, type DecisionGiven } from './review/decide.ts';
import { clear } from './ruling/cleared.ts';
import type { RuledBody } from './ruling/schema.ts';
import { ruleNow } from './steps.ts';
import { load, Walk } from './walk.ts';
import { CLAIM_MS, REVIEWED_CLEARANCE_MS, type World } from './world.ts';

/** What a verb of the desk answers: the case, how far it is now, and a sentence for the person. */
export interface DeskAnswer {
  case: string;
  version: number;
  says: string;
}

/** A decision may lose the race for the head a few times: to a claim, an event, a worker. */
export const RACES_MAX = 10;

/** Takes a held plan, so that nobody else works on it. Nothing happens when somebody else has it. */
export async function claim(world: World, person: Person, review: string) {
  for (let race = 0; race < RACES_MAX; race++) {
    const walk = new Walk(world, await load(world, caseOf(review)));
    const held = openReview(walk.state, review);
    if (heldByAnother(held, person, world.now())) {
      return { claimed: false, by: nameOf(held.claimedBy), until: held.claimedUntil };
    }
    const until = new Date(world.now().getTime() + CLAIM_MS);
    walk.add('review.claimed', actorOf(person), { review, until: until.toISOString() });
    const done = await walk.commit(false);
    if (done.ok) return { claimed: true, by: person.name, until };
  }
  throw busy();
}

/** Decides a review: approve, edit, reject, escalate or snooze. Bound to the plan's digest, and single use. */
export async function decide(
  world: World,
  person: Person,
  review: string,
  given: DecisionGiven,
): Promise<DeskAnswer> {
  for (let race = 0; race < RACES_MAX; race++) {
    const walk = new Walk(world, await load(world, caseOf(review)));
    const held = reviewAtHand(walk.state, review);
    mayDecide({ ...held.review, plan: held.plan, steps: held.ruling.approve }, person, given, world.now());
    const says = await decideOn(walk, person, held, given);
    const done = await walk.commit(false);
    if (!done.ok) continue;
    return { case: walk.state.id, version: walk.state.version, says };
  }
  throw busy();
}

/** What an edit would do and how it would be ruled; nothing is stored. */
export async function preview(
  world: World,
  caseId: string,
  edit: { kind?: string | undefined; play: string; inputs: Record<string, unknown> },
) {
  const walk = new Walk(world, await load(world, caseId));
  const { plan, problems } = edited(walk, edit);
  const ruling: Omit<RuledBody, 'clearances'> = await ruleNow(walk, plan, problems);
  return { plan, ruling, problems };
}

interface Held {
  review: ReviewState;
  plan: HeldPlan;
  ruling: RuledBody;
}

async function decideOn(walk: Walk, person: Person, held: Held, given: DecisionGiven): Promise<string> {
  const { plan, review } = held;
  const by = actorOf(person);
  const base = {
    review: review.id,
    plan: plan.digest,
    decision: given.decision,
    because: given.because,
    took_ms: given.took_ms,
  };
  const hidden = given.reason === undefined ? {} : { reason: given.reason };
  switch (given.decision) {
    case 'approve': {
      const chosen = {
        kind: plan.kind,
        play: plan.play,
        clearances: clearances(walk, plan.digests, review.id),
      };
      walk.add('review.decided', by, clean({ ...base, ...chosen }), hidden);
      return `Approved. ${labelOf(walk, plan.play)} is being done.`;
    }
    case 'edit':
      return decideEdit(walk, person, held, given, clean(base), hidden);
    case 'reject':
      walk.add('review.decided', by, clean(base), hidden);
      return 'Rejected. Nothing was done; the case waits for a person.';
    case 'escalate': {
      const roles = walk.workspace.roles;
      if (given.role === undefined || !roles.includes(given.role)) {
        throw new AppError('invalid', `There is no role ${given.role ?? ''}.`, {
          path: 'role',
          suggestion: `The workspace has ${roles.join(', ')}.`,
        });
      }
      walk.add('review.decided', by, clean({ ...base, role: given.role }), hidden);
      return `Handed over to ${given.role}.`;
    }
    case 'snooze': {
      const until = given.until === undefined ? undefined : new Date(given.until);
      if (!until || Number.isNaN(until.getTime()) || until <= walk.world.now()) {
        throw new AppError('invalid', 'A snooze needs a time to come.', { path: 'until' });
      }
      walk.add('review.decided', by, clean({ ...base, until: until.toISOString() }), hidden);
      return 'Snoozed. It comes back by itself.';
    }
  }
}

async function decideEdit(
  walk: Walk,
  person: Person,
  { plan: before, review }: Held,
  given: DecisionGiven,
  base: { review: string; plan: string; decision: DecisionGiven['decision'] },
  hidden: { reason?: string },
): Promise<string> {
  if (given.play === undefined) throw new AppError('invalid', 'An edit names a play.', { path: 'play' });
  const { plan, problems } = edited(walk, { kind: given.kind, play: given.play, inputs: given.inputs ?? {} });
  const [problem] = problems;
  if (problem) throw new AppError('invalid', problem.says, { path: problem.path });
  const ruled = await ruleNow(walk, plan, problems);
  mayRunEdited(walk, person, ruled);
  const { kind, play, inputs, actions } = plan;
  const body = {
    ...base,
    kind,
    play,
    actions: plannedActions(walk.workspace, actions),
    edited: plan.digest,
    changed: changesOf(before, plan),
    clearances: clearances(walk, plan.digests, review.id),
  };
  walk.add('review.decided', actorOf(person), body, { ...hidden, inputs, actions });
  return `Approved with changes. ${labelOf(walk, play)} is being done.`;
}

function clearances(walk: Walk, digests: string[], review: string) {
  return clear(digests, review, walk.world.now(), REVIEWED_CLEARANCE_MS);
}

function reviewAtHand(state: CaseState, review: string): Held {
  if (state.review?.id !== review || !state.plan || !state.ruling) throw replaced(state.id);
  return { review: state.review, plan: state.plan, ruling: state.ruling };
}

function openReview(state: CaseState, review: string): ReviewState {
  if (state.review?.id !== review || state.review.status === 'decided' || state.review.status === 'expired') {
    throw replaced(state.id);
  }
  return state.review;
}

function replaced(id: string): AppError {
  return new AppError('conflict', `This review of case ${id} is over.`, {
    suggestion: 'Open the case again.',
  });
}

/** The case that a review's id names: `<case>.r<number>`. */
export function caseOf(review: string): string {
  return review.replace(/\.r\d+$/, '');
}

export function actorOf(person: Person): Actor {
  return { type: 'person', id: person.id, name: person.name };
}

export function busy(): AppError {
  return new AppError('conflict', 'The case kept changing.', { suggestion: 'Try again.' });
}

function labelOf(walk: Walk, play: string | null): string {
  return (play === null ? undefined : walk.workflow.plays[play]?.label) ?? 'It';
}

/** Leaves out members that are undefined: an entry holds what was said and nothing else. */
function clean<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T;
}
