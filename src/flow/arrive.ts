import type { Actor, Append } from '../log/schema.ts';
import { AppError } from '../runtime/errors.ts';
import type { Workflow } from '../workspace/schema.ts';
import { openedBy, readEvent, type HeardEvent } from './intake/hear.ts';
import { eventName, type Event } from './intake/schema.ts';
import type { CaseState } from './case/state.ts';
import { entry } from './case/entries.ts';
import { foresee } from './case/replay.ts';
import { rowsOf } from './case/rows.ts';
import { load, Walk, workflowOf } from './walk.ts';
import { streamOf, type World } from './world.ts';

export interface Arrived {
  status: 'opened' | 'joined' | 'reopened' | 'duplicate';
  case: string;
}

/** Events that one case holds: each makes everything be read and thought again, and a flood must end somewhere. */
const EVENTS_MAX = 200;
/** What was written in all events of a case together. */
const CASE_TEXT_CHARS_MAX = 1_000_000;
/** Two events on one subject may race; more than this many losses in a row are a fault. */
const RACES_MAX = 20;

/**
 * An event arrives: it opens a case, joins the open case of its subject, reopens one that was closed lately, or is
 * known already. What the same source sends twice under one id opens nothing twice, however often and wherever.
 */
export async function intake(world: World, workflowName: string, event: Event): Promise<Arrived> {
  const workspace = world.workspace();
  const workflow = workflowOf(workspace, workflowName);
  const heard = readEvent(workspace, workflow, event);
  for (let race = 0; race < RACES_MAX; race++) {
    const opened = await open(world, workflow, heard, 'claim');
    if (opened.ok) return { status: 'opened', case: opened.id };
    if (opened.name === heard.eventKey) return { status: 'duplicate', case: opened.holder };
    const arrived = await comeBack(world, workflow, heard, opened.holder);
    if (arrived) return arrived;
  }
  throw new AppError('conflict', `Too many events on ${heard.subject} at once.`, {
    suggestion: 'Send it again.',
  });
}

type Opened = { ok: true; id: string } | { ok: false; name: string; holder: string };

async function open(
  world: World,
  workflow: Workflow,
  heard: HeardEvent,
  subject: 'claim' | 'move',
): Promise<Opened> {
  const id = world.id();
  const now = world.now();
  const begin = openedBy(workflow, heard, world.trace?.());
  const entries = [entry('opened', { type: 'outside', id: heard.source }, now, begin.body, begin.private)];
  const state = foresee(id, entries);
  const adopted = world.adopt?.room() ?? false;
  const append: Append = {
    stream: streamOf(id),
    expected: 0,
    entries,
    head: {
      workflow: workflow.name,
      dueAt: now,
      lease: adopted ? { by: world.worker, ms: world.leaseMs } : null,
    },
    rows: rowsOf(world.workspace(), state, { since: 0, resting: false }),
    keys: [
      { name: heard.eventKey, mode: 'claim' },
      { name: heard.subjectKey, mode: subject },
    ],
  };
  const done = await world.log.append(append);
  if (done.ok) {
    if (adopted) world.adopt?.take(id, state);
    return { ok: true, id };
  }
  if (done.why === 'taken') return { ok: false, name: done.name, holder: done.stream.replace(/^case\//, '') };
  throw new Error(`a new case ${id} could not be opened: ${done.why}`);
}

/** The subject has a case: joins it while it is open, reopens it for a while after, else opens another. */
async function comeBack(
  world: World,
  workflow: Workflow,
  heard: HeardEvent,
  id: string,
): Promise<Arrived | undefined> {
  const state = await load(world, id);
  if (state.eventIds.includes(eventName(heard.source, heard.sourceId)))
    return { status: 'duplicate', case: id };
  const closedFor = state.closedAt ? world.now().getTime() - state.closedAt.getTime() : 0;
  if (state.closedAt && (state.recorded || closedFor > workflow.reopenWithinMs)) {
    const opened = await open(world, workflow, heard, 'move');
    if (opened.ok) return { status: 'opened', case: opened.id };
    return opened.name === heard.eventKey ? { status: 'duplicate', case: opened.holder } : undefined;
  }
  mayGrow(state, heard.text);
  const walk = new Walk(world, state);
  const by: Actor = { type: 'outside', id: heard.source };
  const from = { source: heard.source, source_id: heard.sourceId };
  const trace = world.trace?.();
  const hidden = { text: heard.text, event: heard.fields };
  makeWay(walk);
  if (state.closedAt) walk.add('reopened', by, { why: 'came_back', ...from }, hidden);
  else
    walk.add(
      'joined',
      by,
      { ...from, received_at: heard.receivedAt.toISOString(), ...(trace && { trace }) },
      hidden,
    );
  const done = await walk.commit(false, undefined, [{ name: heard.eventKey, mode: 'claim' }]);
  if (done.ok) return { status: state.closedAt ? 'reopened' : 'joined', case: id };
  if (done.why === 'taken') return { status: 'duplicate', case: done.stream.replace(/^case\//, '') };
  return undefined;
}

/** What was under way gives way to a message: a question lapses, and an undo that was not sent yet is not sent. */
export function makeWay(walk: Walk): void {
  const { review, plan } = walk.state;
  if (review && (review.status === 'open' || review.status === 'claimed' || review.status === 'snoozed')) {
    walk.add('review.expired', { type: 'remit' }, { review: review.id, why: 'new_event' });
  }
  if (plan?.undoes && plan.keys.length === 0) {
    // Somebody was told that it is being done.
    const says = `${plan.undoes} was not taken back, for a message came first. Whoever asked may ask again.`;
    walk.add('noted', { type: 'remit' }, { says });
  }
}

/** Refuses what would make a case grow without end: the sender is told, and people have the case. */
export function mayGrow(state: CaseState, added: string): void {
  const chars = state.messages.reduce((sum, { text }) => sum + text.length, added.length);
  if (state.messages.length < EVENTS_MAX && chars <= CASE_TEXT_CHARS_MAX) return;
  throw new AppError('too_large', `Case ${state.id} has ${state.messages.length} events already.`, {
    suggestion: `A case holds at most ${EVENTS_MAX} events and ${CASE_TEXT_CHARS_MAX} characters.`,
  });
}
