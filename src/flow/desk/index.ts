import { AppError } from '../../runtime/errors.ts';
import type { Person } from '../../workspace/schema.ts';
import { answer, judges } from '../attention/answer.ts';
import { pendingCheck, shown } from '../case/check.ts';
import type { CaseState, ReviewState } from '../case/state.ts';
import { decideOn } from './deciding.ts';
import { edited } from './edit.ts';
import {
  actorOf,
  heldByAnother,
  isPerson,
  mayDecide,
  nameOf,
  tooLate,
  type DecisionGiven,
  type ReviewAtHand,
} from '../review/decide.ts';
import type { RuledBody } from '../ruling/schema.ts';
import { atHand } from './standing.ts';
import { ruleNow } from '../steps.ts';
import { load, Walk } from '../walk.ts';
import { CLAIM_MS, type World } from '../world.ts';

export { actorOf } from '../review/decide.ts';

/** What a verb of the desk answers: the case, how far it is now, and a sentence for the person. */
export interface DeskAnswer {
  case: string;
  version: number;
  says: string;
  /** The plan on the screen was a known-answer check: what is wrong with it is shown now. */
  checked?: boolean;
}

/** A decision may lose the race for the head a few times: to a claim, an event, a worker. */
export const RACES_MAX = 30;

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

/** Lets go of a review that the person took: anybody may take it at once. Nothing happens where they do not hold it. */
export async function unclaim(world: World, person: Person, review: string): Promise<{ released: boolean }> {
  for (let race = 0; race < RACES_MAX; race++) {
    const walk = new Walk(world, await load(world, caseOf(review)));
    const held = openReview(walk.state, review);
    const now = world.now();
    const isTheirs = held.claimedBy !== null && isPerson(held.claimedBy, person);
    if (!isTheirs || !held.claimedUntil || held.claimedUntil <= now) return { released: false };
    walk.add('review.claimed', actorOf(person), { review, until: now.toISOString() });
    const done = await walk.commit(false);
    if (done.ok) return { released: true };
  }
  throw busy();
}

/**
 * Decides a review: approve, edit, reject, escalate or snooze. Bound to the plan's digest, to fresh facts and to the
 * person, and single use. A known-answer check is answered and nothing else. Of two at once one decides, and the other is told who did.
 */
export async function decide(
  world: World,
  person: Person,
  review: string,
  given: DecisionGiven,
): Promise<DeskAnswer> {
  for (let race = 0; race < RACES_MAX; race++) {
    const walk = new Walk(world, await load(world, caseOf(review)));
    const may = mayDecide(reviewAtHand(walk, review), person, given, world.now());
    const check = judges(given) ? pendingCheck(walk.state) : null;
    const came = check ? answer(walk, person, check, given) : await decideOn(walk, person, given, may.for);
    const done = await walk.commit(false);
    if (!done.ok) continue;
    if (came instanceof AppError) throw came;
    const { id, version } = walk.state;
    return { case: id, version, says: came, ...(check && { checked: true }) };
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
  walk.state = shown(walk.state);
  const { plan, problems } = edited(walk, edit);
  const ruling: Omit<RuledBody, 'clearances'> = await ruleNow(walk, plan, problems);
  return { plan, ruling, problems };
}

function reviewAtHand({ state, workspace, workflow, world }: Walk, review: string): ReviewAtHand {
  const held = atHand(shown(state), { workspace, workflow, away: world.away() });
  if (!held || held.review.id !== review) throw replaced(state, review);
  return held;
}

function openReview(state: CaseState, review: string): ReviewState {
  if (state.review?.id !== review || state.review.status === 'decided' || state.review.status === 'expired') {
    throw replaced(state, review);
  }
  return state.review;
}

/** The review is over: whoever decided it is named, as far as the case still knows. */
function replaced({ id, lastDecided, review: current }: CaseState, review: string): AppError {
  if (lastDecided?.review === review) return tooLate(lastDecided.by, lastDecided.decision);
  const yes = current?.approvals.findLast((one) => one.review === review);
  if (yes) return tooLate(yes.by, 'approve');
  return new AppError('conflict', `This review of case ${id} is over.`, {
    suggestion: 'Open the case again.',
  });
}

/** The case that a review's id names: `<case>.r<number>`. */
export function caseOf(review: string): string {
  return review.replace(/\.r\d+$/, '');
}

export function busy(): AppError {
  return new AppError('conflict', 'The case kept changing.', { suggestion: 'Try again.' });
}
