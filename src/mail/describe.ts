import { authenticOf, type Authentic } from './authentic.ts';
import { recognise } from './kind.ts';
import { newTextOf } from './quoted.ts';
import type { Letter, LetterKind } from './schema.ts';
import { digestOf, letterIdOf, readOurMessageId, rootOf, threadOf } from './thread.ts';

/** A mailbox as far as reading needs to know it. */
export interface Own {
  address: string;
  /** The name by which our own server signs what it made sure of; null: nothing is believed. */
  checkedBy: string | null;
}

/** A mail as workflows, agents and people see it. Whatever stands in it was written by a stranger. */
export interface Described {
  message_id: string;
  thread: string;
  kind: LetterKind;
  /** What tells the kind. */
  because: string;
  /** Who wrote; of a bounce, whom the mail that came back was for. */
  email: string;
  name: string;
  to: string[];
  cc: string[];
  reply_to: string[];
  subject: string;
  /** What is new in it: without the history that mail programs hang below. */
  text: string;
  /** All of it. */
  full_text: string;
  at: string | null;
  attachments: { number: number; name: string; type: string; bytes: number }[];
  /** Whether our mail server made sure of its origin. */
  authentic: Authentic;
  bounce?: {
    recipient: string | null;
    status: string | null;
    final: boolean;
    says: string;
    key: string | null;
  };
}

/** Attachments that are named; a mail with more is a mail with a list too long to read. */
const ATTACHMENTS_MAX = 100;
const ROOT_CHARS = 16;

/** What a mail says, is, and belongs to. */
export function describeLetter(letter: Letter, own: Own): Described {
  const { kind, because, bounce } = recognise(letter, own.address);
  const from = letter.from ?? { name: '', address: 'unknown@invalid' };
  const email = (bounce?.recipient ?? from.address).toLowerCase();
  const about = bounce?.of
    ? { messageId: null, inReplyTo: bounce.of, references: letter.references }
    : letter;
  const root = rootOf(about, own.address) ?? digestOf(letterIdOf(letter), ROOT_CHARS);
  const text = bounce ? sayBounce(bounce) : newTextOf(letter.text);
  return {
    message_id: letter.messageId ?? `${letterIdOf(letter)}@no-message-id.invalid`,
    thread: threadOf(root, email),
    kind,
    because,
    email,
    name: bounce ? '' : from.name,
    to: letter.to.map(({ address }) => address),
    cc: letter.cc.map(({ address }) => address),
    reply_to: letter.replyTo.map(({ address }) => address),
    subject: letter.subject === '' ? '(no subject)' : letter.subject,
    text: text === '' ? '(no text)' : text,
    full_text: letter.text,
    at: letter.sentAt?.toISOString() ?? null,
    attachments: letter.attachments
      .slice(0, ATTACHMENTS_MAX)
      .map(({ number, name, type, bytes }) => ({ number, name, type, bytes })),
    authentic: authenticOf(letter, own.checkedBy),
    ...(bounce && {
      bounce: {
        recipient: bounce.recipient,
        status: bounce.status,
        final: bounce.isFinal,
        says: bounce.says,
        key: readOurMessageId(bounce.of, own.address)?.key ?? null,
      },
    }),
  };
}

function sayBounce({
  recipient,
  isFinal,
  says,
}: {
  recipient: string | null;
  isFinal: boolean;
  says: string;
}): string {
  const whom = recipient === null ? '' : ` to ${recipient}`;
  return `The mail${whom} ${isFinal ? 'could not be delivered' : 'is delayed'}: ${says}`;
}
