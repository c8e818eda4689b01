import type { Correspondent } from './schema.ts';
import { OUR_HEADER } from './kind.ts';

/** A file that goes along. Text as it is, anything else in Base64. */
export interface Enclosed {
  name: string;
  type?: string;
  text?: string;
  base64?: string;
}

/** A mail to be written. */
export interface ToWrite {
  from: Correspondent;
  to: Correspondent[];
  cc?: Correspondent[];
  subject: string;
  text: string;
  messageId: string;
  inReplyTo?: string | undefined;
  references?: string[];
  attachments?: Enclosed[];
  /** Our idempotency key, which the mail carries. */
  key: string;
  /** How other machines are told that a machine wrote this (RFC 3834). Null: a person did. */
  autoSubmitted: 'auto-replied' | 'auto-generated' | null;
  date: Date;
}

/** The mail as it goes over the wire. The same for every try but for its date. */
export async function composeLetter(given: ToWrite): Promise<Buffer> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const { from, to, cc = [], subject, text, messageId, inReplyTo, references = [], attachments = [] } = given;
  const bracketed = references.map((id) => `<${id}>`);
  const composer = new MailComposer({
    from,
    to,
    cc,
    subject,
    text,
    messageId: `<${messageId}>`,
    ...(inReplyTo === undefined ? {} : { inReplyTo: `<${inReplyTo}>` }),
    ...(bracketed.length === 0 ? {} : { references: bracketed }),
    date: given.date,
    headers: {
      [OUR_HEADER]: given.key,
      // Exchange keeps its out-of-office answers to itself then; RFC 3834 tells everybody else.
      'X-Auto-Response-Suppress': 'OOF, AutoReply',
      ...(given.autoSubmitted === null ? {} : { 'Auto-Submitted': given.autoSubmitted }),
    },
    attachments: attachments.map(({ name, type, text: content, base64 }) => ({
      filename: name,
      content: content ?? Buffer.from(base64 ?? '', 'base64'),
      ...(type === undefined ? {} : { contentType: type }),
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

/** `Re: Late` of `Late`, and of `Re: Late` and `AW: Late` themselves. */
export function answering(subject: string): string {
  return /^(re|aw|antw|sv|vs|rif|res|ref)(\[\d+\])?\s*:/i.test(subject) ? subject : `Re: ${subject}`;
}
