import type { End } from './outcome/end.ts';
import { holdOf, readBack } from './action/holds.ts';
import { askPerson } from './review/ask.ts';
import { REMIT, type Walk } from './walk.ts';
import { READ_MS } from './world.ts';

/**
 * Closes a case again whose action a rollback took back, after reading back that the system shows it. Where it shows
 * something else, a person is asked.
 */
export async function takenBack(walk: Walk): Promise<void> {
  const { state, workspace, world } = walk;
  const undo = state.actions.findLast(({ undoes }) => undoes === state.plan?.undoes);
  if (!state.plan || !undo) throw new Error(`nothing was taken back in the case ${state.id}`);
  const [system = ''] = undo.write.split('.');
  const reader = world.systems[system];
  const held = await readBack(workspace, holdOf(workspace, undo), { reader, readMs: READ_MS });
  const says = `Taken back by the rollback ${state.plan.rollback}`;
  const close = (end: End) => walk.add('closed', REMIT, { outcome: 'reworked', end });
  switch (held.state) {
    case 'holds':
      close({ holds: true, says: `${says}, and read back.` });
      return;
    case 'unchecked':
      close({ holds: 'unknown', says: `${says}.` });
      return;
    case 'unknown':
      close({ holds: 'unknown', says: `${says}. ${held.says}` });
      return;
    case 'conflict': {
      const found = `${says}, but read back it is ${held.found} instead of ${held.expected}.`;
      walk.add('noted', REMIT, { says: found });
      walk.add(
        'review.asked',
        REMIT,
        askPerson(`${state.id}.r${state.version + 1}`, state.plan.digest, 'human', found),
      );
    }
  }
}
