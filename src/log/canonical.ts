import { hash } from 'node:crypto';
import { AppError } from '../runtime/errors.ts';

/** Printable ASCII without the quotation mark and the backslash: JSON escapes nothing of it. */
const PLAIN = /^[ !#-[\]-~]*$/;
/** Under the u flag, a surrogate only matches where it stands alone. */
const HALF_A_PAIR = /\p{Surrogate}/u;

/**
 * The one text of a JSON value (RFC 8785): members sorted by UTF-16 code units, no white space, numbers as
 * ECMAScript writes them. Undefined members are left out and `toJSON` is called, as `JSON.stringify` does.
 * Refuses what has no such text: NaN, infinities, bigints, functions and half a surrogate pair.
 */
export function canonical(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'object') return value === null ? 'null' : canonicalObject(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  throw new AppError(
    'invalid',
    `a value has no canonical JSON: ${typeof value === 'number' ? value : typeof value}`,
  );
}

/** The SHA-256 of a value's canonical JSON, in hex. */
export function digest(value: unknown): string {
  return sha256(canonical(value));
}

/** The SHA-256 of a text's UTF-8 bytes, in hex. */
export function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}

function canonicalObject(value: object): string {
  if ('toJSON' in value && typeof value.toJSON === 'function') return canonical(value.toJSON());
  if (Array.isArray(value)) {
    return `[${value.map((item: unknown) => (item === undefined ? 'null' : canonical(item))).join(',')}]`;
  }
  let members = '';
  for (const key of Object.keys(value).sort()) {
    const member = (value as Record<string, unknown>)[key];
    if (member !== undefined) members += `${members && ','}${quoted(key)}:${canonical(member)}`;
  }
  return `{${members}}`;
}

/** UTF-8 cannot hold half a surrogate pair, so its hash would not be the hash of what is stored. */
function quoted(text: string): string {
  // Most texts and nearly all names are plain, and this is twice as fast as to ask for their escapes.
  if (PLAIN.test(text)) return `"${text}"`;
  const written = JSON.stringify(text);
  // JSON.stringify escapes half a pair as \\ud8xx; only then is the text worth a closer look.
  if (written.includes('\\ud') && HALF_A_PAIR.test(text)) {
    throw new AppError('invalid', 'a text ends or begins inside a character (half a surrogate pair)');
  }
  return written;
}
