import type { Facts } from '../../boundary/schema.ts';
import { digest } from '../../log/canonical.ts';
import { taintOf } from '../../workspace/checks/templates.ts';
import { isMoney } from '../../workspace/money.ts';
import type { Play, Template, Workflow } from '../../workspace/schema.ts';
import type { Shape } from '../../workspace/shape.ts';

/** Shorter texts than this turn up by chance in any message. */
const TELLING_CHARS = 4;

/** What a play's inputs come from. */
export interface Origin {
  event: Record<string, unknown>;
  facts: Facts;
  /** Names of inputs that an agent chose of which nobody can tell from what it derived them. */
  opaque: ReadonlySet<string>;
}

/**
 * Paths of an action's arguments that derive from outside text. An input that is a declared choice or equals a fact
 * of a trusted system is not; one whose words stand in what a stranger wrote is, whichever agent put it there. An
 * input that an opaque agent chose (a model that read outside text) is tainted whatever it says, amounts and numbers
 * too, and so is what a default makes of it.
 */
export function taintedArgs(
  workflow: Workflow,
  play: Play,
  templates: Record<string, Template>,
  inputs: Record<string, unknown>,
  origin: Origin,
): string[] {
  const outside = outsideTexts(workflow, origin.event);
  const trusted = trustedValues(workflow, origin.facts);
  const event: Shape = { type: 'object', fields: workflow.event.fields };
  const args: Record<string, Shape> = {};
  for (const [name, shape] of Object.entries(play.inputs)) {
    const value = inputs[name];
    const isOpaque = origin.opaque.has(name) && isUnknown(value, shape, trusted);
    const isOutside = shape.outside === true || isOpaque || stands(value, shape, outside, trusted);
    const made = origin.opaque.size > 0 && !origin.opaque.has(name) ? shape.default : undefined;
    const scope = { event, args: { type: 'object' as const, fields: args }, ...workflow.facts };
    const derives = made !== undefined && taintOf(made, scope).length > 0;
    args[name] = { ...shape, outside: isOutside || derives };
  }
  return taintOf(templates, { event, args: { type: 'object', fields: args }, ...workflow.facts });
}

/** Whether a part of a value is none that a trusted system or the play itself knows. */
function isUnknown(value: unknown, shape: Shape, trusted: ReadonlySet<unknown>): boolean {
  if (value === undefined || value === null) return false;
  if (shape.type === 'list')
    return !Array.isArray(value) || value.some((part) => isUnknown(part, shape.of, trusted));
  if (shape.type === 'object') {
    const parts = value as Record<string, unknown>;
    return Object.entries(shape.fields).some(([name, field]) => isUnknown(parts[name], field, trusted));
  }
  const isChoice = shape.choices !== undefined || shape.type === 'boolean';
  return !isChoice && !trusted.has(isMoney(value) ? digest(value) : value);
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

/** All values that trusted systems gave; amounts by their digest. What a stranger wrote into a system is theirs still. */
function trustedValues(workflow: Workflow, facts: Facts): Set<unknown> {
  const values = new Set<unknown>();
  const take = (value: unknown, shape: Shape | undefined): void => {
    if (shape?.outside) return;
    if (isMoney(value)) values.add(digest(value));
    if (value === null || typeof value !== 'object') return void values.add(value);
    for (const [name, part] of Object.entries(value)) take(part, partOf(shape, name));
  };
  for (const fact of Object.values(facts)) {
    if (fact.trust === 'trusted' && fact.missing === undefined) take(fact.value, workflow.facts[fact.name]);
  }
  return values;
}

function partOf(shape: Shape | undefined, name: string): Shape | undefined {
  if (shape?.type === 'list') return shape.of;
  return shape?.type === 'object' ? shape.fields[name] : undefined;
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
