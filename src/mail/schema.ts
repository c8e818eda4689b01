/** One address with the name beside it; the name may be empty. */
export interface Correspondent {
  name: string;
  address: string;
}

/** A mail as it was read: headers decoded, text as people read it. */
export interface Letter {
  messageId: string | null;
  inReplyTo: string | null;
  /** The mails before it in its thread, the oldest first, as its sender says. */
  references: string[];
  from: Correspondent | null;
  replyTo: Correspondent[];
  to: Correspondent[];
  cc: Correspondent[];
  subject: string;
  /** When it was sent, as its sender says. */
  sentAt: Date | null;
  /** The whole text, quoted history included; made of the HTML where there is no other. */
  text: string;
  attachments: Attached[];
  /** By lower-case name; several of one name in their order. */
  headers: ReadonlyMap<string, readonly string[]>;
}

/** What hangs on a mail. `number` counts from 1. */
export interface Attached {
  number: number;
  name: string;
  type: string;
  bytes: number;
  content: Uint8Array;
}

/**
 * What a mail is. `message`: somebody wrote it. `bounce`: a mail could not be delivered, or not yet. `auto_reply`: a
 * machine answered for somebody (out of office). `automatic`: a machine wrote it of its own accord. `bulk`: it went to
 * many. `receipt`: it was read or delivered. `ours`: we sent it ourselves.
 */
export const LETTER_KINDS = [
  'message',
  'bounce',
  'auto_reply',
  'automatic',
  'bulk',
  'receipt',
  'ours',
] as const;
export type LetterKind = (typeof LETTER_KINDS)[number];

/** A mail that did not arrive. */
export interface Bounce {
  /** Whom it was meant for. */
  recipient: string | null;
  /** RFC 3463: `5.1.1`. */
  status: string | null;
  /** It will not be tried again. */
  isFinal: boolean;
  says: string;
  /** The Message-ID of the mail that bounced, where the report holds it. */
  of: string | null;
}

/** A mail server to sign in to. The password is confided to the file that this stands in. */
export interface MailServer {
  host: string;
  port: number;
  /** `starttls` is required and never given up; `none` is for a server on this machine only. */
  security: 'tls' | 'starttls' | 'none';
  user: string | null;
}
