import { perform as send, recover, type Performed } from './action/perform.ts';
import type { PerformedAction } from './case/state.ts';
import { stopping, waitForRelease } from './brake.ts';
import { systemOf } from './context/gather.ts';
import { holdFor } from './hold.ts';
import { digestOf, offerOf } from './plan/fill.ts';
import { REMIT, type Walk } from './walk.ts';
import { retryAt, TRIES_MAX, WRITE_MS } from './world.ts';

/**
 * Performs the action whose intent is in the log. `first` says that this very worker has just recorded the intent
 * and nothing was sent yet; otherwise somebody may have sent it before, and that is found out first.
 */
export async function perform(walk: Walk, first = false): Promise<void> {
  const intended = walk.state.actions.find(({ status }) => status === 'intended');
  if (!intended) throw new Error(`case ${walk.state.id} has nothing intended`);
  const [system = '', name = ''] = intended.write.split('.');
  const offer = offerOf(walk.workspace, intended.write);
  const writer = walk.world.systems[system];
  if (!offer || !writer) {
    walk.answer('action.unknown', REMIT, {
      key: intended.key,
      says: `${intended.write} is not offered any more.`,
    });
    return;
  }
  if (!first) {
    const thrown = stopping(walk, intended.write, await walk.world.switches());
    if (thrown !== undefined) return waitForRelease(walk, thrown);
    if (digestOf(intended) !== intended.digest) {
      // Once a person was erased nobody knows what was sent, and something else must not go out under its key.
      const says = 'What was to be sent is not in the log any more.';
      return walk.answer('action.unknown', REMIT, { key: intended.key, says });
    }
  }
  const outside = { writer, offer, now: () => walk.world.now(), writeMs: WRITE_MS };
  const action = { key: intended.key, args: intended.args, name };
  const done = first
    ? await send(action, outside)
    : await recover(action, outside, 'It is not known whether it was sent.');
  await record(walk, intended, done);
}

async function record(walk: Walk, intended: PerformedAction, done: Performed): Promise<void> {
  const { key, undoes } = intended;
  switch (done.status) {
    case 'done': {
      const replayed = done.replayed ? { replayed: true } : {};
      walk.answer(
        'action.done',
        REMIT,
        { key, how: done.how, took_ms: done.tookMs, ...replayed },
        { result: done.result ?? null },
      );
      if (undoes) walk.answer('action.undone', REMIT, { key: undoes, by: key });
      return;
    }
    case 'failed':
      walk.answer('action.failed', REMIT, { key, how: done.how, says: done.says });
      return;
    case 'unknown':
      walk.answer('action.unknown', REMIT, { key, says: done.says });
      return;
    case 'later': {
      const held = await holdFor(walk, [systemOf(intended.write)]);
      if (held === 'held') return;
      if (held === 'over' || walk.state.tries >= TRIES_MAX) {
        if (done.wasNotDone) walk.answer('action.failed', REMIT, { key, how: 'confirmed', says: done.says });
        else walk.answer('action.unknown', REMIT, { key, says: done.says });
        return;
      }
      const due_at = retryAt(walk.world.now(), walk.state.tries).toISOString();
      walk.add('noted', REMIT, {
        says: `${done.says} It is tried again under the same key.`,
        due_at,
        tries: walk.state.tries + 1,
      });
    }
  }
}
