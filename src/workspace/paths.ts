import type { ObjectShape, Shape } from './shape.ts';

/** The value at `order.items.0.sku`; undefined where the way ends. Reads own fields only. */
export function valueAt(values: unknown, path: string): unknown {
  let value = values;
  for (const part of path.split('.')) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}

/** Where a path leads among shapes: its shape, or the first name that does not exist with those that do. */
export type ShapeAt =
  | { ok: true; shape: Shape; outside: boolean; optional: boolean }
  | { ok: false; part: string; before: string; names: string[] };

/** Stands for what could not be learned because another file is wrong: one mistake is told once. */
export const UNKNOWN_SHAPE: ObjectShape = Object.freeze({ type: 'object' as const, fields: {} });

/** Follows a path through shapes. `outside` holds when any shape on the way was written by a stranger. */
export function shapeAt(shapes: Record<string, Shape>, path: string): ShapeAt {
  let shape: Shape = { type: 'object', fields: shapes };
  let outside = false;
  let optional = false;
  const before: string[] = [];
  for (const part of path.split('.')) {
    if (shape === UNKNOWN_SHAPE) break;
    const next: Shape | undefined = stepInto(shape, part);
    if (!next) return { ok: false, part, before: before.join('.'), names: namesIn(shape) };
    before.push(part);
    shape = next;
    outside ||= next.outside === true;
    optional ||= next.optional === true;
  }
  return { ok: true, shape, outside, optional };
}

/** Whether anything inside the shape was written by a stranger. */
export function holdsOutside(shape: Shape): boolean {
  if (shape.outside === true) return true;
  if (shape.type === 'list') return holdsOutside(shape.of);
  return shape.type === 'object' && Object.values(shape.fields).some(holdsOutside);
}

function stepInto(shape: Shape, part: string): Shape | undefined {
  if (shape.type === 'object') return Object.hasOwn(shape.fields, part) ? shape.fields[part] : undefined;
  if (shape.type === 'list') return /^\d+$/.test(part) ? { ...shape.of, optional: true } : undefined;
  return shape.type === 'money' ? MONEY_FIELDS[part] : undefined;
}

const MONEY_FIELDS: Record<string, Shape> = { minor: { type: 'integer' }, currency: { type: 'string' } };

function namesIn(shape: Shape): string[] {
  if (shape.type === 'object') return Object.keys(shape.fields);
  return shape.type === 'money' ? Object.keys(MONEY_FIELDS) : [];
}
