import type { Workflow, Workspace } from '../../../workspace/schema.ts';
import { coerce } from '../../../workspace/values.ts';
import type { Event } from '../schema.ts';
import { isRecord } from './columns.ts';
import type { Mapping } from './schema.ts';
import { makeSteps, type MadeStep } from './steps.ts';
import { kindOf, playOf } from './targets.ts';
import { BadRow, knownName, numberOf, outcomeOf, personOf, textOf, timeOf, valueOf } from './values.ts';

/** What a row says: an event, and what people decided on it where they have. */
export interface MadeRow {
  event: Event;
  decided?: {
    facts?: Record<string, unknown>;
    steps: MadeStep[];
    outcome: 'solved' | 'reworked' | 'escalated' | 'failed';
  };
}

/** What rows are read against. */
export interface Ground {
  workspace: Workspace;
  workflow: Workflow;
  mapping: Mapping;
  /** `import:tickets.csv` */
  source: string;
  now: Date;
}

/** Reads a row by the mapping. Throws `BadRow` with the reason when it cannot be taken. */
export function makeRow(ground: Ground, values: Record<string, unknown>, contentId: () => string): MadeRow {
  const { workflow, mapping } = ground;
  const fields: Record<string, unknown> = {};
  for (const [name, shape] of Object.entries(workflow.event.fields)) {
    const value = valueOf(mapping.map[name], values, name);
    const isText = shape.type === 'string' || shape.type === 'text';
    const isEmptyText = value === undefined && isText && !shape.optional && !('choices' in shape);
    if (mapping.map[name] !== undefined) fields[name] = isEmptyText ? '' : value;
  }
  const received = timeOf(about(ground, values, 'received_at'), 'received_at') ?? ground.now;
  const sourceId =
    mapping.map['source_id'] === undefined ? contentId() : textOf(about(ground, values, 'source_id'));
  if (sourceId === undefined) throw new BadRow('has no source_id');
  const event: Event = { source: ground.source, source_id: sourceId, received_at: received, fields };
  const decided = makeDecision(ground, values, received);
  return decided ? { event, decided } : { event };
}

/** A part of the decision; an event field of the same name takes the column for itself. */
function about(ground: Ground, values: Record<string, unknown>, name: string): unknown {
  if (name in ground.workflow.event.fields) return undefined;
  return valueOf(ground.mapping.map[name], values, name);
}

function makeDecision(
  ground: Ground,
  values: Record<string, unknown>,
  received: Date,
): MadeRow['decided'] | undefined {
  const { workflow, mapping } = ground;
  const kind = knownName(textOf(about(ground, values, 'kind')), 'kind', (name) => kindOf(workflow, name));
  const play = knownName(textOf(about(ground, values, 'play')), 'play', (name) => playOf(workflow, name));
  const facts = factsOf(ground, values);
  const named = textOf(about(ground, values, 'outcome'));
  const reworked = coerce({ type: 'boolean', optional: true }, about(ground, values, 'reworked'));
  if (!reworked.ok) throw new BadRow('has a “reworked” that is neither yes nor no');
  if (mapping.steps) {
    const steps = makeSteps(ground, mapping.steps, values, kind ?? 'unclear');
    const last = steps.at(-1);
    if (!last) return undefined;
    return { ...facts, steps, outcome: outcomeOf(named, reworked.value === true) ?? last.outcome };
  }
  if (kind === undefined && play === undefined) return undefined;
  const decidedAt = timeOf(about(ground, values, 'decided_at'), 'decided_at');
  // An export that has a column for the end of the work leaves it empty where the work is still to be done.
  if (mapping.map['decided_at'] !== undefined && decidedAt === undefined) return undefined;
  const outcome = outcomeOf(named, reworked.value === true) ?? 'solved';
  const chosen = play ?? onlyPlay(workflow);
  const step: MadeStep = {
    by: personOf(ground.workspace, textOf(about(ground, values, 'decided_by'))),
    at: decidedAt ?? received,
    kind: kind ?? 'unclear',
    play: chosen,
    inputs: inputsOf(ground, chosen, values),
    outcome: outcome === 'reworked' ? 'solved' : outcome,
    minutes: numberOf(about(ground, values, 'minutes')),
    note: textOf(about(ground, values, 'note')),
  };
  return { ...facts, steps: [step], outcome };
}

/** A workflow with one play leaves no question which one it was. */
function onlyPlay(workflow: Workflow): string | null {
  const plays = Object.keys(workflow.plays);
  return plays.length === 1 ? (plays[0] ?? null) : null;
}

function inputsOf(ground: Ground, play: string | null, values: Record<string, unknown>) {
  const inputs: Record<string, unknown> = {};
  const shapes = play === null ? {} : (ground.workflow.plays[play]?.inputs ?? {});
  for (const [name, shape] of Object.entries(shapes)) {
    const raw = about(ground, values, `inputs.${name}`);
    if (raw === undefined || raw === '') continue;
    const read = coerce(shape, raw, ground.workspace.currency);
    if (!read.ok) throw new BadRow(`${name} ${read.problems[0]?.says ?? 'is wrong'}`);
    inputs[name] = read.value;
  }
  return inputs;
}

function factsOf(ground: Ground, values: Record<string, unknown>): { facts?: Record<string, unknown> } {
  const whole = about(ground, values, 'facts');
  const raw: Record<string, unknown> = isRecord(whole) ? { ...whole } : {};
  for (const name of Object.keys(ground.workflow.facts)) {
    const value = about(ground, values, `facts.${name}`);
    if (value !== undefined) raw[name] = value;
  }
  const facts: Record<string, unknown> = {};
  for (const [name, shape] of Object.entries(ground.workflow.facts)) {
    if (raw[name] === undefined || raw[name] === null) continue;
    const read = coerce(shape, raw[name], ground.workspace.currency);
    const problem = read.ok ? undefined : read.problems[0];
    if (!read.ok) throw new BadRow(`the fact ${name} ${problem?.path ?? ''} ${problem?.says ?? 'is wrong'}`);
    facts[name] = read.value;
  }
  return Object.keys(facts).length === 0 ? {} : { facts };
}
