import { createHash } from 'node:crypto';
import type { Letter } from './schema.ts';

const ROOT_CHARS = 16;
const WHO_CHARS = 8;
/** Keys hold letters, digits and points: `1m7xv0hsrv1asfqh.a1`. */
const OURS = /^remit\.([\w.-]+)\.([0-9a-f]{16})@(.+)$/i;

/** The Message-ID of what we send: it says under which key, and to which thread it belongs. The same for every try. */
export function ourMessageId(key: string, root: string, address: string): string {
  return `remit.${key.replaceAll(/[^\w.-]/g, '-')}.${root}@${domainOf(address)}`;
}

/** Key and root of a Message-ID that we made; null of any other. */
export function readOurMessageId(id: string | null, address: string): { key: string; root: string } | null {
  const match = OURS.exec(id ?? '');
  if (!match || (match[3] ?? '').toLowerCase() !== domainOf(address)) return null;
  return { key: match[1] ?? '', root: (match[2] ?? '').toLowerCase() };
}

/**
 * The root of a thread: of what we wrote it is in the Message-ID, so that an answer finds its thread even where the
 * program that sent it kept only the last reference; else it is the digest of the oldest mail that is named.
 */
export function rootOf(
  letter: Pick<Letter, 'messageId' | 'inReplyTo' | 'references'>,
  address: string,
): string | null {
  const before = [letter.messageId, letter.inReplyTo, ...letter.references.toReversed()];
  for (const id of before) {
    const ours = readOurMessageId(id, address);
    if (ours) return ours.root;
  }
  const oldest = letter.references[0] ?? letter.inReplyTo ?? letter.messageId;
  return oldest === null ? null : digestOf(oldest, ROOT_CHARS);
}

/** The root of a thread that begins with what we send. */
export function newRoot(key: string): string {
  return digestOf(`new ${key}`, ROOT_CHARS);
}

/**
 * Names a thread with one correspondent. Whoever comes in from another address gets a thread of their own: knowing a
 * Message-ID must not be enough to be answered with what concerns somebody else.
 */
export function threadOf(root: string, correspondent: string): string {
  return `${root}.${digestOf(correspondent.trim().toLowerCase(), WHO_CHARS)}`;
}

/** Names a mail once by what it says, whatever folder it lies in and however often it was delivered. */
export function letterIdOf(letter: Letter): string {
  const parts = [
    letter.messageId ?? '',
    letter.from?.address.toLowerCase() ?? '',
    letter.sentAt?.toISOString() ?? '',
    letter.subject,
    letter.text,
  ];
  return digestOf(JSON.stringify(parts), 32);
}

/** A short digest of a text, in hexadecimal digits. */
export function digestOf(text: string, chars: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, chars);
}

function domainOf(address: string): string {
  return (address.split('@').at(-1) ?? 'localhost').toLowerCase();
}
