import { usedFacts } from '../boundary/index.ts';
import { AppError } from '../runtime/errors.ts';
import type { Person } from '../workspace/schema.ts';
import { holdOf, readBack, sayConflict, type Held } from './action/holds.ts';
import { undoOffer, type UndoOffer } from './action/undo.ts';
import { sayBeingDone } from './brake.ts';
import type { PerformedAction } from './case/state.ts';
import { gather } from './context/gather.ts';
import { actorOf, type DeskAnswer } from './desk/index.ts';
import { change } from './hands.ts';
import { digestOf, planDigest, plannedActions } from './plan/fill.ts';
import { clear } from './ruling/cleared.ts';
import { writeLabel } from './say/words.ts';
import { outside, ruleNow } from './steps.ts';
import { load, REMIT, type Walk } from './walk.ts';
import { READ_MS, REVIEWED_CLEARANCE_MS, type World } from './world.ts';

/** What taking an action back would do. `conflict` says what it had set and what the system shows now. */
export interface UndoPreview {
  ok: boolean;
  says: string;
  label: string | null;
  until: Date | null;
  conflict: { expected: string; found: string } | null;
}

/**
 * Takes one action back: its undo is ruled, cleared by the person who asks, performed and logged like any other.
 * What somebody has changed since is not overwritten, unless the person has seen it and says so (`anyway`).
 */
export async function undo(
  world: World,
  person: Person,
  caseId: string,
  key: string,
  { anyway }: { anyway?: boolean | undefined } = {},
): Promise<DeskAnswer> {
  return change(world, caseId, async (walk) => {
    const { done, offer } = offerIn(walk, key);
    mayBegin(walk);
    if (!offer.ok) throw new AppError('refused', offer.says);
    if (anyway !== true) mustHold(await readHold(walk, done));
    await planUndo(walk, person, done, offer, {});
    return sayBeingDone(walk, offer.label);
  });
}

/** What taking an action back would do, with the system read back; nothing is done. */
export async function undoPreview(world: World, caseId: string, key: string): Promise<UndoPreview> {
  const state = await load(world, caseId);
  const workspace = world.workspace();
  const { done, offer } = offerIn({ state, workspace, world }, key);
  if (!offer.ok) return { ok: false, says: offer.says, label: null, until: null, conflict: null };
  const { label, until } = offer;
  const held = await readHold({ workspace, world }, done);
  switch (held.state) {
    case 'holds':
      return {
        ok: true,
        says: `${label} takes it back. Nobody has changed it since.`,
        label,
        until,
        conflict: null,
      };
    case 'unchecked':
      return { ok: true, says: `${label} takes it back.`, label, until, conflict: null };
    case 'conflict':
      return { ok: true, says: sayConflict(held), label, until, conflict: held };
    case 'unknown':
      return {
        ok: true,
        says: `${held.says} Whether somebody changed it since is not known.`,
        label,
        until,
        conflict: null,
      };
  }
}

/** The action of a key with the offer to take it back. Throws `not_found` where the case has no such action. */
export function offerIn(
  { state, workspace, world }: Pick<Walk, 'state' | 'workspace' | 'world'>,
  key: string,
): { done: PerformedAction; offer: UndoOffer } {
  const done = state.actions.find((action) => action.key === key);
  if (!done) throw new AppError('not_found', `Case ${state.id} has no action ${key}.`, { path: 'key' });
  return { done, offer: undoOffer(workspace, done, state.actions, world.now()) };
}

/** Reads back, as the write's file says, whether the system still shows what the action had set. */
export async function readHold(
  { workspace, world }: Pick<Walk, 'workspace' | 'world'>,
  done: PerformedAction,
): Promise<Held> {
  const [system = ''] = done.write.split('.');
  const hold = holdOf(workspace, done);
  return readBack(workspace, hold, { reader: world.systems[system], readMs: READ_MS });
}

/** What an undo is part of. `dry`: it is ruled to know what would come of it, and not appended. */
export interface UndoPart {
  rollback?: string;
  closes?: boolean;
  dry?: true;
}

/**
 * Adds the plan of an undo with its ruling on fresh facts and the person's clearance. Throws `refused` where it is
 * denied, and `unavailable` where that is so only because a system does not answer.
 */
export async function planUndo(
  walk: Walk,
  person: Person,
  done: PerformedAction,
  offer: UndoOffer & { ok: true },
  { dry, ...part }: UndoPart,
): Promise<void> {
  const { state, workspace, workflow, world } = walk;
  const by = actorOf(person);
  if (state.status === 'held' && state.review) {
    walk.add('review.expired', by, { review: state.review.id, why: 'new_ruling' });
  }
  walk.add('reopened', by, { why: 'undone' }, {});
  const { write } = offer.action;
  const wanted = dry ? new Set(usedFacts(workflow.boundary, write)) : undefined;
  const read = await gather(workspace, workflow, state.event, outside(world), wanted);
  walk.add('context.gathered', REMIT, read.body, read.private);
  const actions = [{ ...offer.action, tainted: [] }];
  const agent = { name: person.id, version: '0' };
  const reason = `${person.name} takes back: ${writeLabel(done.write, workspace)}`;
  const kind = state.kind ?? 'unclear';
  const body = { agent, kind, play: null, confidence: 1, undoes: done.key, ...part };
  const plan = { ...body, reason, inputs: {}, actions };
  const digests = actions.map(digestOf);
  const digest = planDigest(plan);
  const entry = { ...body, actions: plannedActions(workspace, actions), digest };
  walk.add('planned', by, entry, { reason, inputs: {}, actions });
  const ruled = await ruleNow(walk, { ...plan, digest, digests }, []);
  const denied = ruled.actions.flatMap(({ reasons }) => reasons).find(({ effect }) => effect === 'deny');
  if (denied) throw new AppError(read.retry ? 'unavailable' : 'refused', denied.says);
  const id = `${state.id}.c${walk.state.version + 1}`;
  walk.add('ruled', by, { ...ruled, clearances: clear(digests, id, world.now(), REVIEWED_CLEARANCE_MS) });
}

function mayBegin({ state }: Walk): void {
  if (state.status === 'closed' || state.status === 'held') return;
  throw new AppError('conflict', 'The case is on its way.', {
    suggestion: 'Wait until it is closed or held.',
  });
}

function mustHold(held: Held): void {
  if (held.state === 'conflict') {
    throw new AppError('conflict', sayConflict(held), {
      suggestion: 'Look at both values, and say that it is taken back anyway (`anyway: true`).',
      path: 'anyway',
    });
  }
  if (held.state === 'unknown') {
    throw new AppError('unavailable', `${held.says} Whether somebody changed it since is not known.`, {
      suggestion: 'Try again later, or say that it is taken back anyway (`anyway: true`).',
      path: 'anyway',
    });
  }
}
