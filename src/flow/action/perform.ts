import type { WriteOffer } from '../../workspace/schema.ts';
import { fillFields } from '../../workspace/template.ts';
import type { WriteAnswer, Writer } from './schema.ts';

/**
 * What became of a write. `later` is worth another try under the same key; `wasNotDone` says that it is known not to
 * have happened up to now.
 */
export type Performed =
  | { status: 'done'; how: 'answered' | 'confirmed'; result: unknown; replayed: boolean; tookMs: number }
  | { status: 'failed'; how: 'answered' | 'confirmed'; says: string }
  | { status: 'unknown'; says: string }
  | { status: 'later'; says: string; wasNotDone: boolean };

/** What is sent: an action that was recorded as intended, with its key. */
export interface ToPerform {
  key: string;
  args: Record<string, unknown>;
  /** The write's name within its system. */
  name: string;
}

interface Outside {
  writer: Writer;
  offer: WriteOffer;
  now(): Date;
  writeMs: number;
}

/**
 * Sends a write whose intent is in the log. When the answer never comes it is not sent again blindly:
 * under the same key where the system takes keys, else by asking the system what became of it.
 */
export async function perform(action: ToPerform, outside: Outside): Promise<Performed> {
  const started = outside.now().getTime();
  const answer = await send(action, outside);
  if (answer.ok || answer.why === 'rejected') return performedOf(answer, outside.now().getTime() - started);
  if (answer.why === 'not_sent') return neverLeft(outside.offer, answer.says);
  return recover(action, outside, answer.says);
}

/**
 * After a crash, or when an answer never came: the write may have been done. Finds out, or says that it is not known.
 */
export async function recover(action: ToPerform, outside: Outside, says: string): Promise<Performed> {
  const { offer } = outside;
  if (offer.keyedBy) {
    const started = outside.now().getTime();
    const answer = await send(action, outside);
    if (answer.ok) return performedOf(answer, outside.now().getTime() - started);
    if (answer.why === 'rejected') return refusedAgain(action, outside, answer.says);
    if (!offer.confirm) return { status: 'later', says: answer.says, wasNotDone: false };
  }
  if (!offer.confirm)
    return { status: 'unknown', says: `${says} ${offer.label} takes no keys and cannot be asked.` };
  return confirm(action, outside, says);
}

/**
 * The first sending may have been done although the second was refused: a door before the system that knows the key
 * (a sign-in that ran out) refuses as well. Only the system itself can say that it was not done.
 */
async function refusedAgain(action: ToPerform, outside: Outside, says: string): Promise<Performed> {
  if (!outside.offer.confirm) return { status: 'unknown', says };
  const confirmed = await confirm(action, outside, says);
  const isNotDone = confirmed.status === 'later' && confirmed.wasNotDone;
  return isNotDone ? { status: 'failed', how: 'confirmed', says: confirmed.says } : confirmed;
}

/** It surely never left. Where a later worker could not tell, it ends here, for no key would guard a second sending. */
function neverLeft(offer: WriteOffer, says: string): Performed {
  if (offer.keyedBy || offer.confirm) return { status: 'later', says, wasNotDone: true };
  return { status: 'failed', how: 'answered', says };
}

async function confirm(action: ToPerform, outside: Outside, says: string): Promise<Performed> {
  const scope = { values: { args: action.args, key: action.key }, locale: 'en', timeZone: 'UTC' };
  const filled = fillFields(outside.offer.confirm?.with ?? {}, scope);
  const args = filled.ok ? filled.value : {};
  const signal = AbortSignal.timeout(outside.writeMs);
  const answer = await outside.writer.confirm(action.name, args, { key: action.key, signal });
  if (!answer.known) return { status: 'later', says: `${says} ${answer.says}`, wasNotDone: false };
  if (answer.done)
    return { status: 'done', how: 'confirmed', result: answer.result, replayed: false, tookMs: 0 };
  const notDone = `${says} The system says that it was not done.`;
  // A key guards a second sending even where the first one is still on its way; without one, a person decides.
  if (outside.offer.keyedBy) return { status: 'later', says: notDone, wasNotDone: true };
  return { status: 'failed', how: 'confirmed', says: notDone };
}

async function send(action: ToPerform, { writer, writeMs }: Outside): Promise<WriteAnswer> {
  return writer.write(action.name, action.args, { key: action.key, signal: AbortSignal.timeout(writeMs) });
}

function performedOf(answer: WriteAnswer, tookMs: number): Performed {
  if (answer.ok) {
    return { status: 'done', how: 'answered', result: answer.result, replayed: answer.replayed, tookMs };
  }
  return { status: 'failed', how: 'answered', says: answer.says };
}
