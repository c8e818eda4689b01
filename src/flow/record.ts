import type { Actor, NewEntry, Rows } from '../log/schema.ts';
import type { Workflow } from '../workspace/schema.ts';
import { openedBy, readEvent } from './intake/hear.ts';
import type { Event } from './intake/schema.ts';
import { entry } from './case/entries.ts';
import { foresee } from './case/replay.ts';
import { rowsOf } from './case/rows.ts';
import { workflowOf } from './walk.ts';
import { streamOf, type World } from './world.ts';

/** One step that a person took on a case before Remit, or outside it. */
export interface RecordedStep {
  by: { id: string; name?: string | undefined };
  at: Date;
  kind: string;
  play: string | null;
  inputs?: Record<string, unknown> | undefined;
  outcome?: 'solved' | 'escalated' | 'failed' | undefined;
  minutes?: number | undefined;
  /** `approved`, `rejected`, … and the role, where the step was a decision in a chain. */
  decision?: string | undefined;
  role?: string | undefined;
  note?: string | undefined;
}

/** Work that people did already: the event, what was known then, and what they decided. */
export interface RecordedCase {
  event: Event;
  /** Facts as they were then, by the names of the workflow's map. */
  facts?: Record<string, unknown> | undefined;
  steps: RecordedStep[];
  closedAt?: Date | undefined;
  outcome: 'solved' | 'reworked' | 'escalated' | 'failed';
}

export interface Recorded {
  status: 'recorded' | 'duplicate';
  case: string;
}

/**
 * Writes a case that people handled into the log, each step at its own time, in one append. Nothing is planned or
 * run for it; the memory learns from it. An event that is known already changes nothing.
 */
export async function record(world: World, workflowName: string, given: RecordedCase): Promise<Recorded> {
  const workspace = world.workspace();
  const workflow = workflowOf(workspace, workflowName);
  const heard = readEvent(workspace, workflow, given.event);
  const id = world.id();
  const begin = openedBy(workflow, heard);
  const outside: Actor = { type: 'outside', id: heard.source };
  const body = { ...begin.body, recorded: true };
  const entries: NewEntry[] = [entry('opened', outside, heard.receivedAt, body, begin.private)];
  if (given.facts) entries.push(gathered(workflow.context, given.facts, heard.receivedAt));
  for (const step of given.steps) entries.push(handled(step, step === given.steps.at(-1)));
  const closedAt = given.closedAt ?? given.steps.at(-1)?.at ?? heard.receivedAt;
  const end = { holds: 'unknown' as const, says: 'People did it before Remit; nothing was read back.' };
  entries.push(entry('closed', { type: 'remit' }, closedAt, { outcome: given.outcome, end }));
  const rows = rowsOf(workspace, foresee(id, entries), { since: 0, resting: true });
  return appendRecorded(world, workflow, id, entries, rows, heard.eventKey);
}

/** Appends a case that is over already, under the name that its event has. */
export async function appendRecorded(
  world: World,
  workflow: Workflow,
  id: string,
  entries: NewEntry[],
  rows: Rows,
  name: string,
): Promise<Recorded> {
  const done = await world.log.append({
    stream: streamOf(id),
    expected: 0,
    entries,
    head: { workflow: workflow.name, dueAt: null, lease: null },
    rows,
    keys: [{ name, mode: 'claim' }],
  });
  if (done.ok) return { status: 'recorded', case: id };
  if (done.why === 'taken') return { status: 'duplicate', case: done.stream.replace(/^case\//, '') };
  throw new Error(`a recorded case ${id} could not be appended: ${done.why}`);
}

function handled(step: RecordedStep, closes: boolean): NewEntry {
  const { by, at, kind, play, inputs, outcome = 'solved', minutes, decision, role, note } = step;
  const person: Actor = { type: 'person', id: by.id, ...(by.name === undefined ? {} : { name: by.name }) };
  const body = {
    kind,
    play,
    outcome,
    closes,
    ...(minutes === undefined ? {} : { minutes }),
    ...(decision === undefined ? {} : { decision }),
    ...(role === undefined ? {} : { role }),
  };
  const hidden = { ...(note === undefined ? {} : { note }), ...(inputs === undefined ? {} : { inputs }) };
  return entry('handled', person, at, body, hidden);
}

function gathered(
  context: Record<string, { read: string }>,
  facts: Record<string, unknown>,
  at: Date,
): NewEntry {
  const known = Object.keys(facts).filter((name) => name in context);
  const read = known.map((name) => ({
    name,
    source: context[name]?.read ?? name,
    at: at.toISOString(),
    trust: 'trusted' as const,
  }));
  const values = Object.fromEntries(known.map((name) => [name, facts[name]]));
  return entry('context.gathered', { type: 'remit' }, at, { facts: read }, { values });
}
