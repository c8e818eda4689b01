import { AppError } from '../runtime/errors.ts';
import type { Actor } from '../log/schema.ts';
import { makeWay, mayGrow } from './arrive.ts';
import { eventKey } from './intake/hear.ts';
import { eventName } from './intake/schema.ts';
import { RACES_MAX } from './desk/index.ts';
import { sayLate } from './say/late.ts';
import { sayAction } from './say/words.ts';
import { load, Walk } from './walk.ts';
import type { World } from './world.ts';

/** An outcome that came late. One of `key`, `ref` and `case` finds the case that caused it. */
export interface LateGiven {
  /** `chargeback`, `reopened`, `returned` */
  what: string;
  /** Remit's key of the action. */
  key?: string | undefined;
  /** What the system called the thing that the action made. */
  ref?: string | undefined;
  case?: string | undefined;
  /** Names the outcome once: told twice it changes nothing. */
  source: string;
  source_id: string;
  says?: string | undefined;
}

/** An action by what its system called the thing that it made; the newest where there are several. */
export type FindRef = (ref: string) => Promise<{ key: string; case: string } | undefined>;

export interface CameLate {
  status: 'reopened' | 'joined' | 'duplicate';
  case: string;
}

/**
 * A chargeback, a returned parcel: it is laid at the door of the action that caused it, as rework of that round, and a
 * person is asked what to do now. A closed case is opened again; an open one is thought over.
 */
export async function late(world: World, given: LateGiven, findRef: FindRef): Promise<CameLate> {
  const { id, key } = await found(given, findRef);
  const { source, source_id, what } = given;
  const by: Actor = { type: 'outside', id: source };
  for (let race = 0; race < RACES_MAX; race++) {
    const walk = new Walk(world, await load(world, id));
    const { state, workspace, workflow } = walk;
    if (state.eventIds.includes(eventName(source, source_id))) return { status: 'duplicate', case: id };
    const action = key === undefined ? undefined : state.actions.find((one) => one.key === key);
    if (key !== undefined && !action)
      throw new AppError('not_found', `Case ${id} has no action ${key}.`, { path: 'key' });
    const named = action && sayAction(action.write, action.money, workspace);
    const text = given.says ?? sayLate(what, named);
    mayGrow(state, text);
    const isClosed = state.closedAt !== null;
    makeWay(walk);
    const caused = { what, ...(key === undefined ? {} : { key }), source, source_id };
    if (isClosed) walk.add('reopened', by, { why: 'late', ...caused }, { text, event: {} });
    else walk.add('joined', by, { ...caused, received_at: world.now().toISOString() }, { text, event: {} });
    const name = eventKey(workflow.name, source, source_id);
    const done = await walk.commit(false, undefined, [{ name, mode: 'claim' }]);
    if (done.ok) return { status: isClosed ? 'reopened' : 'joined', case: id };
    if (done.why === 'taken') return { status: 'duplicate', case: done.stream.replace(/^case\//, '') };
  }
  throw new AppError('conflict', 'Too much happened to this case at once.', { suggestion: 'Send it again.' });
}

/** The case in which an action was done, by Remit's key of it. */
export function caseOfKey(key: string): string {
  return key.replace(/\.a\d+$/, '');
}

async function found(given: LateGiven, findRef: FindRef): Promise<{ id: string; key: string | undefined }> {
  if (given.key !== undefined) {
    return { id: given.case ?? caseOfKey(given.key), key: given.key };
  }
  if (given.ref !== undefined) {
    const action = await findRef(given.ref);
    if (action) return { id: action.case, key: action.key };
    throw new AppError('not_found', `No action made a thing called ${given.ref.slice(0, 80)}.`, {
      path: 'ref',
    });
  }
  if (given.case !== undefined) return { id: given.case, key: undefined };
  throw new AppError('invalid', 'Nothing says which case it is about.', {
    path: 'case',
    suggestion: 'Give the key of the action, what its system called the thing (ref), or the case.',
  });
}
