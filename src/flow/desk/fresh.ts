import { EFFECTS, type Effect } from '../../boundary/schema.ts';
import { AppError } from '../../runtime/errors.ts';
import type { ApprovalStep, RuledBody } from '../ruling/schema.ts';
import { strictestReason } from '../ruling/rule.ts';
import { planOf, readOldFacts, ruleNow } from '../steps.ts';
import { REMIT, type Walk } from '../walk.ts';
import type { z } from 'zod';

type Ruled = Omit<RuledBody, 'clearances'>;

/**
 * Reads facts again that the plan's rulings use and that are old, as a person is about to say yes to it. Throws
 * `unavailable` where a system does not answer: a yes rests on what is so now, or is not given.
 */
export async function freshen(walk: Walk): Promise<void> {
  if (!(await readAgain(walk))) return;
  throw new AppError('unavailable', 'Facts could not be read again, so nothing was decided.', {
    suggestion: 'Try again in a moment.',
  });
}

/** The same, where old facts will do: the act itself is held against fresh ones. */
export async function freshenPerhaps(walk: Walk): Promise<void> {
  await readAgain(walk);
}

/** True where a system did not answer. */
async function readAgain(walk: Walk): Promise<boolean> {
  const read = await readOldFacts(walk);
  if (!read) return false;
  if (read.retry) return true;
  walk.add('context.gathered', REMIT, { ...read.body, again: true }, read.private);
  return false;
}

/** The plan as it is ruled at this moment; undefined where that asks for nothing that was not asked for. */
export async function stricterNow(walk: Walk): Promise<Ruled | undefined> {
  const { review, ruling } = walk.state;
  if (!ruling || !review) throw new Error(`case ${walk.state.id} has no review`);
  const now = await ruleNow(walk, planOf(walk));
  const isMore = runsNothing(planOf(walk), now) || asksMore(ruling, now, review.covers ?? 'approve');
  return isMore ? now : undefined;
}

/**
 * Whether the stage in force runs nothing at all, whoever has said yes to it: it may have been another one when people
 * were asked. What a person takes back is their own act in every stage.
 */
export function runsNothing(
  { undoes }: { undoes?: string | undefined },
  { rollout }: Pick<Ruled, 'rollout'>,
): boolean {
  return undoes === undefined && (rollout?.stage === 'record' || rollout?.stage === 'shadow');
}

/** Whether a ruling asks for more than was asked for: it is stricter than a yes covers, or somebody else must agree. */
export function asksMore(
  asked: Pick<Ruled, 'approve'>,
  now: Pick<Ruled, 'effect' | 'approve'>,
  covered: Effect,
): boolean {
  if (EFFECTS.indexOf(now.effect) > EFFECTS.indexOf(covered)) return true;
  if (now.effect === 'allow') return false;
  // Each step that was asked stands for one step now: of two that are alike, both must have been asked.
  const known = asked.approve.map(whoOf);
  return now.approve.map(whoOf).some((who) => {
    const at = known.indexOf(who);
    if (at >= 0) known.splice(at, 1);
    return at < 0;
  });
}

/** Who must say yes to a step: when, and until when, is no other demand. */
function whoOf({ role, any, all, count, not }: z.output<typeof ApprovalStep>): string {
  return JSON.stringify([role, any, all, count, [...not].sort()]);
}

/** What a person hears whose yes came to a ruling that is stricter now. */
export function sayStricter(now: Ruled): AppError {
  const why = strictestReason(now)?.says ?? 'More people must agree.';
  if (now.effect === 'deny') {
    return new AppError('refused', `Since this was asked it was denied: ${why}`, {
      suggestion: 'Nothing was done. Edit it, reject it, or do it by hand.',
    });
  }
  return new AppError('conflict', `Since this was asked the ruling became stricter: ${why}`, {
    suggestion: 'Nothing was done. Look at the new ruling; those whom it names are asked.',
  });
}
