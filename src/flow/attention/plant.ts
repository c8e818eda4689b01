import { stricter } from '../../boundary/schema.ts';
import { mistakes, type Surroundings, type Wrong } from '../../evidence/attention/mistakes.ts';
import { digest, sha256 } from '../../log/canonical.ts';
import type { CaseState, HeldPlan } from '../case/state.ts';
import { asksMore } from '../desk/fresh.ts';
import { digestOf, fillPlay, planDigest, plannedActions } from '../plan/fill.ts';
import { NOBODY } from '../plan/schema.ts';
import { yesesOf } from '../review/step.ts';
import { planOf, ruleNow } from '../steps.ts';
import { REMIT, type Walk } from '../walk.ts';

/** So many mistakes are tried until one of them would have been held for the same people. */
const TRIES_MAX = 12;
const PERCENT = 100;
/** Hexadecimal digits of a hash that place a draw. */
const DRAW_DIGITS = 12;

/**
 * Perhaps plants a known-answer check on the review that is asked now: beside the true plan stands one with a planted
 * mistake, which people see first. Which reviews are drawn is by a hash of a random id that only the log knows, so
 * nobody can tell them by what they may see. What cannot be put wrong believably is left alone.
 */
export async function plant(walk: Walk): Promise<void> {
  const { attention } = walk.workflow;
  if (attention.checks <= 0 || !isCheckable(walk.state)) return;
  const check = walk.world.id();
  if (placeOf(check) >= attention.checks / PERCENT) return;
  for (const wrong of mistakes(rightOf(planOf(walk)), around(walk), check).slice(0, TRIES_MAX)) {
    if (await plantOne(walk, check, wrong)) return;
  }
}

/** One person decides it alone, sees it, and may approve it; and it does something. */
function isCheckable({ review, plan, ruling, status }: CaseState): boolean {
  if (!review || !plan || !ruling || status !== 'held' || review.status !== 'open') return false;
  if (review.effect !== 'approve' || review.sealed || !review.runs || review.steps > 1) return false;
  if (plan.undoes !== undefined || plan.play === null || plan.actions.length === 0) return false;
  if (plan.agent.name === NOBODY.name || plan.editedBy !== undefined || plan.keys.length > 0) return false;
  return yesesOf({ ...review, step: ruling.approve[review.step] }).length <= 1;
}

function placeOf(check: string): number {
  return parseInt(sha256(`check\0${check}`).slice(0, DRAW_DIGITS), 16) / 16 ** DRAW_DIGITS;
}

function rightOf({ play, inputs }: HeldPlan) {
  return { play: play ?? '', inputs };
}

/** Adds the planted plan if it can be filled in and would have been held for the same people; tells whether it was. */
async function plantOne(walk: Walk, check: string, wrong: Wrong): Promise<boolean> {
  const { state, workspace, workflow } = walk;
  const right = planOf(walk);
  const play = workflow.plays[wrong.play];
  const review = state.review;
  if (!play || !review || right.play === null) return false;
  const kept = wrong.play === right.play ? chosen(walk) : {};
  const filled = fillPlay(
    workspace,
    workflow,
    play,
    { ...kept, ...wrong.changes },
    state.event,
    state.facts ?? {},
  );
  const { inputs, actions, problems } = filled;
  const digests = actions.map(digestOf);
  const isSame = digests.every((one, at) => one === right.digests[at]);
  if (problems.length > 0 || actions.length === 0 || (isSame && digests.length === right.digests.length))
    return false;
  const made = { ...right, play: wrong.play, inputs, actions, digests };
  const planted = { ...made, digest: planDigest(made) };
  const ruling = await ruledAlike(walk, planted);
  if (!ruling) return false;
  const { mistake, says } = wrong;
  const label = workflow.plays[right.play]?.label ?? right.play;
  const names = { check, review: review.id, plan: right.digest, digest: planted.digest };
  const body = { ...names, mistake, says, wrong: wrong.wrong, ruling };
  const reason = right.reason.replaceAll(label, play.label);
  const hidden = { reason, play: wrong.play, inputs, actions };
  walk.add('check.planted', REMIT, { ...body, actions: plannedActions(workspace, actions) }, hidden);
  return true;
}

/**
 * How the planted plan is ruled, where that asks the same people for the same yes; undefined where it does not. What
 * held the true plan as a whole (the stage, its standing) holds the planted one as well.
 */
async function ruledAlike(walk: Walk, planted: HeldPlan) {
  const before = walk.state.ruling;
  if (!before) return undefined;
  const now = await ruleNow(walk, planted, []);
  const actions = now.actions.map(({ effect }) => effect);
  const effect = before.reasons
    .map((reason) => reason.effect)
    .reduce(stricter, actions.reduce(stricter, 'allow'));
  if (effect !== 'approve' || now.effect === 'human' || now.effect === 'deny') return undefined;
  const approve = now.approve.length > 0 ? now.approve : before.approve;
  const asked = { effect, approve: before.approve };
  if (asksMore(asked, { effect, approve }, 'approve')) return undefined;
  if (asksMore({ approve }, asked, 'approve')) return undefined;
  return { effect, actions: now.actions, reasons: before.reasons, approve: before.approve };
}

/** The inputs that somebody chose: what a play fills in by itself follows from them, and is filled in anew. */
function chosen({ state, workspace, workflow }: Walk): Record<string, unknown> {
  const { plan } = state;
  const play = workflow.plays[plan?.play ?? ''];
  if (!plan || !play) return {};
  const given = Object.entries(plan.inputs).filter(([name]) => play.inputs[name]?.default === undefined);
  const rest = Object.entries(plan.inputs).filter(([name]) => play.inputs[name]?.default !== undefined);
  const known: Record<string, unknown> = Object.fromEntries(given);
  for (const [name, value] of rest) {
    const usual = fillPlay(workspace, workflow, play, known, state.event, state.facts ?? {}).inputs[name];
    if (digest(usual ?? null) !== digest(value ?? null)) known[name] = value;
  }
  return known;
}

/** What is known of the case that makes a mistake believable. */
function around({ state, workspace, workflow }: Walk): Surroundings {
  const facts = Object.values(state.facts ?? {}).filter(({ missing }) => missing === undefined);
  const plays = Object.values(workflow.plays).map(({ name, label, inputs, actions }) => ({
    name,
    label,
    inputs,
    writes: actions.map(({ write }) => write),
  }));
  return {
    plays,
    values: { event: state.event, ...Object.fromEntries(facts.map(({ name, value }) => [name, value])) },
    likely: (state.plan?.similar ?? []).flatMap(({ labels }) => labels['play'] ?? []),
    texts: otherTexts(state, { workspace, workflow }),
  };
}

/** What other plays would have written in the text inputs of this one. */
function otherTexts(
  { plan, event, facts }: CaseState,
  { workspace, workflow }: Pick<Walk, 'workspace' | 'workflow'>,
): Surroundings['texts'] {
  const own = workflow.plays[plan?.play ?? ''];
  const names = Object.entries(own?.inputs ?? {}).filter(([, shape]) => shape.type === 'text');
  return Object.values(workflow.plays).flatMap((play) => {
    if (play === own || !names.some(([name]) => name in play.inputs)) return [];
    const { inputs, problems } = fillPlay(workspace, workflow, play, {}, event, facts ?? {});
    if (problems.length > 0) return [];
    return names.flatMap(([name]) => {
      const text = inputs[name];
      return typeof text === 'string' && text !== '' ? [{ input: name, of: play.label, text }] : [];
    });
  });
}
