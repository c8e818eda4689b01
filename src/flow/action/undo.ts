import type { Action } from '../../boundary/schema.ts';
import type { Workspace, WriteOffer } from '../../workspace/schema.ts';
import { fillFields } from '../../workspace/template.ts';

/** An action that was done, as far as undoing it is concerned. */
export interface DoneAction {
  key: string;
  write: string;
  args: Record<string, unknown>;
  status: 'intended' | 'done' | 'failed' | 'unknown' | 'undone';
  result: unknown;
  doneAt: Date | null;
  undoes: string | null;
}

export type UndoOffer =
  { ok: true; action: Action; label: string; until: Date | null } | { ok: false; says: string };

/**
 * Whether and how an action can be taken back now: the write that its system names as its undo, filled in. `others`
 * are the actions of the same case: what took an action back may be taken back too, where its own write has an undo,
 * and the first one counts as done again.
 */
export function undoOffer(
  workspace: Workspace,
  done: DoneAction,
  others: readonly DoneAction[],
  now: Date,
): UndoOffer {
  const [system = '', name = ''] = done.write.split('.');
  const offer = workspace.systems[system]?.writes[name];
  const taken = others.find(({ key }) => key === done.undoes);
  if (taken?.undoes) return { ok: false, says: 'It made another action stand again: take that one back.' };
  if (done.undoes && !offer?.undo) return { ok: false, says: 'It took another action back.' };
  if (done.status === 'undone') return { ok: false, says: 'It was taken back already.' };
  if (done.status !== 'done') return { ok: false, says: 'It was not done.' };
  if (!offer?.undo) return { ok: false, says: `${offer?.label ?? done.write} cannot be taken back.` };
  const until = untilOf(offer, done.doneAt);
  if (until && until <= now) return { ok: false, says: 'The time in which it could be taken back is over.' };
  const scope = {
    values: { args: done.args, result: done.result, key: done.key },
    locale: 'en',
    timeZone: 'UTC',
  };
  const filled = fillFields(offer.undo.with, scope);
  if (!filled.ok)
    return { ok: false, says: `Its answer did not say ${filled.missing.join(', ')}, which the undo needs.` };
  const write = offer.undo.write.includes('.') ? offer.undo.write : `${system}.${offer.undo.write}`;
  const label = workspace.systems[system]?.writes[write.split('.')[1] ?? '']?.label ?? write;
  return { ok: true, action: { write, args: filled.value }, label, until };
}

function untilOf(offer: WriteOffer, doneAt: Date | null): Date | null {
  const within = offer.undo?.withinMs;
  return within === undefined || doneAt === null ? null : new Date(doneAt.getTime() + within);
}
