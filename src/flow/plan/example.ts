import type { Facts } from '../../boundary/schema.ts';
import type { Shape } from '../../workspace/shape.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';

/** What the memory learns from and predicts on: the words of a case, and its short declared values. */
export interface Example {
  text: string;
  fields: Record<string, string | number | boolean>;
}

/** Fields deeper than this are left out: lists and nested records say little and cost much. */
const FIELD_DEPTH_MAX = 2;

/**
 * The words and values of a case. Free text and personal fields are words at most, never fields: a customer's name
 * must not become a reason. Times become whole days before `now`, so that they mean the same next month.
 */
export function exampleOf(
  workspace: Workspace,
  workflow: Workflow,
  known: { text: string; event: Record<string, unknown>; facts: Facts },
  now: Date,
): Example {
  const fields: Example['fields'] = {};
  for (const [name, shape] of Object.entries(workflow.event.fields)) {
    addField(fields, `event.${name}`, shape, known.event[name], now, 0);
  }
  for (const source of Object.values(workflow.context)) {
    const [system = '', read = ''] = source.read.split('.');
    const gives = workspace.systems[system]?.reads[read]?.gives;
    const fact = known.facts[source.name];
    if (!gives || !fact) continue;
    if (fact.missing !== undefined) fields[source.name] = 'missing';
    else addField(fields, source.name, gives, fact.value, now, 0);
  }
  return { text: known.text, fields };
}

function addField(
  fields: Example['fields'],
  path: string,
  shape: Shape,
  value: unknown,
  now: Date,
  depth: number,
): void {
  if (value === undefined || value === null || shape.personal) return;
  if (shape.type === 'object') {
    if (depth >= FIELD_DEPTH_MAX) return;
    for (const [name, inner] of Object.entries(shape.fields)) {
      addField(fields, `${path}.${name}`, inner, (value as Record<string, unknown>)[name], now, depth + 1);
    }
    return;
  }
  const field = fieldOf(shape, value, now);
  if (field !== undefined) fields[path] = field;
}

function fieldOf(shape: Shape, value: unknown, now: Date): string | number | boolean | undefined {
  switch (shape.type) {
    case 'string':
      return 'choices' in shape && shape.choices ? String(value) : undefined;
    case 'boolean':
      return Boolean(value);
    case 'integer':
    case 'number':
      return Number(value);
    case 'money':
      return (value as { minor: number }).minor / 100;
    case 'time':
      return Math.floor((now.getTime() - new Date(String(value)).getTime()) / 86_400_000);
    case 'list':
      return Array.isArray(value) ? value.length : undefined;
    case 'text':
    case 'object':
      return undefined;
  }
}
