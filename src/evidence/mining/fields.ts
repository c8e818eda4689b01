import type { Field } from './schema.ts';
import type { Shape } from '../../workspace/shape.ts';

/** Values deeper than this are in no example, and so in no condition. */
const FIELD_DEPTH_MAX = 2;

/** Everything that conditions over these shapes may speak of: short declared values, never free or personal text. */
export function fieldsOf(event: Record<string, Shape>, facts: Record<string, Shape>): Field[] {
  const found: Field[] = [];
  for (const [name, shape] of Object.entries(event)) add(found, `event.${name}`, shape, 0, false);
  for (const [name, shape] of Object.entries(facts)) add(found, name, shape, 0, false);
  return found;
}

/** The texts in which words are looked for: those of the event that the workflow calls its text. */
export function textsOf(event: Record<string, Shape>, template: string | undefined): string[] {
  return Object.entries(event)
    .filter(([name, { type }]) => type === 'text' || (type === 'string' && isIn(template, name)))
    .map(([name]) => `event.${name}`)
    .filter((path) => template === undefined || isIn(template, path.slice('event.'.length)));
}

function isIn(template: string | undefined, name: string): boolean {
  return template?.includes(`event.${name}`) ?? false;
}

function add(found: Field[], path: string, shape: Shape, depth: number, optional: boolean): void {
  if (shape.personal) return;
  const isOptional = optional || shape.optional === true;
  if (shape.type === 'object') {
    if (depth >= FIELD_DEPTH_MAX) return;
    for (const [name, inner] of Object.entries(shape.fields))
      add(found, `${path}.${name}`, inner, depth + 1, isOptional);
    return;
  }
  const type = typeOf(shape);
  if (type === undefined) return;
  found.push({ path, label: labelOf(path, shape.label), type, optional: isOptional });
}

function typeOf(shape: Exclude<Shape, { type: 'object' }>): Field['type'] | undefined {
  switch (shape.type) {
    case 'string':
      return 'choices' in shape && shape.choices ? 'choice' : undefined;
    case 'integer':
    case 'number':
      return 'number';
    case 'text':
      return undefined;
    case 'boolean':
    case 'money':
    case 'time':
    case 'list':
      return shape.type;
  }
}

/** `order.delivered_at` reads "order delivered at"; of the event only the field is named. */
function labelOf(path: string, label: string | undefined): string {
  if (label !== undefined) return lowered(label);
  return path.replace(/^event\./, '').replaceAll(/[._]/g, ' ');
}

/** Within a sentence a label begins small, unless it is an abbreviation. */
function lowered(label: string): string {
  return /^\p{Lu}\p{Ll}/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}
