import { AppError } from '../runtime/errors.ts';
import { canonical, sha256 } from './canonical.ts';
import type { Append, NewEntry } from './schema.ts';

/** What the first entry of a stream names as the one before it. */
export const GENESIS = '0'.repeat(64);

const ENTRIES_MAX = 1_000;
const ENTRY_BYTES_MAX = 4 * 1024 * 1024;
/** Names are indexed, and an index of Postgres holds 2,700 bytes of a text; a character takes up to four. */
const NAME_CHARACTERS_MAX = 600;
const SALT_BYTES = 16;

/** The columns of an entry that its hash covers, as they are stored. Hashes are hex. */
export interface Hashed {
  stream: string;
  version: number;
  kind: string;
  kindVersion: number;
  /** ISO 8601 in UTC with milliseconds. */
  at: string;
  /** Canonical JSON, as is `body`. */
  actor: string;
  body: string;
  privateDigest: string | null;
  prevHash: string;
}

/** An entry as it will be stored, but for its place behind the entry before it. */
export type Written = Omit<Hashed, 'prevHash'> & { private: string | null };
export type Chained = Written & { prevHash: string; hash: string };

/**
 * SHA-256 over the canonical JSON of `[stream, version, kind, kind_version, at, actor, body, private_digest,
 * prev_hash]`. Actor and body are canonical already, so they are joined as text: no second pass over them.
 */
export function entryHash(entry: Hashed): string {
  const digest = entry.privateDigest === null ? 'null' : `"${entry.privateDigest}"`;
  return sha256(
    `[${JSON.stringify(entry.stream)},${entry.version},${JSON.stringify(entry.kind)},${entry.kindVersion},` +
      `"${entry.at}",${entry.actor},${entry.body},${digest},"${entry.prevHash}"]`,
  );
}

/** Writes the entries of an append as they will be stored; throws an AppError for what cannot be stored. */
export function write(append: Append, random: (bytes: number) => Buffer): Written[] {
  if (append.entries.length === 0) throw new AppError('invalid', 'an append needs at least one entry');
  if (append.entries.length > ENTRIES_MAX) {
    throw new AppError('too_large', `an append holds at most ${ENTRIES_MAX} entries`);
  }
  for (const name of [append.stream, ...(append.keys ?? []).map((key) => key.name)]) checkName(name);
  return append.entries.map((entry, index) => writeEntry(append, entry, append.expected + index + 1, random));
}

/** Hangs written entries behind the entry with `prevHash`. */
export function chain(entries: Written[], prevHash: string): Chained[] {
  let before = prevHash;
  return entries.map((entry) => {
    const placed: Chained = { prevHash: before, hash: '', ...entry };
    before = entryHash(placed);
    placed.hash = before;
    return placed;
  });
}

function writeEntry(
  append: Append,
  entry: NewEntry,
  version: number,
  random: (bytes: number) => Buffer,
): Written {
  if (Number.isNaN(entry.at.getTime())) throw new AppError('invalid', `${entry.kind} has no valid time`);
  // The salt keeps a short private text (a name, a number) from being guessed from its digest.
  const hidden =
    entry.private && canonical({ data: entry.private, salt: random(SALT_BYTES).toString('hex') });
  const body = canonical(entry.body);
  if (body.length + (hidden?.length ?? 0) > ENTRY_BYTES_MAX) {
    throw new AppError('too_large', `${entry.kind} is larger than ${ENTRY_BYTES_MAX} bytes`);
  }
  return {
    stream: append.stream,
    version,
    kind: entry.kind,
    kindVersion: entry.kindVersion,
    at: entry.at.toISOString(),
    actor: canonical(entry.actor),
    body,
    private: hidden ?? null,
    privateDigest: hidden === undefined ? null : sha256(hidden),
  };
}

/** Names come from outside (`event:late:web:17`), so what the database would choke on is a caller's mistake. */
function checkName(name: string): void {
  if (name.length > NAME_CHARACTERS_MAX) {
    throw new AppError(
      'too_large',
      `a name has at most ${NAME_CHARACTERS_MAX} characters: ${name.slice(0, 60)}…`,
    );
  }
  if (name.includes('\0')) throw new AppError('invalid', 'a name holds no NUL character');
  canonical(name);
}
