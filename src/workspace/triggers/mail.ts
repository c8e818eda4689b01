import { z } from 'zod';
import { LETTER_KINDS, type LetterKind } from '../../mail/schema.ts';
import { entry, Duration, type Say, within } from '../forms/form.ts';
import { suggestName } from '../nearest.ts';
import { Shapes } from '../shape.ts';
import type { TriggerGround } from './index.ts';
import { checkCommon, failBy, triggerKeys } from './keys.ts';
import type { Arrival, TriggerCommon } from './schema.ts';

/** Mail that comes into a folder of a mailbox. */
export interface MailTrigger extends TriggerCommon {
  kind: 'mail';
  /** The system that the mailbox is. */
  from: string;
  folder: string;
  /** Mails that lay there before the first look: `now` leaves them alone, `all` takes them, a day those from it on. */
  since: string;
  /** Which kinds of mail are this workflow's business. */
  take: LetterKind[];
  /** How often it is looked at the latest, where the server does not say that mail has come. */
  everyMs: number;
  /** Mails that one sender may send within an hour before the next of them wait for a person to look. */
  perHour: number;
}

const EVERY_MS = 60_000;
const EVERY_MIN_MS = 1_000;
const PER_HOUR = 20;
const PER_HOUR_MAX = 100_000;

/** One of `triggers:` of the kind `mail`. */
export const MailTriggerForm = entry({
  kind: z.literal('mail'),
  ...triggerKeys,
  from: z.string().min(1),
  folder: z.string().min(1).default('INBOX'),
  since: z
    .string()
    .regex(/^(now|all|\d{4}-\d{2}-\d{2})$/, 'is not now, all or a day\nwrite one such as 2026-11-01')
    .default('now'),
  take: z.array(z.enum(LETTER_KINDS)).min(1).default(['message', 'bounce']),
  every: Duration.default(EVERY_MS),
  per_hour: z.int().min(1).max(PER_HOUR_MAX).default(PER_HOUR),
});

const text = { type: 'text', outside: true, personal: true };
const line = { type: 'string', outside: true, personal: true };

/** What a mail is to templates, as `payload`. */
const PAYLOAD = Shapes.parse({
  message_id: 'string',
  thread: 'string',
  kind: 'string',
  because: 'string',
  email: line,
  name: { ...line, optional: true },
  to: ['string'],
  cc: ['string'],
  reply_to: ['string'],
  subject: line,
  text,
  full_text: text,
  at: 'time?',
  attachments: { list: { number: 'integer', name: line, type: 'string', bytes: 'integer' } },
  authentic: { spf: 'string', dkim: 'string', dmarc: 'string' },
  bounce: {
    type: 'object',
    optional: true,
    fields: { recipient: line, status: 'string?', final: 'boolean', says: line, key: 'string?' },
  },
});
const { message_id, thread, kind, email, name, subject, attachments } = PAYLOAD;

/** Event fields of these names are taken by themselves; `message` is the text, as most workflows call it. */
const MAPPED = Shapes.parse({ text, message: text });

/** Reads a mail's trigger. */
export function readMail(raw: unknown, ground: TriggerGround, say: Say): MailTrigger | undefined {
  const form = within(MailTriggerForm, raw, failBy(say));
  if (!form) return undefined;
  checkMailbox(form.from, ground, say);
  if (form.every < EVERY_MIN_MS) say(['every'], 'is less than a second', 'write one such as 1m');
  const offered = { payload: PAYLOAD, mapped: mappedShapes() };
  const common = checkCommon(form, ground.event, offered, say);
  const isSaid = common.only.some(({ path }) => path === 'payload.kind');
  const kinds = { path: 'payload.kind', isNot: false, values: form.take };
  const { from, folder, since, take, every, per_hour } = form;
  const only = isSaid ? common.only : [kinds, ...common.only];
  return { ...common, only, kind: 'mail', from, folder, since, take, everyMs: every, perHour: per_hour };
}

function mappedShapes() {
  const known = { message_id, thread, kind, email, name, subject, attachments, ...MAPPED };
  return Object.fromEntries(Object.entries(known).flatMap(([key, shape]) => (shape ? [[key, shape]] : [])));
}

function checkMailbox(from: string, { systems }: TriggerGround, say: Say): void {
  if (!systems) return;
  const mailboxes = Object.values(systems).filter((system) => system.kind === 'mail');
  const mailbox = mailboxes.find((system) => system.name === from);
  const names = mailboxes.map((system) => system.name);
  if (!mailbox) {
    const todo =
      names.length === 0 ? 'describe one in systems/mail.yaml with kind: mail' : suggestName(from, names);
    say(['from'], `"${from}" is not a mailbox of this workspace`, todo);
  } else if (!mailbox.imap)
    say(['from'], `"${from}" has no imap server to read from`, 'add imap to its file');
}

/** What event fields take by themselves. */
export function mapMail(_: MailTrigger, { payload }: Arrival): Record<string, unknown> {
  const given = (typeof payload === 'object' && payload !== null ? payload : {}) as Record<string, unknown>;
  return { ...given, message: given['text'] };
}
