import type { Actor, Append, NewEntry } from '../../log/schema.ts';
import { AppError } from '../../runtime/errors.ts';
import type { Workflow } from '../../workspace/schema.ts';
import { givesWay } from '../case/apply_proposals.ts';
import { entry, type BodyOf, type PrivateOf } from '../case/entries.ts';
import { proposedBy, type ProposalState } from '../case/proposals.ts';
import { foresee } from '../case/replay.ts';
import { rowsOf } from '../case/rows.ts';
import type { CaseState } from '../case/state.ts';
import { openedBy, readEvent, type HeardEvent } from '../intake/hear.ts';
import { load, REMIT, Walk, workflowOf } from '../walk.ts';
import { streamOf, type World } from '../world.ts';
import { aboutAnother, fieldsFor, otherThan } from './about.ts';
import { readProposal, type ReadProposal } from './read.ts';
import type { Proposing } from './schema.ts';
import { begin, caseIn, keysOf, type AdvanceNew, type Brought, type Opened, type Opening } from './begin.ts';

/** Losses in a row, to workers and other calls on the same subject, beyond which something is wrong. */
const RACES_MAX = 30;
/** Proposals that one case holds. */
const PROPOSALS_MAX = 200;
/** An identical call within this time of the first is the same call again: a retry, or an agent that asks once more. */
const RETRY_MS = 24 * 3_600_000;
/** What an agent claims of its own sureness where it claims nothing. */
const CONFIDENCE = 0.5;

/**
 * Writes a proposal into the log, in the case of its subject: a new one, the open one, or one that was closed lately. A
 * call that is known already joins what there is: whatever became of it once is not done a second time.
 */
export async function bring(world: World, given: Proposing, advanceNew: AdvanceNew): Promise<Brought> {
  const workspace = world.workspace();
  const workflow = workflowOf(workspace, given.workflow);
  const read = readProposal(workspace, workflow, given);
  if (given.case !== undefined) return join(world, given, read, given.case);
  const source_id = given.key ?? world.id();
  const received_at = world.now();
  const event = { source: proposedBy(given.agent.name), source_id, received_at, fields: read.fields };
  const heard = hear(world, workflow, event, read);
  for (let race = 0; race < RACES_MAX; race++) {
    const all = { given, read, heard };
    const opened =
      (await begin(world, opening(world, workflow, all), advanceNew)) ??
      (await open(world, workflow, all, 'claim'));
    if (opened.ok) return opened.brought;
    const came = await comeBack(world, workflow, all, opened.holder);
    if (came) return came;
  }
  throw busy(heard.subject);
}

interface Given {
  given: Proposing;
  read: ReadProposal;
  heard: HeardEvent;
}

function hear(
  world: World,
  workflow: Workflow,
  event: Parameters<typeof readEvent>[2],
  read: ReadProposal,
): HeardEvent {
  try {
    return readEvent(world.workspace(), workflow, event);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
    throw new AppError('invalid', `It does not say what it is about: ${error.message}`, {
      path: error.path ?? 'fields',
      suggestion: `Name the case, or let workflow.yaml say under gateway: how ${read.play.replace('custom:', '')} becomes an event.`,
    });
  }
}

/** What a case of a proposal begins with. */
function opening(world: World, workflow: Workflow, { given, read, heard }: Given): Opening {
  const id = world.id();
  const now = world.now();
  const begin = openedBy(workflow, heard, world.trace?.());
  const outside: Actor = { type: 'outside', id: heard.source };
  const made = proposedEntry(`${id}.p2`, given, read);
  const entries: NewEntry[] = [
    entry('opened', outside, now, begin.body, begin.private),
    entry('proposed', actorOf(given), now, made.body, made.private),
  ];
  return { id, proposal: `${id}.p2`, entries, heard };
}

async function open(
  world: World,
  workflow: Workflow,
  all: Given,
  subject: 'claim' | 'move',
): Promise<Opened> {
  const { id, proposal, entries, heard } = opening(world, workflow, all);
  const state = foresee(id, entries);
  const adopted = world.adopt?.room() ?? false;
  const lease = adopted ? { by: world.worker, ms: world.leaseMs } : null;
  const append: Append = {
    stream: streamOf(id),
    expected: 0,
    entries,
    head: { workflow: workflow.name, dueAt: world.now(), lease },
    rows: rowsOf(world.workspace(), state, { since: 0, resting: false }),
    keys: keysOf(heard, subject),
  };
  const done = await world.log.append(append);
  if (done.ok) {
    if (adopted) world.adopt?.take(id, state);
    return { ok: true, brought: { id: proposal, state, joined: false } };
  }
  if (done.why === 'taken') return { ok: false, holder: caseIn(done.stream) };
  throw new Error(`a new case ${id} could not be opened: ${done.why}`);
}

