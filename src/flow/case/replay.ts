import type { Entry, NewEntry } from '../../log/schema.ts';
import { eventName } from '../intake/schema.ts';
import { APPLY } from './apply.ts';
import { observed } from './observations.ts';
import { followProposals } from './proposals.ts';
import type { CaseState } from './state.ts';
import { parseEntry, type CaseEntry } from './entries.ts';

/** The state of a case is what its entries say, in order, and nothing else. */
export function replay(id: string, entries: Entry[]): CaseState | null {
  let state: CaseState | null = null;
  for (const raw of entries) state = evolve(state, parseEntry(raw), id);
  return state;
}

/** The state that new entries of a new stream make, before the log has given them their places. */
export function foresee(id: string, entries: NewEntry[]): CaseState {
  const state = replay(
    id,
    entries.map((made, at) => unplaced(made, at + 1)),
  );
  if (!state) throw new Error(`the case ${id} would begin with nothing`);
  return state;
}

/** An entry as it will stand at a version; its hash and its place in the log are not known yet. */
export function unplaced(made: NewEntry, version: number): Entry {
  // What is new stands first: a member that is added behind a spread costs a microsecond each.
  return { stream: '', version, prevHash: '', hash: '', position: 0, ...made };
}

/** One entry further. A state that is passed in is not changed. */
export function evolve(before: CaseState | null, entry: CaseEntry, id: string): CaseState {
  if (before === null) return open(entry, id);
  const state: CaseState = { ...before, version: entry.version, changedAt: entry.at };
  APPLY[entry.kind]?.(state, entry as never);
  // What it waited for is over with the wait.
  if (state.waitUntil === null) state.heldBy = null;
  if (entry.kind !== 'noted') state.heldSince = null;
  if (state.proposals.length > 0) state.proposals = followProposals(state, entry);
  const found = observed(before, state, entry);
  if (found.length > 0) state.observations = [...before.observations, ...found];
  return state;
}

function open(entry: CaseEntry, id: string): CaseState {
  if (entry.kind !== 'opened')
    throw new Error(`the stream ${id} begins with ${entry.kind} instead of opened`);
  const { body } = entry;
  const hidden = entry.private ?? { title: 'erased', text: '', event: {} };
  return {
    id,
    version: entry.version,
    workflow: body.workflow,
    workflowVersion: body.workflow_version,
    subject: body.subject,
    title: hidden.title,
    recorded: body.recorded ?? false,
    openedAt: new Date(body.received_at),
    sinceAt: new Date(body.received_at),
    changedAt: entry.at,
    closedAt: null,
    status: 'open',
    outcome: null,
    end: null,
    reworked: false,
    ...(body.trace === undefined ? {} : { trace: body.trace }),
    messages: [{ at: new Date(body.received_at), from: body.source, text: hidden.text, event: hidden.event }],
    eventIds: [eventName(body.source, body.source_id)],
    event: hidden.event,
    stoppedBy: null,
    heldBy: null,
    heldSince: null,
    rounds: [],
    observations: [],
    late: null,
    audited: null,
    seconded: null,
    check: null,
    precedents: [],
    turns: [],
    looked: [],
    wentOn: [],
    facts: null,
    gatheredAt: null,
    kind: null,
    plan: null,
    ruling: null,
    review: null,
    clearances: [],
    actions: [],
    proposals: [],
    handled: [],
    round: 0,
    label: null,
    notes: [],
    waitUntil: null,
    tries: 0,
  };
}
