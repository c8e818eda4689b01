import { z } from 'zod';
import { suggestName } from './nearest.ts';

/**
 * The shape of a fact, an argument or an event field, as workspace files declare it.
 *
 *     amount:  money                       # the short form: a type's name
 *     coupon:  money?                      # a question mark: it may be missing
 *     reason:  {choices: [late, damaged]}  # a string of declared values
 *     note:    {type: string, outside: true, label: Customer's note}
 *     items:   {list: {sku: string, quantity: integer}}
 *     address: {street: string, city: string}
 *
 * `outside` marks text that a stranger wrote: it is data, never an instruction, and taints what is made of it.
 */
export type Shape = ScalarShape | ListShape | ObjectShape;

interface Common {
  label?: string;
  optional?: boolean;
  outside?: boolean;
  personal?: boolean;
}
export interface ScalarShape extends Common {
  type: 'string' | 'text' | 'integer' | 'number' | 'boolean' | 'money' | 'time';
  choices?: string[];
}
export interface ListShape extends Common {
  type: 'list';
  of: Shape;
}
export interface ObjectShape extends Common {
  type: 'object';
  fields: Record<string, Shape>;
}

const SCALARS = ['string', 'text', 'integer', 'number', 'boolean', 'money', 'time'] as const;
const COMMON = { label: 'string', optional: 'boolean', outside: 'boolean', personal: 'boolean' } as const;
const LONG_FORM = ['type', 'choices', 'list', 'of', 'fields', ...Object.keys(COMMON)];

/** How deep shapes may be nested. */
const SHAPE_DEPTH_MAX = 12;

/** Tells what is wrong at a path below the shape. The second line of a message is its suggestion. */
type Report = (path: (string | number)[], message: string) => void;

/** Parses the short and the long forms alike into a `Shape`. */
export const Shape: z.ZodType<Shape> = z.unknown().transform((raw, context): Shape => {
  const shape = readShape(raw, [], (path, message) => context.addIssue({ code: 'custom', path, message }));
  return shape ?? z.NEVER;
});
export const Shapes: z.ZodType<Record<string, Shape>> = z.record(z.string(), Shape);

function readShape(raw: unknown, path: (string | number)[], report: Report): Shape | undefined {
  if (path.length > SHAPE_DEPTH_MAX) return fail(report, path, `is nested more than ${SHAPE_DEPTH_MAX} deep`);
  if (typeof raw === 'string') return readName(raw, path, report);
  if (Array.isArray(raw)) {
    if (raw.length !== 1)
      return fail(report, path, 'is not a shape\na list is written [string] or {list: {sku: string}}');
    const of = readShape(raw[0], [...path, 0], report);
    return of && { type: 'list', of };
  }
  if (raw === null || typeof raw !== 'object') {
    return fail(
      report,
      path,
      `is not a shape\nwrite a type (${SCALARS.join(', ')}), {choices: […]} or the fields of an object`,
    );
  }
  const given = raw as Record<string, unknown>;
  return isLongForm(given) ? readLong(given, path, report) : readFields(given, {}, path, path, report);
}

/** `{type: string, id: string}` is an object that has a field called type; `{type: string, label: Id}` is not. */
function isLongForm(given: Record<string, unknown>): boolean {
  if (!['type', 'choices', 'list', 'of', 'fields'].some((key) => key in given)) return false;
  return !Object.entries(given).some(([key, value]) => !LONG_FORM.includes(key) && looksLikeShape(value));
}

function looksLikeShape(value: unknown): boolean {
  if (typeof value === 'string') return (SCALARS as readonly string[]).includes(value.replace(/\?$/, ''));
  return typeof value === 'object' && value !== null;
}

function readName(text: string, path: (string | number)[], report: Report): ScalarShape | undefined {
  const name = text.trim().replace(/\?$/, '');
  const type = SCALARS.find((scalar) => scalar === name);
  if (!type) return fail(report, path, `"${name}" is not a type\n${suggestName(name, SCALARS) ?? ''}`);
  return text.trim().endsWith('?') ? { type, optional: true } : { type };
}

function readLong(
  given: Record<string, unknown>,
  path: (string | number)[],
  report: Report,
): Shape | undefined {
  const common = readCommon(given, path, report);
  for (const key of Object.keys(given)) {
    if (!LONG_FORM.includes(key))
      fail(report, [...path, key], `"${key}" is not known here\n${suggestName(key, LONG_FORM) ?? ''}`);
  }
  const inner = 'list' in given ? 'list' : 'of';
  if (inner in given || given['type'] === 'list') {
    const of = readShape(given[inner], [...path, inner], report);
    return of && { ...common, type: 'list', of };
  }
  if ('fields' in given || given['type'] === 'object') {
    const fields = given['fields'];
    const isObject = typeof fields === 'object' && fields !== null && !Array.isArray(fields);
    if (!isObject) return fail(report, [...path, 'fields'], 'is missing: an object names its fields');
    return readFields(fields as Record<string, unknown>, common, path, [...path, 'fields'], report);
  }
  return readScalar(given, common, path, report);
}

function readScalar(
  given: Record<string, unknown>,
  common: Common,
  path: (string | number)[],
  report: Report,
): Shape | undefined {
  const type = given['type'] ?? 'string';
  if (typeof type !== 'string') return fail(report, [...path, 'type'], 'is not the name of a type');
  const named = readName(type, [...path, 'type'], report);
  if (!('choices' in given)) return named && { ...common, ...named };
  const choices = given['choices'];
  const isNames =
    Array.isArray(choices) && choices.length > 0 && choices.every((choice) => typeof choice === 'string');
  if (!isNames)
    return fail(report, [...path, 'choices'], 'is not a list of names\nwrite choices: [late, damaged]');
  return named && { ...common, ...named, choices };
}

function readCommon(given: Record<string, unknown>, path: (string | number)[], report: Report): Common {
  const common: Record<string, unknown> = {};
  for (const [key, type] of Object.entries(COMMON)) {
    if (!(key in given)) continue;
    if (typeof given[key] === type) common[key] = given[key];
    else fail(report, [...path, key], `is not ${type === 'boolean' ? 'true or false' : 'a text'}`);
  }
  return common;
}

function readFields(
  given: Record<string, unknown>,
  common: Common,
  path: (string | number)[],
  fieldsPath: (string | number)[],
  report: Report,
): Shape | undefined {
  const fields: Record<string, Shape> = {};
  for (const [name, raw] of Object.entries(given)) {
    const shape = readShape(raw, [...fieldsPath, name], report);
    if (shape) fields[name] = shape;
  }
  if (Object.keys(given).length === 0) return fail(report, path, 'has no fields');
  return { ...common, type: 'object', fields };
}

function fail(report: Report, path: (string | number)[], message: string): undefined {
  report(path, message.trimEnd());
}

/** One thing that is wrong with a file, where, and what to do. `line` and `column` count from 1. */
export interface Fault {
  file: string;
  line?: number;
  column?: number;
  path?: string;
  says: string;
  suggestion?: string;
}
