import type { Fact, Facts } from '../../boundary/schema.ts';
import type { FactSource, Workflow, Workspace } from '../../workspace/schema.ts';
import { allHoles, fillFields } from '../../workspace/template.ts';
import type { z } from 'zod';
import type { Gathered, ReadAnswer, Reader } from './schema.ts';

export interface Gathering {
  body: z.output<typeof Gathered.body>;
  private: z.output<typeof Gathered.private>;
  /** A fact is missing only because a system that is needed does not answer: worth another try later. */
  retry: boolean;
}

interface Outside {
  systems: Record<string, Reader>;
  now(): Date;
  readMs: number;
  contextMs: number;
}

/**
 * Reads the workflow's source-of-truth map, in parallel as far as facts do not need each other.
 * What cannot be read is said as missing, with the reason; nothing is guessed.
 * `only` reads just those facts and what they need.
 */
export async function gather(
  workspace: Workspace,
  workflow: Workflow,
  event: Record<string, unknown>,
  outside: Outside,
  only?: ReadonlySet<string>,
): Promise<Gathering> {
  const wanted = only ? withNeeds(workflow, only) : new Set(Object.keys(workflow.context));
  const limit = AbortSignal.timeout(outside.contextMs);
  const readings = new Map<string, Promise<Reading>>();
  const read = (name: string): Promise<Reading> => {
    const known = readings.get(name);
    if (known) return known;
    const source = workflow.context[name];
    const reading = source
      ? readOne(workspace, workflow, source, event, read, outside, limit)
      : Promise.reject(new Error(`${name} is not on the map`));
    readings.set(name, reading);
    return reading;
  };
  return report(workflow, await Promise.all([...wanted].map(read)));
}

interface Reading {
  fact: Fact;
  source: FactSource;
  retry: boolean;
  tookMs: number;
}

async function readOne(
  workspace: Workspace,
  workflow: Workflow,
  source: FactSource,
  event: Record<string, unknown>,
  read: (name: string) => Promise<Reading>,
  outside: Outside,
  limit: AbortSignal,
): Promise<Reading> {
  const before = await Promise.all(needsOf(source, workflow).map(read));
  const started = outside.now();
  const [system = '', name = ''] = source.read.split('.');
  const offer = workspace.systems[system]?.reads[name];
  const fact: Fact = { name: source.name, source: source.read, at: started.toISOString(), trust: 'trusted' };
  if (offer?.freshMs !== undefined) fact.freshMs = offer.freshMs;
  const missing = (says: string, retry: boolean): Reading => ({
    fact: { ...fact, missing: says },
    source,
    retry,
    tookMs: outside.now().getTime() - started.getTime(),
  });
  const values = Object.fromEntries(before.map(({ fact }) => [fact.name, fact.value]));
  const filled = fillFields(source.with, {
    values: { event, ...values },
    locale: 'en',
    timeZone: workspace.timeZone,
  });
  if (!filled.ok) {
    const lacking = before.find((reading) => reading.fact.missing !== undefined);
    const lacks = filled.missing.map((path) => sayLack(path, workflow, values));
    return missing(`it needs ${[...new Set(lacks)].join(', and ')}`, lacking?.retry ?? false);
  }
  const reader = outside.systems[system];
  if (!reader || !offer) return missing(`${source.read} is not offered by any system`, false);
  const signal = AbortSignal.any([limit, AbortSignal.timeout(outside.readMs)]);
  const answer: ReadAnswer = await reader.read(name, filled.value, { signal });
  if (!answer.ok) return missing(answer.says, answer.retry);
  const known = { ...fact, at: outside.now().toISOString(), value: answer.value };
  return { fact: known, source, retry: false, tookMs: outside.now().getTime() - started.getTime() };
}

/** What an argument of a read lacks, in the words of the shapes: `event.order_number` and `order.id` are for files. */
function sayLack(path: string, workflow: Workflow, values: Record<string, unknown>): string {
  const [root = '', field] = path.split('.');
  if (root === 'event') {
    const shape = field === undefined ? undefined : workflow.event.fields[field];
    return `the ${plain(shape?.label ?? field ?? root)}, which the message does not have`;
  }
  // A fact that was read may lack a field; of one that was not read every field is lacking.
  if (values[root] === undefined || field === undefined)
    return `the ${plain(root)}, which is not known either`;
  const facts = workflow.facts[root];
  const label = facts?.type === 'object' ? facts.fields[field]?.label : undefined;
  return `the ${plain(label ?? field)} of the ${plain(root)}, which is not known`;
}

/** `Order number` and `order_number` → `order number`; `IBAN` stays. */
function plain(name: string): string {
  const words = name.replaceAll('_', ' ');
  return /^.[A-Z]/.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1);
}

function report(workflow: Workflow, readings: Reading[]): Gathering {
  const values: Record<string, unknown> = {};
  const facts = readings.map(({ fact, source, tookMs }) => {
    if (fact.missing === undefined) values[fact.name] = fact.value;
    return {
      name: fact.name,
      source: fact.source,
      at: fact.at,
      trust: fact.trust,
      ...(fact.freshMs === undefined ? {} : { fresh_ms: fact.freshMs }),
      ...(fact.missing === undefined ? {} : { missing: fact.missing }),
      ...(source.optional ? { optional: true } : {}),
      took_ms: tookMs,
    };
  });
  const needed = systemsNeeded(workflow);
  const retry = readings.some(
    ({ fact, retry, source }) => fact.missing !== undefined && retry && needed.has(systemOf(source.read)),
  );
  return { body: { facts }, private: { values }, retry };
}

/**
 * Systems without which a case of this workflow cannot end. A fact that may be missing is tried again where its system
 * is among them: then it is not there only because the system does not answer. A system that gives nothing but such
 * facts holds nobody up.
 */
export function systemsNeeded(workflow: Workflow): Set<string> {
  const needed = new Set(workflow.writes.map(systemOf));
  for (const { read, optional } of Object.values(workflow.context)) if (!optional) needed.add(systemOf(read));
  return needed;
}

/** `shop.order` → `shop` */
export function systemOf(name: string): string {
  return name.split('.')[0] ?? '';
}

/** Facts of the map that a fact's arguments name. */
function needsOf(source: FactSource, workflow: Workflow): string[] {
  const roots = allHoles(source.with).map((hole) => hole.path.split('.')[0] ?? '');
  return [...new Set(roots)].filter((root) => root in workflow.context && root !== source.name);
}

function withNeeds(workflow: Workflow, only: ReadonlySet<string>): Set<string> {
  const wanted = new Set<string>();
  const add = (name: string): void => {
    const source = workflow.context[name];
    if (!source || wanted.has(name)) return;
    wanted.add(name);
    needsOf(source, workflow).forEach(add);
  };
  only.forEach(add);
  return wanted;
}

/** Needed facts that are missing, as a person reads them. */
export function missingNeeded(workflow: Workflow, facts: Facts): { name: string; says: string }[] {
  return Object.values(facts)
    .filter((fact) => fact.missing !== undefined && !workflow.context[fact.name]?.optional)
    .map((fact) => ({ name: fact.name, says: fact.missing ?? '' }));
}
