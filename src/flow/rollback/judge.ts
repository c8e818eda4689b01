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

type Looked =
  | { kind: 'cannot'; judged: Judged; target: string | null }
  /** Nothing to read back is declared, or it cannot be said what. */
  | { kind: 'alone'; judged: Judged; offer: UndoOffer & { ok: true } }
  | { kind: 'link'; link: Link };

/** What can be done about each action of a slice, in the order given (newest first), as it stands now. */
export async function judgeItems(
  world: World,
  person: Person,
  sliced: readonly Sliced[],
): Promise<(Judged & { target?: string })[]> {
  const looked = await parallel(sliced, AT_ONCE, (one) => look(world, person, one));
  const verdicts = new Map<number, Judged>();
  const chains = new Map<string, number[]>();
  for (const [at, one] of looked.entries()) {
    const target = one.kind === 'link' ? one.link.hold.target : one.kind === 'cannot' ? one.target : null;
    if (one.kind === 'alone') verdicts.set(at, withWords(world, one.judged, one.offer));
    else if (target === null)
      verdicts.set(at, one.kind === 'cannot' ? one.judged : judge({ state: 'unchecked' }));
    else chains.set(target, [...(chains.get(target) ?? []), at]);
  }
  await parallel([...chains.values()], AT_ONCE, async (places) => {
    for (const [at, judged] of await judgeThing(world, places, looked)) verdicts.set(at, judged);
  });
  return sliced.map((_, at) => {
    const one = looked[at];
    const target = one?.kind === 'link' ? one.link.hold.target : one?.kind === 'cannot' ? one.target : null;
    return { ...(verdicts.get(at) ?? judge({ state: 'unchecked' })), ...(target === null ? {} : { target }) };
  });
}

/** All changes of one thing, newest first: what cannot be taken back bars what is older. */
async function judgeThing(
  world: World,
  places: readonly number[],
  looked: readonly Looked[],
): Promise<[number, Judged][]> {
  const barredFrom = places.findIndex((at) => looked[at]?.kind === 'cannot');
  const free = barredFrom < 0 ? places : places.slice(0, barredFrom);
  const links = free.flatMap((at) => {
    const one = looked[at];
    return one?.kind === 'link' ? [one.link] : [];
  });
  const judged =
    links.length === 0 ? [] : judgeChain(world.workspace(), links, await readNewest(world, links));
  return places.map((at, index) => {
    const one = looked[at];
    const link = links[index];
    const verdict = judged[index];
    if (link && verdict) return [at, withWords(world, verdict, link.offer)];
    if (one?.kind === 'cannot') return [at, one.judged];
    const says = 'A newer change of the same thing cannot be taken back.';
    return [at, { state: 'cannot', says }];
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
  const cannot = (says: string): Looked => ({ kind: 'cannot', judged: { state: 'cannot', says }, target });
  if (done.status === 'intended' || done.status === 'unknown')
    return cannot('It is not known whether it was done: somebody settles that first.');
  if (digestOf(done) !== done.digest) return cannot('What was sent is not in the log any more.');
  const offer = undoOffer(workspace, done, state.actions, world.now());
  if (!offer.ok) return cannot(offer.says);
  const denied = await deniedBy(world, person, { state, done }, offer);
  if (denied !== undefined) return cannot(denied);
  if (hold === null) return { kind: 'alone', judged: judge({ state: 'unchecked' }), offer };
  if (typeof hold === 'string')
    return { kind: 'alone', judged: judge({ state: 'unknown', says: hold }), offer };
  return { kind: 'link', link: { done, offer, hold } };
}

/** The ruling of the undo as of now: what a boundary forbids is said before anybody starts. */
async function deniedBy(
  world: World,
  person: Person,
  { state, done }: Sliced,
  offer: UndoOffer & { ok: true },
): Promise<string | undefined> {
  try {
    await planUndo(new Walk(world, state), person, done, offer, {});
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}

/** What will be done, for what can be: "Set a price: Product SOCK-M, Price €19.00". Personal values stay out of it. */
function withWords(world: World, judged: Judged, { action, label }: UndoOffer & { ok: true }): Judged {
  if (judged.state !== 'can') return judged;
  const workspace = world.workspace();
  return { ...judged, says: [label, sayArgs(workspace, action)].filter((part) => part !== '').join(': ') };
}

function sayArgs(workspace: Workspace, action: Pick<PerformedAction, 'write' | 'args'>): string {
  const shapes = offerOf(workspace, action.write)?.args ?? {};
  return Object.entries(shapes)
    .filter(([name, shape]) => shape.personal !== true && action.args[name] !== undefined)
    .map(([name, shape]) => `${shapeLabel(name, shape)} ${sayValue(action.args[name], shape, workspace)}`)
    .join(', ');
}
