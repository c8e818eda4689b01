import type { RollbackItem } from '../../authority/schema.ts';
import { AppError } from '../../runtime/errors.ts';
import type { Person } from '../../workspace/schema.ts';
import type { UndoOffer } from '../action/undo.ts';
import type { CaseState, PerformedAction } from '../case/state.ts';
import { RACES_MAX } from '../desk/index.ts';
import { advance } from '../index.ts';
import { offerIn, planUndo, readHold } from '../undo.ts';
import { load, Walk } from '../walk.ts';
import { streamOf, type World } from '../world.ts';
import { judge } from './chain.ts';
import { sayArgs } from './judge.ts';

/** What became of one item. With `stoppedBy` and `can`, a switch stopped it before anything was begun. */
export type Tried = Pick<RollbackItem, 'key' | 'state' | 'says' | 'expected' | 'found' | 'by'> & {
  stoppedBy?: string | undefined;
  /** The system did not say what it shows now. */
  isUnread?: boolean;
};

/**
 * A case whose action is taken back stays with this rollback for so long: a read, a write and asking what became of it
 * take at most 40 s, and nobody else must send the same write meanwhile.
 */
const CASE_LEASE_MS = 60_000;

/**
 * Takes the action of one item back, as an action of its own case, and says what became of it. What an earlier try
 * had begun is brought to its end and never begun anew; what somebody changed since is left as it is.
 */
export async function takeBack(
  world: World,
  person: Person,
  rollback: { id: string },
  { key, case: caseId }: Pick<RollbackItem, 'key' | 'case'>,
  thrown: readonly string[],
): Promise<Tried> {
  const own = withoutHelpers(world);
  for (let race = 0; race < RACES_MAX; race++) {
    const state = await load(own, caseId);
    const { done, offer } = offerIn({ state, workspace: own.workspace(), world: own }, key);
    const stoppedBy = stopping(offer, thrown);
    if (stoppedBy !== undefined) return { key, state: 'can', says: '', stoppedBy };
    if (isUnderWay(state, rollback.id, key)) return follow(own, state, key);
    if (done.status === 'undone') return undoneBefore(own, state, rollback.id, key);
    const busy = busyWith(state);
    if (busy) return { key, ...busy };
    if (!offer.ok) return { key, state: 'cannot', says: offer.says };
    const walk = new Walk(own, state);
    const judged = judge(await readHold(walk, done));
    if (judged.state !== 'can') return { key, ...judged, isUnread: judged.state === 'unknown' };
    const part = { rollback: rollback.id, ...(state.status === 'closed' ? { closes: true } : {}) };
    try {
      await planUndo(walk, person, done, offer, part);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code === 'unavailable') return { key, state: 'unknown', says: error.message, isUnread: true };
      return { key, state: 'cannot', says: error.message };
    }
    const begun = await walk.commit(true);
    if (begun.ok) return follow(own, walk.state, key);
  }
  return { key, state: 'held', says: 'Others worked on its case all the while.' };
}

/**
 * The thrown switch that stops this undo, before anything of it is begun. What people take back was the idea of neither
 * the workflow nor an agent, so it can be done while those are stopped.
 */
function stopping(offer: UndoOffer, thrown: readonly string[]): string | undefined {
  if (!offer.ok) return undefined;
  const { write } = offer.action;
  return thrown.find((name) => ['all', `system:${write.split('.')[0]}`, `write:${write}`].includes(name));
}

/** Its cases are taken on by this very call, so that no other worker sends the same write. */
function withoutHelpers(world: World): World {
  const { adopt: _adopt, ...own } = world;
  return { ...own, leaseMs: Math.max(world.leaseMs, CASE_LEASE_MS) };
}

/** A case that is not at rest is left alone, and tried again when somebody resumes. */
function busyWith({ status }: CaseState): { state: 'held' | 'unknown'; says: string } | undefined {
  if (status === 'closed' || status === 'held') return undefined;
  if (status !== 'unknown') return { state: 'held', says: 'Its case is on its way just now.' };
  const says = 'In its case it is not known whether something was done: somebody settles that first.';
  return { state: 'unknown', says };
}

/** This rollback has planned the undo before, and it is not at its end. */
function isUnderWay({ plan, status }: CaseState, rollback: string, key: string): boolean {
  return plan?.rollback === rollback && plan.undoes === key && (status === 'open' || status === 'acting');
}

async function follow(world: World, begun: CaseState, key: string): Promise<Tried> {
  const state = await advance(world, begun.id, begun);
  return whatBecame(world, state, key);
}

/** Reads from the case what became of its undo. */
function whatBecame(world: World, state: CaseState, key: string): Tried {
  const done = state.actions.find((action) => action.key === key);
  const undo = state.actions.findLast(({ undoes }) => undoes === key);
  if (done?.status === 'undone' && undo) return takenBack(world, undo, key);
  if (state.stoppedBy !== null)
    return {
      key,
      state: 'held',
      says: `The switch ${state.stoppedBy} holds it.`,
      stoppedBy: state.stoppedBy,
    };
  if (undo?.status === 'failed') return { key, state: 'failed', says: `It was not taken back: ${undo.says}` };
  if (undo?.status === 'unknown')
    return { key, state: 'unknown', says: `It is not known whether it was taken back: ${undo.says}` };
  return { key, state: 'held', says: state.notes.at(-1)?.says ?? 'Its case waits.' };
}

function takenBack(world: World, undo: PerformedAction, key: string): Tried {
  const says = `Taken back: ${sayArgs(world.workspace(), undo)}`;
  return { key, state: 'undone', says, by: undo.key };
}

/** It is taken back already: by an earlier try of this rollback that did not come to say so, or by somebody else. */
async function undoneBefore(world: World, state: CaseState, rollback: string, key: string): Promise<Tried> {
  const undo = state.actions.findLast((action) => action.undoes === key && action.status === 'done');
  if (undo && (await isOurs(world, state, rollback, undo))) return takenBack(world, undo, key);
  return { key, state: 'undone', says: 'It had been taken back before.' };
}

/** Whether the plan that the undo was intended under was made by this rollback. */
async function isOurs(
  world: World,
  { id }: CaseState,
  rollback: string,
  undo: PerformedAction,
): Promise<boolean> {
  const entries = await world.log.read(streamOf(id));
  const intended = entries.findIndex(
    ({ kind, body }) => kind === 'action.intended' && body['key'] === undo.key,
  );
  const plan = entries.slice(0, Math.max(0, intended)).findLast(({ kind }) => kind === 'planned');
  return plan?.body['rollback'] === rollback;
}