/** The subject has a case. One that was closed long ago is left alone, unless this very call is in it. */
async function comeBack(
  world: World,
  workflow: Workflow,
  all: Given,
  id: string,
): Promise<Brought | undefined> {
  const state = await load(world, id);
  const known = sameCall(state, all.given, all.read, world.now());
  if (known) return { id: known.id, state, joined: true };
  const closedFor = state.closedAt ? world.now().getTime() - state.closedAt.getTime() : 0;
  const other = otherThan(state, all.read);
  if (state.closedAt && (state.recorded || closedFor > workflow.reopenWithinMs || other !== undefined)) {
    const opened = await open(world, workflow, all, 'move');
    return opened.ok ? opened.brought : undefined;
  }
  if (other !== undefined)
    throw aboutAnother(other, `It has to wait until case ${state.id} of the same subject is over.`);
  return add(world, state, all);
}

/** The agent names the case itself. */
async function join(world: World, given: Proposing, read: ReadProposal, id: string): Promise<Brought> {
  for (let race = 0; race < RACES_MAX; race++) {
    const state = await load(world, id);
    if (state.workflow !== given.workflow || state.recorded)
      throw new AppError('not_found', `There is no case ${id} in ${given.workflow}.`, { path: 'case' });
    const other = otherThan(state, read);
    if (other !== undefined) throw aboutAnother(other, 'Leave the case out: it finds its own.');
    const known = sameCall(state, given, read, world.now());
    if (known) return { id: known.id, state, joined: true };
    const came = await add(world, state, { given, read });
    if (came) return came;
  }
  throw busy(id);
}

async function add(
  world: World,
  state: CaseState,
  { given, read }: Pick<Given, 'given' | 'read'>,
): Promise<Brought | undefined> {
  if (state.proposals.length >= PROPOSALS_MAX)
    throw new AppError('too_large', `Case ${state.id} has ${PROPOSALS_MAX} proposals already.`);
  const walk = new Walk(world, state);
  const { review } = state;
  const by = actorOf(given);
  if (state.closedAt) walk.add('reopened', by, { why: 'proposed' }, {});
  else if (givesWay(state) && review && ['open', 'claimed', 'snoozed'].includes(review.status))
    walk.add('review.expired', REMIT, { review: review.id, why: 'new_event' });
  const id = `${state.id}.p${walk.state.version + 1}`;
  const made = proposedEntry(id, given, { ...read, fields: fieldsFor(state, read) });
  walk.add('proposed', by, made.body, made.private);
  const done = await walk.commit(false);
  return done.ok ? { id, state: walk.state, joined: false } : undefined;
}

/**
 * The same call in this case: of the same agent under the same key; without a key the identical one, unless the same
 * write was done otherwise since, for then it means something again.
 */
function sameCall(
  state: CaseState,
  { agent, key }: Proposing,
  { digest }: ReadProposal,
  now: Date,
): ProposalState | undefined {
  const own = state.proposals.filter((one) => one.agent.name === agent.name && one.key === key);
  if (key !== undefined) {
    const known = own.at(-1);
    if (known && known.digest !== digest)
      throw new AppError('conflict', `The key ${key} was used for another call.`, { path: 'key' });
    return known;
  }
  const known = own.findLast((one) => one.digest === digest);
  if (!known?.end) return known;
  if (now.getTime() - known.end.at.getTime() > RETRY_MS) return undefined;
  const writes = new Set(known.actions.map(({ write }) => write));
  const newest = state.actions.findLast(({ write, status }) => writes.has(write) && status === 'done');
  return newest && !known.keys.includes(newest.key) && newest.intendedAt > known.end.at ? undefined : known;
}

function proposedEntry(
  id: string,
  given: Proposing,
  read: ReadProposal,
): { body: BodyOf<'proposed'>; private: PrivateOf<'proposed'> } {
  const { agent, key, session, confidence = CONFIDENCE, reason } = given;
  const tainted = session?.heard.taints(read.inputs) ?? [];
  return {
    body: {
      proposal: id,
      agent,
      kind: read.kind ?? 'unclear',
      play: read.play,
      confidence,
      digest: read.digest,
      ...(key !== undefined && { key }),
      ...(session && { session: session.id }),
      ...(session && session.looked.length > 0 && { looked: session.looked }),
      ...(tainted.length > 0 && { tainted }),
    },
    private: { inputs: read.inputs, reason: reason ?? `${agent.name} asked for it.`, fields: read.fields },
  };
}

function actorOf({ agent }: Proposing): Actor {
  return { type: 'agent', id: agent.name, version: agent.version };
}

function busy(subject: string): AppError {
  return new AppError('conflict', `Too many calls on ${subject} at once.`, { suggestion: 'Send it again.' });
}
