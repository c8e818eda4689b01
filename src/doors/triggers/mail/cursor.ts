import { digestOf } from '../../../mail/thread.ts';

/** Senders that are counted at once; the one that wrote longest ago is forgotten first. */
const SENDERS_MAX = 500;
const HOUR_MS = 3_600_000;
const SENDER_CHARS = 12;

/** How far a folder has been read. */
export interface MailCursor {
  /** The folder's UIDVALIDITY: where it is another one, its numbers mean other mails. */
  validity: string;
  /** Everything up to here was taken in. */
  uid: number;
  /** Mails that lay there before are not this workflow's business; null: all are. */
  after: string | null;
  /** Up to here, mails were numbered anew and may be older than `after`. */
  renumbered: number;
  /** When senders wrote lately, by a digest of their address, in milliseconds. */
  lately: Record<string, number[]>;
}

/** The folder as it is now. */
export interface Box {
  validity: string;
  uidNext: number;
}

/** Where reading begins: at the first look, after the folder was numbered anew, or where it was. */
export function beginning(known: MailCursor | null, box: Box, since: string, now: Date): MailCursor {
  if (known?.validity === box.validity) return known;
  if (known) return { ...known, validity: box.validity, uid: 0, renumbered: box.uidNext - 1 };
  const fresh = { validity: box.validity, lately: {} };
  if (since === 'all') return { ...fresh, uid: 0, after: null, renumbered: 0 };
  if (since === 'now') return { ...fresh, uid: box.uidNext - 1, after: now.toISOString(), renumbered: 0 };
  return { ...fresh, uid: 0, after: `${since}T00:00:00.000Z`, renumbered: box.uidNext - 1 };
}

/** Whether a mail lay there before it was this workflow's business. A mail that is moved here later keeps its old date. */
export function isBefore({ after, renumbered }: MailCursor, uid: number, receivedAt: Date): boolean {
  return after !== null && uid <= renumbered && receivedAt < new Date(after);
}

/** Counts a mail of a sender, and says how many came within the hour. */
export function countSender(
  cursor: MailCursor,
  email: string,
  now: Date,
): { cursor: MailCursor; count: number } {
  const sender = digestOf(email.toLowerCase(), SENDER_CHARS);
  const from = now.getTime() - HOUR_MS;
  const times = [...(cursor.lately[sender] ?? []).filter((at) => at > from), now.getTime()];
  const others = Object.entries(cursor.lately)
    .filter(([name, seen]) => name !== sender && (seen.at(-1) ?? 0) > from)
    .slice(-(SENDERS_MAX - 1));
  const lately = Object.fromEntries([...others, [sender, times]]) as Record<string, number[]>;
  return { cursor: { ...cursor, lately }, count: times.length };
}

/** A cursor as it was written. */
export function asMailCursor(given: unknown): MailCursor | null {
  const { validity, uid, after = null, renumbered = 0, lately = {} } = given as Partial<MailCursor>;
  return typeof validity === 'string' && typeof uid === 'number'
    ? { validity, uid, after, renumbered, lately }
    : null;
}
