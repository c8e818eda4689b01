import type { Entry } from '../../log/schema.ts';
import { pendingCheck, shown } from '../case/check.ts';
import { replay } from '../case/replay.ts';
import type { PlantedCheck } from '../case/state.ts';

/**
 * The entries of a case as people may read them while a known-answer check waits for its answer: the plan, its ruling
 * and the question are those of the planted plan, and the entry that planted it is not there. Its place in the chain is
 * given to the entry before it, so that no gap tells of it. Once it is answered everything is told as it was.
 */
export function withoutPlanted(entries: Entry[]): Entry[] {
  if (!entries.some(({ kind }) => kind === 'check.planted')) return entries;
  const [first] = entries;
  const state = first && replay(first.stream.replace(/^case\//, ''), entries);
  const check = state && pendingCheck(state);
  if (!check) return entries;
  const at = entries.findIndex(({ kind, body }) => kind === 'check.planted' && body['check'] === check.id);
  const says = shown(state).review?.says ?? '';
  const planned = lastBefore(entries, at, 'planned');
  const ruled = lastBefore(entries, at, 'ruled');
  return entries.flatMap((entry, index) => {
    if (index === at) return [];
    const version = index > at ? entry.version - 1 : entry.version;
    const hash = index === at - 1 ? (entries[at]?.hash ?? entry.hash) : entry.hash;
    const told = { ...entry, version, hash };
    if (index === planned) return [{ ...told, ...plannedAs(entry, check) }];
    if (index === ruled) return [{ ...told, body: { ...entry.body, ...check.ruling, plan: check.digest } }];
    return index > planned ? [{ ...told, body: named(entry, check, says) }] : [told];
  });
}

function lastBefore(entries: Entry[], at: number, kind: string): number {
  return entries.findLastIndex((entry, index) => index < at && entry.kind === kind);
}

function plannedAs({ body, private: hidden }: Entry, check: PlantedCheck): Partial<Entry> {
  const { others: _, ...mine } = body;
  const { others: _others, ...rest } = hidden ?? {};
  const { play, reason, inputs, actions, digest, planned } = check;
  return {
    body: { ...mine, play, digest, actions: planned },
    private: { ...rest, reason, inputs, actions },
  };
}

/** What names the plan, or says why it is held, speaks of the planted one. */
function named({ kind, body }: Entry, check: PlantedCheck, says: string): Entry['body'] {
  const plan = body['plan'] === check.plan ? { plan: check.digest } : {};
  return {
    ...body,
    ...plan,
    ...(kind === 'review.asked' && body['review'] === check.review ? { says } : {}),
  };
}
