import type { Shape } from '../../workspace/shape.ts';
import type { Workspace } from '../../workspace/schema.ts';
import { coerce } from '../../workspace/values.ts';

/** Where what is wrong is said, and how what is read is called there. */
export interface Reading {
  /** What has the fields: a play or a write. */
  of: string;
  /** What stands before the name of a field: `inputs`. */
  at: string;
  workspace: Pick<Workspace, 'currency'>;
  problems: string[];
}

/** Values that a model wrote, in their shapes; what nobody asked for is a mistake, not a gift. */
export function readFields(
  shapes: Record<string, Shape & { default?: unknown }>,
  given: Record<string, unknown>,
  { of, at, workspace, problems }: Reading,
): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const [name, raw] of Object.entries(given)) {
    const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
    if (!shape) {
      problems.push(`${of} has no input ${name.slice(0, 80)}.`);
      continue;
    }
    if (raw === null || raw === '' || raw === undefined) continue;
    const held = coerce({ ...shape, optional: true }, raw, workspace.currency);
    if (held.ok) read[name] = held.value;
    else
      for (const { path, says } of held.problems)
        problems.push(`${at}.${path === '' ? name : `${name}.${path}`} ${says}.`);
  }
  for (const [name, shape] of Object.entries(shapes)) {
    if (read[name] === undefined && shape.default === undefined && shape.optional !== true)
      problems.push(`${at}.${name} is missing.`);
  }
  return read;
}

/** An object as a model gave it; empty where it gave none. */
export function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
