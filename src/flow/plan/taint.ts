import type { Facts } from '../../boundary/schema.ts';
import { taintOf } from '../../workspace/checks/templates.ts';
import type { Play, Template, Workflow } from '../../workspace/schema.ts';
import type { Shape } from '../../workspace/shape.ts';

/** Shorter texts than this turn up by chance in any message. */
const TELLING_CHARS = 4;

/**
 * Paths of an action's arguments that derive from outside text. An input that is a declared choice or equals a fact
 * of a trusted system is not; one whose words stand in what a stranger wrote is, whichever agent put it there.
 */
export function taintedArgs(
  workflow: Workflow,
  play: Play,
  templates: Record<string, Template>,
  inputs: Record<string, unknown>,
  event: Record<string, unknown>,
  facts: Facts,
): string[] {
  const outside = outsideTexts(workflow, event);
  const trusted = new Set<unknown>();
  for (const fact of Object.values(facts)) collect(fact.value, (value) => trusted.add(value));
  const args = Object.entries(play.inputs).map(([name, shape]): [string, Shape] => {
    const value = inputs[name];
    const isOutside = shape.outside === true || stands(value, shape, outside, trusted);
    return [name, { ...shape, outside: isOutside }];
  });
  const shapes: Record<string, Shape> = {
    event: { type: 'object', fields: workflow.event.fields },
    args: { type: 'object', fields: Object.fromEntries(args) },
    ...workflow.facts,
  };
  return taintOf(templates, shapes);
}

function stands(value: unknown, shape: Shape, outside: string[], trusted: ReadonlySet<unknown>): boolean {
  if ('choices' in shape && shape.choices) return false;
  let found = false;
  collect(value, (part) => {
    if (typeof part !== 'string' || part.length < TELLING_CHARS || trusted.has(part)) return;
    // A long text that a template wrote may hold a customer's word; a short value that a customer wrote is theirs.
    found ||= outside.some((text) => text.includes(part.toLowerCase()));
  });
  return found;
}

function outsideTexts(workflow: Workflow, event: Record<string, unknown>): string[] {
  const texts: string[] = [];
  for (const [name, shape] of Object.entries(workflow.event.fields)) {
    if (shape.outside)
      collect(event[name], (part) => typeof part === 'string' && texts.push(part.toLowerCase()));
  }
  return texts;
}

function collect(value: unknown, take: (part: unknown) => void): void {
  if (value === null || typeof value !== 'object') return take(value);
  for (const part of Object.values(value)) collect(part, take);
}
