import { z } from 'zod';
import { AppError } from '../../../runtime/errors.ts';
import { suggestName } from '../../../workspace/nearest.ts';
import { FieldsError } from './problem.ts';

/** Texts, forms of events with a long message, a file's worth of fields: nothing that a desk sends is larger. */
export const BODY_BYTES_MAX = 1_048_576;
const BODY_DEPTH_MAX = 32;
/** With the flag `u` only a half without its other half is a surrogate. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Reads a query string by its schema. A name that comes twice or is not known is a mistake. */
export function readQuery<S extends z.ZodType>(schema: S, params: URLSearchParams): z.output<S> {
  const raw: Record<string, string> = {};
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : null;
  for (const [name, value] of params) {
    if (name in raw) throw new FieldsError([{ path: name, says: 'is there twice in the address' }]);
    refuseUnstorable(value, name);
    if (known && !known.includes(name))
      throw new FieldsError([{ path: name, says: 'is not known here' }], suggestName(name, known));
    if (value !== '') raw[name] = value;
  }
  return parse(schema, raw);
}

/** Reads a JSON body by its schema; an absent body counts as `{}`. */
export async function readBody<S extends z.ZodType>(schema: S, request: Request): Promise<z.output<S>> {
  const text = await request.text();
  if (text.trim() === '') return parse(schema, {});
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw new AppError(
      'invalid',
      `The body came as ${type || 'nothing in particular'}, but only JSON is read here.`,
      {
        suggestion: 'Send the header content-type: application/json.',
        path: 'content-type',
      },
    );
  }
  return parse(schema, readJson(text));
}

/** Throws a `FieldsError` that names every field that is wrong. */
export function parse<S extends z.ZodType>(schema: S, raw: unknown): z.output<S> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw new FieldsError(
    parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), says: sayIssue(issue) })),
  );
}

function sayIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' && issue.message.includes('received undefined')) return 'is missing';
  if (issue.code === 'unrecognized_keys') return `is not known: ${issue.keys.join(', ')}`;
  const message = issue.message.replace(/^Invalid (input|option): /, '').replace(/^Too (big|small): /, '');
  return `is not right: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}

function readJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new AppError('invalid', `The body is not JSON: ${(error as Error).message}.`, {
      suggestion: 'Check quotes and commas.',
    });
  }
  refuseUnstorable(value, '');
  return value;
}

/**
 * What JSON can write and neither Postgres nor a hash can hold: the character NUL, half of a surrogate pair,
 * numbers beyond all numbers (`1e999`), and nesting without end.
 */
function refuseUnstorable(value: unknown, path: string, depth = BODY_DEPTH_MAX): void {
  if (typeof value === 'string') {
    if (value.includes('\0') || LONE_SURROGATE.test(value))
      throw new FieldsError([{ path, says: 'holds a character that cannot be stored' }]);
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new FieldsError([{ path, says: 'is a number that cannot be stored' }]);
  } else if (value !== null && typeof value === 'object') {
    if (depth === 0) throw new FieldsError([{ path, says: `is nested more than ${BODY_DEPTH_MAX} deep` }]);
    for (const [name, part] of Object.entries(value)) {
      refuseUnstorable(name, path);
      refuseUnstorable(part, path === '' ? name : `${path}.${name}`, depth - 1);
    }
  }
}
