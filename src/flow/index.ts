import { plant } from './attention/plant.ts';
import { propose as bringIn } from './proposals/index.ts';
import type { ProposalAnswer, Proposing } from './proposals/schema.ts';
import type { CaseState } from './case/state.ts';
import { due } from './case/due.ts';
import * as asking from './asking.ts';
import { isReleased, lookForRelease } from './brake.ts';
import { isBack, lookForReturn } from './hold.ts';
import * as planning from './planning.ts';
import * as steps from './steps.ts';
import { stumble } from './stumble.ts';
import { load, Walk } from './walk.ts';
import { STEPS_MAX, type World } from './world.ts';

export { intake } from './arrive.ts';
export { importFile } from './import.ts';
export { record, type RecordedCase } from './record.ts';
export { recordByHand } from './record_by_hand.ts';
export { late, type FindRef } from './late.ts';
export { audit } from './audit.ts';
export { claim, decide, preview, unclaim } from './desk/index.ts';
export { handle, settle } from './hands.ts';
export { undo, undoPreview } from './undo.ts';
export { cancel, statusOf, waitFor } from './proposals/index.ts';
export { undoOffer } from './action/undo.ts';
export { load } from './walk.ts';
export type { CaseState } from './case/state.ts';
export type { World } from './world.ts';

/**
 * The way of a case: takes the step that is due, again and again, until the case waits or is closed.
 *
 *     event ─▶ intake ─▶ context ─▶ plan ─▶ ruling ─▶ review ─▶ action ─▶ outcome
 *
 * It may be called too often, twice at once, or after a crash: the log refuses the slower of two writers, and an
 * action that was intended is never sent blindly a second time. Entries between two outside effects are one append.
 */
export async function advance(world: World, id: string, known?: CaseState): Promise<CaseState> {
  try {
    return await go(new Walk(world, known ?? (await load(world, id))));
  } catch (error) {
    await stumble(world, id, error);
    throw error;
  }
}

/** The same of a case that begins: where nothing of it is in the log yet, nothing is said there of what went wrong. */
async function advanceNew(walk: Walk): Promise<CaseState> {
  try {
    return await go(walk);
  } catch (error) {
    if (!walk.isBeginning) await stumble(walk.world, walk.state.id, error);
    throw error;
  }
}

/** An agent that Remit does not run proposes something: what it is told, once it is done, denied, or waits. */
export function propose(world: World, given: Proposing): Promise<ProposalAnswer> {
  return bringIn(world, given, { advance, advanceNew });
}

async function go(walk: Walk): Promise<CaseState> {
  const { world } = walk;
  for (let step = 0; step < STEPS_MAX; step++) {
    await lookForRelease(walk);
    await lookForReturn(walk);
    switch (due(walk.state, world.now())) {
      case 'context':
        await steps.context(walk);
        break;
      case 'plan':
        await planning.plan(walk);
        break;
      case 'ruling':
        await steps.ruling(walk);
        break;
      case 'ask':
        asking.review(walk);
        await plant(walk);
        break;
      case 'remind':
        asking.remind(walk);
        break;
      case 'lapse':
        asking.lapse(walk);
        break;
      case 'action':
        await steps.action(walk);
        break;
      case 'settle':
        await steps.settle(walk);
        break;
      case 'outcome':
        await steps.outcome(walk);
        break;
      case 'wait':
      case 'closed': {
        const done = await walk.commit(false);
        if (!done.ok) await walk.reload();
        // A release, or a system's return, that came while it was coming to rest did not find it among those that it woke.
        else if (!(await isReleased(walk)) && !(await isBack(walk))) return walk.state;
      }
    }
  }
  throw new Error(`case ${walk.state.id} took ${STEPS_MAX} steps without coming to rest`);
}
