import { parse } from 'yaml';
import { AppError } from '../../../runtime/errors.ts';

/** A JSON object of a description, of which nothing is known yet. */
export type Json = Record<string, unknown>;

/** An OpenAPI 3.0 or 3.1 description, read as far as we use it. Everything in it was written by others. */
export interface Description {
  title: string;
  version: string;
  root: Json;
  /** What a `$ref` within the description leads to; undefined where it leads nowhere or outside. */
  resolve(given: unknown): Resolved | undefined;
}

export interface Resolved {
  value: Json;
  /** The names of the references that were followed, to notice what holds itself. */
  refs: string[];
}

/** How many references may lead to references. */
const REFS_MAX = 20;

/** Reads a description as JSON or YAML; says what it is where it is none. */
export function readDescription(text: string): Description {
  const root = parsed(text);
  if (typeof root['swagger'] === 'string')
    throw new AppError('invalid', `This is Swagger ${root['swagger']}, and OpenAPI 3.0 or 3.1 is read.`, {
      suggestion:
        'Most services publish a newer description beside it; converters such as swagger2openapi make one.',
    });
  const version = root['openapi'];
  if (typeof version !== 'string' || !/^3\.[01]\b/.test(version))
    throw new AppError('invalid', 'This is no OpenAPI 3.0 or 3.1 description.', {
      suggestion: 'It begins with openapi: 3.… and has paths.',
    });
  const { title } = asJson(root['info']);
  return {
    title: typeof title === 'string' ? title : 'System',
    version,
    root,
    resolve: (given) => follow(root, given),
  };
}

function parsed(text: string): Json {
  try {
    const value: unknown = text.trimStart().startsWith('{')
      ? JSON.parse(text)
      : parse(text, { maxAliasCount: 1000 });
    if (isJson(value)) return value;
  } catch (error) {
    const says = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
    throw new AppError('invalid', `The description is neither JSON nor YAML: ${says}`);
  }
  throw new AppError('invalid', 'The description is neither JSON nor YAML.');
}

function follow(root: Json, given: unknown): Resolved | undefined {
  const refs: string[] = [];
  let value = given;
  while (isJson(value) && typeof value['$ref'] === 'string') {
    const ref = value['$ref'];
    if (!ref.startsWith('#/') || refs.length >= REFS_MAX) return undefined;
    refs.push(ref);
    value = ref
      .slice(2)
      .split('/')
      .reduce<unknown>((at, part) => {
        const name = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
        return isJson(at) && Object.hasOwn(at, name) ? at[name] : undefined;
      }, root);
  }
  return isJson(value) ? { value, refs } : undefined;
}

export function isJson(value: unknown): value is Json {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

export function asJson(value: unknown): Json {
  return isJson(value) ? value : {};
}

export function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Words of others on one line, without anything that a terminal or a file could take for more than words. */
export function asWords(value: unknown): string | undefined {
  const text = asText(value)
    // oxlint-disable-next-line no-control-regex
    ?.replaceAll(/[\s\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g, ' ')
    .trim();
  return text === '' ? undefined : text;
}

/**
 * An address of others. One that names a variable of the environment is none: it would be filled in when the file
 * loads, and would carry a secret of ours to wherever it leads.
 */
export function asAddress(value: unknown): string | undefined {
  const text = asWords(value);
  return text === undefined || text.includes('${') ? undefined : text;
}
