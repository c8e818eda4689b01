import { rollbackStream } from '../../authority/schema.ts';
import type { NewEntry } from '../../log/schema.ts';
import { needRight } from '../../people/rights.ts';
import { AppError } from '../../runtime/errors.ts';
import type { Person } from '../../workspace/schema.ts';
import { actorOf, busy, RACES_MAX } from '../desk/index.ts';
import type { World } from '../world.ts';
import { QUEUE } from './plan.ts';
import { rowsAfter } from './rows.ts';
import { loadRollback, pendingItems, type RollbackKind, type RollbackState } from './state.ts';

export type RollbackVerb = 'start' | 'pause' | 'resume' | 'cancel';

/**
 * Starts, pauses, resumes or cancels a rollback. Pausing is open to everybody, for it stops; the others take the right
 * to roll back. What runs is done by the workers. Throws `conflict` where the verb does not fit how far it is.
 */
export async function runRollback(
  world: World,
  person: Person,
  id: string,
  { verb, because }: { verb: RollbackVerb; because: string },
): Promise<{ says: string }> {
  if (verb !== 'pause') needRight(world.workspace(), person, 'roll_back');
  for (let race = 0; race < RACES_MAX; race++) {
    const before = await loadRollback(world, id);
    const { kind, body, says } = STEPS[verb](before, because, person);
    const actor = actorOf(person);
    const entry: NewEntry = { kind, kindVersion: 1, at: world.now(), actor, body };
    const { state, rows } = rowsAfter(before, [entry], id);
    const done = await world.log.append({
      stream: rollbackStream(id),
      expected: before.version,
      entries: [entry],
      head: { workflow: QUEUE, dueAt: state?.state === 'running' ? world.now() : null },
      rows,
    });
    if (done.ok) return { says };
  }
  throw busy();
}

interface Step {
  kind: RollbackKind;
  body: Record<string, unknown>;
  says: string;
}

const STEPS: Record<RollbackVerb, (state: RollbackState, because: string, person: Person) => Step> = {
  start(rollback) {
    if (rollback.state !== 'planned') throw unfit(rollback, 'It was started already.');
    const pending = pendingItems(rollback).length;
    if (pending === 0) throw unfit(rollback, 'Nothing in it can be taken back.');
    return { kind: 'rollback.started', body: {}, says: `Started: ${actions(pending)} to take back.` };
  },
  pause(rollback, because, person) {
    if (rollback.state !== 'running') throw unfit(rollback, 'It is not running.');
    const why = because.trim() === '' ? `${person.name} paused it.` : because.trim();
    return {
      kind: 'rollback.paused',
      body: { because: why },
      says: 'Paused: what is under way is finished.',
    };
  },
  resume(rollback) {
    const pending = pendingItems({ items: rollback.items, tried: new Set() }).length;
    if (rollback.state !== 'paused' && rollback.state !== 'done') throw unfit(rollback, 'It is not paused.');
    if (rollback.state === 'done' && pending === 0) throw unfit(rollback, 'Nothing in it is left to try.');
    return { kind: 'rollback.resumed', body: {}, says: `Goes on: ${actions(pending)} to take back.` };
  },
  cancel(rollback, because, person) {
    if (rollback.state === 'done' || rollback.state === 'cancelled')
      throw unfit(rollback, 'It is over already.');
    const why = because.trim() === '' ? `${person.name} cancelled it.` : because.trim();
    return {
      kind: 'rollback.cancelled',
      body: { because: why },
      says: 'Cancelled. What was taken back stays so; a rollback of this rollback does it again.',
    };
  },
};

function unfit({ state }: RollbackState, says: string): AppError {
  return new AppError('conflict', says, { suggestion: `It is ${state}.`, path: 'verb' });
}

function actions(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'action' : 'actions'}`;
}
