import { rollbackStream, type RollbackItem } from '../../authority/schema.ts';
import type { NewEntry } from '../../log/schema.ts';
import { hasRight } from '../../people/rights.ts';
import type { Person } from '../../workspace/schema.ts';
import { systemOf } from '../context/gather.ts';
import { REMIT } from '../walk.ts';
import type { World } from '../world.ts';
import { parallel } from './parallel.ts';
import { QUEUE } from './plan.ts';
import { rowsAfter } from './rows.ts';
import { countsOf, loadRollback, pendingItems, type RollbackKind, type RollbackState } from './state.ts';
import { takeBack, type Tried } from './take_back.ts';

/** Actions that are taken back at the same time; a pause is obeyed within so many. */
export const BATCH = 8;
/** One call goes on for so many batches, so that a process that is told to stop need not wait for the whole. */
const BATCHES_A_CALL = 8;
/** What an item quotes of an error. */
const SAYS_CHARS_MAX = 200;

/**
 * Goes on with a rollback that is running: reads each thing back once more, takes it back as an action of its own
 * case, and writes down what became of it. It may be called too often, twice at once, or after a crash: what is not
 * written down yet is looked up in its case, and nothing is done twice.
 */
export async function advanceRollback(world: World, id: string): Promise<RollbackState> {
  let rollback = await loadRollback(world, id);
  for (let batch = 1; rollback.state === 'running'; batch++) {
    const person = runnerOf(world, rollback);
    if (!person) {
      const because = 'Who started it may not roll back any more, so somebody else resumes it.';
      return write(world, rollback, [made(world, 'rollback.paused', { because })], false);
    }
    const next = nextBatch(rollback);
    if (next.length === 0) {
      const counts = countsOf(rollback.items);
      rollback = await write(world, rollback, [made(world, 'rollback.done', { counts })], false);
      continue;
    }
    const down = await stillDown(world, next);
    if (down !== undefined) {
      const because = `Nothing can be read back just now: ${down}`;
      return write(world, rollback, [made(world, 'rollback.paused', { because })], false);
    }
    const thrown = await world.switches();
    const running = rollback;
    const tried = await parallel(next, BATCH, (item) =>
      takeBack(world, person, running, item, thrown).catch((error: unknown) => couldNot(item, error)),
    );
    const goesOn = batch < BATCHES_A_CALL;
    rollback = await write(world, rollback, entriesOf(world, rollback, tried), goesOn);
    if (!goesOn) return rollback;
  }
  return rollback;
}

/**
 * What is said of a system that these items need and that is down. Whoever resumes may know that it is back before
 * Remit does, so it is looked at first: half a batch that is refused by the breaker would count as tried.
 */
async function stillDown({ health }: World, items: readonly RollbackItem[]): Promise<string | undefined> {
  for (const system of new Set(items.map(({ write }) => systemOf(write)))) {
    if (!(await health?.down(system))) continue;
    await health?.probe(system);
    const down = await health?.down(system);
    if (down) return down.says;
  }
  return undefined;
}

/** Undos are cleared by the person who started or resumed it last, as long as they have the right to. */
function runnerOf(world: World, { runBy }: RollbackState): Person | undefined {
  const workspace = world.workspace();
  const person = workspace.people.find(({ id }) => runBy?.type === 'person' && runBy.id === id);
  return person && hasRight(workspace, person, 'roll_back') ? person : undefined;
}

/** The next items, newest action first, and no two of one case: of one thing the newer change goes before the older. */
function nextBatch(rollback: RollbackState): RollbackItem[] {
  const busy = new Set<string>();
  const next: RollbackItem[] = [];
  for (const item of pendingItems(rollback)) {
    const names = [`case ${item.case}`, ...(item.target === undefined ? [] : [`target ${item.target}`])];
    if (names.every((name) => !busy.has(name))) next.push(item);
    for (const name of names) busy.add(name);
    if (next.length === BATCH) break;
  }
  return next;
}

/** One case that cannot go on must not hold up the others. */
function couldNot({ key }: RollbackItem, error: unknown): Tried {
  const says = (error instanceof Error ? error.message : String(error)).slice(0, SAYS_CHARS_MAX);
  return { key, state: 'held', says: `Its case could not go on: ${says}` };
}

/** What is written down after a batch: what became of each item, and why it goes no further, where it does not. */
function entriesOf(world: World, rollback: RollbackState, tried: readonly Tried[]): NewEntry[] {
  const stopped = tried.find(({ stoppedBy }) => stoppedBy !== undefined)?.stoppedBy;
  const begun = tried.filter(({ state }) => state !== 'can');
  const items = [...begun, ...begun.flatMap((one) => barredBy(rollback, one))];
  const known = items.map(({ key, state, says, expected, found, by }) => ({
    key,
    state,
    says,
    ...(expected === undefined ? {} : { expected }),
    ...(found === undefined ? {} : { found }),
    ...(by === undefined ? {} : { by }),
  }));
  const entries = known.length === 0 ? [] : [made(world, 'rollback.items', { items: known })];
  if (stopped !== undefined) {
    const because = `The switch ${stopped} is thrown. Release it, then resume.`;
    entries.push(made(world, 'rollback.paused', { because }));
  } else if (tried.every(({ isUnread }) => isUnread)) {
    const because = `Nothing can be read back just now: ${tried[0]?.says ?? ''}`;
    entries.push(made(world, 'rollback.paused', { because }));
  }
  return entries;
}

/** What was left of a thing is not taken back beneath it: an older change of it is left as well. */
function barredBy(rollback: RollbackState, { key, state }: Tried): Tried[] {
  if (state === 'undone') return [];
  const place = rollback.items.findIndex((item) => item.key === key);
  const target = rollback.items[place]?.target;
  if (target === undefined) return [];
  const says = 'A newer change of the same thing was not taken back, so this one stays as well.';
  return pendingItems({ items: rollback.items.slice(place + 1), tried: rollback.tried })
    .filter((item) => item.target === target)
    .map((item) => ({ key: item.key, state, says }));
}

/** Somebody paused or cancelled it meanwhile: what became of the items is still written down, and nothing else. */
async function write(
  world: World,
  known: RollbackState,
  entries: NewEntry[],
  goesOn: boolean,
): Promise<RollbackState> {
  let before = known;
  let news = entries;
  while (news.length > 0) {
    const { state, rows } = rowsAfter(before, news, known.id);
    const isRunning = state?.state === 'running';
    const lease = goesOn && isRunning ? { by: world.worker, ms: world.leaseMs } : null;
    const done = await world.log.append({
      stream: rollbackStream(known.id),
      expected: before.version,
      entries: news,
      head: { workflow: QUEUE, dueAt: isRunning ? world.now() : null, lease },
      rows,
    });
    if (done.ok && state) return state;
    before = await loadRollback(world, known.id);
    news = stillNews(before, news);
  }
  return before;
}

/** Of what was to be written: what nobody else wrote meanwhile. */
function stillNews({ state, tried }: RollbackState, entries: NewEntry[]): NewEntry[] {
  return entries.flatMap((entry) => {
    if (entry.kind !== 'rollback.items') return state === 'running' ? [entry] : [];
    const items = (entry.body['items'] as { key: string }[]).filter(({ key }) => !tried.has(key));
    return items.length === 0 ? [] : [{ ...entry, body: { items } }];
  });
}

function made(world: World, kind: RollbackKind, body: Record<string, unknown>): NewEntry {
  return { kind, kindVersion: 1, at: world.now(), actor: REMIT, body };
}
