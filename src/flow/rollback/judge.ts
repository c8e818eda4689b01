import { AppError } from '../../runtime/errors.ts';
import type { Person, Workspace } from '../../workspace/schema.ts';
import { holdOf, readBack, sayValue, type Held } from '../action/holds.ts';
import { undoOffer, type UndoOffer } from '../action/undo.ts';
import type { PerformedAction } from '../case/state.ts';
import { digestOf, offerOf } from '../plan/fill.ts';
import { shapeLabel } from '../say/words.ts';
import { planUndo } from '../undo.ts';
import { Walk } from '../walk.ts';
import { READ_MS, type World } from '../world.ts';
import { judge, judgeChain, type Judged, type Link } from './chain.ts';
import { parallel } from './parallel.ts';
import type { Sliced } from './plan.ts';

/** Rulings and readings of a plan that are under way at the same time. */
const AT_ONCE = 8;

/** One action, looked at by itself. `target` is the thing that it changed, where its write says how to read that back. */
type Looked =
  | { is: 'barred'; target: string | null; says: string }
  | { is: 'alone'; target: null; offer: UndoOffer & { ok: true } }
  | { is: 'linked'; target: string; link: Link };

/** What can be done about each action of a slice, in the order given (newest first), as it stands now. */
export async function judgeItems(
  world: World,
  person: Person,
  sliced: readonly Sliced[],
): Promise<(Judged & { target?: string })[]> {
  const looked = await parallel(sliced, AT_ONCE, (one) => look(world, person, one));
  const things = new Map<string, Looked[]>();
  for (const one of looked) {
    if (one.target !== null) things.set(one.target, [...(things.get(one.target) ?? []), one]);
  }
  const verdicts = new Map<Looked, Judged>();
  await parallel([...things.values()], AT_ONCE, async (changes) => {
    for (const [one, judged] of await judgeThing(world, changes)) verdicts.set(one, judged);
  });
  return looked.map((one) => {
    const judged = verdicts.get(one) ?? judgeAlone(world, one);
    return one.target === null ? judged : { ...judged, target: one.target };
  });
}

function judgeAlone(world: World, one: Looked): Judged {
  if (one.is === 'barred') return { state: 'cannot', says: one.says };
  const { offer } = one.is === 'linked' ? one.link : one;
  return withWords(world, judge({ state: 'unchecked' }), offer);
}

/** All changes of one thing, newest first: what cannot be taken back bars what is older. */
async function judgeThing(world: World, changes: readonly Looked[]): Promise<[Looked, Judged][]> {
  const barred = changes.findIndex(({ is }) => is === 'barred');
  const free = barred < 0 ? changes : changes.slice(0, barred);
  const links = free.flatMap((one) => (one.is === 'linked' ? [one.link] : []));
  const judged =
    links.length === 0 ? [] : judgeChain(world.workspace(), links, await readNewest(world, links));
  return changes.map((one, at) => {
    const verdict = judged[at];
    if (one.is === 'linked' && verdict) return [one, withWords(world, verdict, one.link.offer)];
    if (one.is === 'barred') return [one, { state: 'cannot', says: one.says }];
    return [one, { state: 'cannot', says: 'A newer change of the same thing cannot be taken back.' }];
  });
}

async function readNewest(world: World, links: readonly Link[]): Promise<Held> {
  const [newest] = links;
  if (!newest) return { state: 'unchecked' };
  const reader = world.systems[newest.hold.system];
  return readBack(world.workspace(), newest.hold, { reader, readMs: READ_MS });
}

async function look(world: World, person: Person, { state, done }: Sliced): Promise<Looked> {
  const workspace = world.workspace();
  const hold = holdOf(workspace, done);
  const target = hold === null || typeof hold === 'string' ? null : hold.target;
  const barred = (says: string): Looked => ({ is: 'barred', target, says });
  if (done.status === 'intended' || done.status === 'unknown')
    return barred('It is not known whether it was done: somebody settles that first.');
  if (digestOf(done) !== done.digest) return barred('What was sent is not in the log any more.');
  const offer = undoOffer(workspace, done, state.actions, world.now());
  if (!offer.ok) return barred(offer.says);
  if (typeof hold === 'string') return barred(hold);
  const denied = await deniedBy(world, person, { state, done }, offer);
  if (denied !== undefined) return barred(denied);
  return hold === null
    ? { is: 'alone', target: null, offer }
    : { is: 'linked', target: hold.target, link: { done, offer, hold } };
}

/** The ruling of the undo as of now: what a boundary forbids is said before anybody starts. */
async function deniedBy(
  world: World,
  person: Person,
  { state, done }: Sliced,
  offer: UndoOffer & { ok: true },
): Promise<string | undefined> {
  try {
    await planUndo(new Walk(world, state), person, done, offer, { dry: true });
    return undefined;
  } catch (error) {
    // A system that does not answer now may answer when it is run; it is ruled again then.
    if (error instanceof AppError) return error.code === 'unavailable' ? undefined : error.message;
    throw error;
  }
}

/** What will be done, for what can be: "Set a price: Product SOCK-M, Price €19.00". Personal values stay out of it. */
function withWords(world: World, judged: Judged, { action, label }: UndoOffer & { ok: true }): Judged {
  if (judged.state !== 'can') return judged;
  const workspace = world.workspace();
  return { ...judged, says: [label, sayArgs(workspace, action)].filter((part) => part !== '').join(': ') };
}

export function sayArgs(workspace: Workspace, action: Pick<PerformedAction, 'write' | 'args'>): string {
  const shapes = offerOf(workspace, action.write)?.args ?? {};
  return Object.entries(shapes)
    .filter(([name, shape]) => shape.personal !== true && action.args[name] !== undefined)
    .map(([name, shape]) => `${shapeLabel(name, shape)} ${sayValue(action.args[name], shape, workspace)}`)
    .join(', ');
}
