import type { Append, NewEntry } from '../../log/schema.ts';
import type { CaseState } from '../case/state.ts';
import type { HeardEvent } from '../intake/hear.ts';
import { NotBegun, Walk } from '../walk.ts';
import type { World } from '../world.ts';

/** A proposal that is in the log, and the case as it was when it came in; `joined`: it had been there before. */
export interface Brought {
  id: string;
  state: CaseState;
  joined: boolean;
}

/** A case that was opened, or the id of the one that has its subject. */
export type Opened = { ok: true; brought: Brought } | { ok: false; holder: string };

/** What a case of a proposal begins with. */
export interface Opening {
  id: string;
  proposal: string;
  entries: NewEntry[];
  heard: HeardEvent;
}

/** Takes a case that begins as far as it goes. */
export type AdvanceNew = (walk: Walk) => Promise<CaseState>;

/** The subjects of which this process is opening a case, so that identical calls at once read nothing twice. */
const subjects = new WeakMap<World, Map<string, Promise<unknown>>>();

/**
 * Opens a case and goes on with it in this very call. It is appended when it must be: before a write is sent, or when
 * it comes to rest. So a call that is allowed costs one commit up to its intent, in which proposal, facts, plan, ruling
 * and intent stand together, and one for its end. Until the first nobody was told anything, and nothing was done.
 *
 * Resolves when the case is in the log; undefined where no hand is free, or it could not be thought through: then it is
 * to be written down as it is, for whoever works.
 */
export async function begin(
  world: World,
  opening: Opening,
  advanceNew: AdvanceNew,
): Promise<Opened | undefined> {
  if (!world.adopt?.room()) return undefined;
  const { subjectKey } = opening.heard;
  const others = subjects.get(world) ?? new Map<string, Promise<unknown>>();
  subjects.set(world, others);
  for (let other = others.get(subjectKey); other; other = others.get(subjectKey)) await other;
  const opened = attempt(world, opening, advanceNew).finally(() => others.delete(subjectKey));
  others.set(
    subjectKey,
    opened.catch(() => undefined),
  );
  return opened;
}

async function attempt(
  world: World,
  { id, proposal, entries, heard }: Opening,
  advanceNew: AdvanceNew,
): Promise<Opened | undefined> {
  // A subject that has a case costs one look, instead of facts that would be read for nothing.
  const holder = await world.log.holder(heard.subjectKey);
  if (holder !== undefined) return { ok: false, holder: caseIn(holder) };
  try {
    const state = await new Promise<CaseState>((begun, failed) => {
      const walk = Walk.begin(world, id, { entries, keys: keysOf(heard, 'claim'), begun });
      const work = advanceNew(walk).catch((error: unknown) => {
        failed(error);
        if (!walk.isBeginning) throw error;
        return walk.state;
      });
      world.adopt?.lend(id, work);
    });
    return { ok: true, brought: { id: proposal, state, joined: false } };
  } catch (error) {
    const taken = error instanceof NotBegun ? error.holder : undefined;
    return taken === undefined ? undefined : { ok: false, holder: caseIn(taken) };
  }
}

/** The names that a new case claims: its event is told once, and its subject is its own. */
export function keysOf({ eventKey, subjectKey }: HeardEvent, subject: 'claim' | 'move'): Append['keys'] {
  return [
    { name: eventKey, mode: 'claim' },
    { name: subjectKey, mode: subject },
  ];
}

/** The id of the case whose stream it is. */
export function caseIn(stream: string): string {
  return stream.replace(/^case\//, '');
}
