import { Shapes, type Shape } from '../shape.ts';
import type { ReadForm, WriteForm } from './offers.ts';

export type MailRead = 'message' | 'thread' | 'attachment' | 'sent';
export type MailWrite = 'reply' | 'send' | 'draft' | 'discard_draft';

const shapes = (given: Record<string, unknown>): Record<string, Shape> => Shapes.parse(given);
const object = (given: Record<string, unknown>): Shape => ({ type: 'object', fields: shapes(given) });

const OUTSIDE = { type: 'string', outside: true, personal: true };
const OUTSIDE_TEXT = { type: 'text', outside: true, personal: true };
const ENCLOSED = {
  list: { name: 'string', type: 'string?', text: 'text?', base64: 'text?' },
  label: 'Attachments',
  optional: true,
};
const MESSAGE_ID = { type: 'string', label: 'Message', personal: true };

const LISTED = { number: 'integer', name: OUTSIDE, type: 'string', bytes: 'integer' };
const READ_MESSAGE = {
  message_id: MESSAGE_ID,
  thread: 'string',
  kind: 'string',
  email: OUTSIDE,
  name: { ...OUTSIDE, optional: true },
  subject: OUTSIDE,
  text: OUTSIDE_TEXT,
  at: 'time?',
  attachments: { list: LISTED },
};

const READS: Record<MailRead, ReadForm> = {
  message: {
    label: 'Mail',
    args: shapes({ message: MESSAGE_ID }),
    gives: object(READ_MESSAGE),
  },
  thread: {
    label: 'Mails of a thread',
    args: shapes({ message: MESSAGE_ID }),
    gives: object({
      count: 'integer',
      messages: {
        list: { email: OUTSIDE, at: 'time?', subject: OUTSIDE, text: OUTSIDE_TEXT, ours: 'boolean' },
      },
    }),
  },
  attachment: {
    label: 'Attachment of a mail',
    args: shapes({ message: MESSAGE_ID, number: 'integer' }),
    gives: object({
      name: OUTSIDE,
      type: 'string',
      bytes: 'integer',
      text: { ...OUTSIDE_TEXT, optional: true },
      base64: { ...OUTSIDE_TEXT, optional: true },
    }),
  },
  sent: {
    label: 'Mail that was sent',
    args: shapes({ key: 'string' }),
    gives: object({ message_id: 'string', at: 'time?' }),
  },
};

const SENT = object({ message_id: 'string', thread: 'string', refused: ['string'] });

const WRITES: Record<MailWrite, WriteForm> = {
  reply: {
    label: 'Answer a mail',
    args: shapes({
      message: MESSAGE_ID,
      to: { type: 'string', label: 'To', personal: true },
      text: 'text',
      attachments: ENCLOSED,
    }),
    gives: SENT,
    irreversible: true,
  },
  send: {
    label: 'Send a mail',
    args: shapes({
      to: { type: 'string', label: 'To', personal: true },
      subject: 'string',
      text: 'text',
      attachments: ENCLOSED,
    }),
    gives: SENT,
    irreversible: true,
  },
  draft: {
    label: 'Draft an answer',
    args: shapes({
      message: MESSAGE_ID,
      to: { type: 'string', label: 'To', personal: true },
      text: 'text',
      attachments: ENCLOSED,
    }),
    gives: object({ message_id: 'string', folder: 'string' }),
    undo: { write: 'discard_draft', with: { message_id: '{{result.message_id}}' } },
  },
  discard_draft: {
    label: 'Discard a draft',
    args: shapes({ message_id: 'string' }),
  },
};

/** A copy under our Message-ID proves that a mail went out. That there is none proves nothing: see the read. */
const SENT_COPY = { read: 'sent', with: { key: '{{key}}' } };

/** A draft is looked for by its Message-ID before it is put in, so that doing it twice changes nothing. */
export function takesKeys(offer: WriteForm): string | undefined {
  return offer === WRITES.draft || offer === WRITES.discard_draft ? 'Message-ID' : undefined;
}

/** What a mailbox offers: by IMAP it is read and drafts are kept, by SMTP mail leaves; an answer needs both. */
export function mailOffers({ reads, sends }: { reads: boolean; sends: boolean }) {
  const { reply, send, draft, discard_draft } = WRITES;
  return {
    reads: reads ? READS : {},
    writes: {
      ...(reads && sends ? { reply: { ...reply, confirm: SENT_COPY } } : {}),
      ...(sends ? { send: reads ? { ...send, confirm: SENT_COPY } : send } : {}),
      ...(reads ? { draft, discard_draft } : {}),
    },
  };
}
