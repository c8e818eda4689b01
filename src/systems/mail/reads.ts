import type { ImapFlow } from 'imapflow';
import type { ReadAnswer } from '../../flow/context/schema.ts';
import { describeLetter } from '../../mail/describe.ts';
import { inFolder } from '../../mail/imap.ts';
import { readLetter } from '../../mail/read.ts';
import type { Letter } from '../../mail/schema.ts';
import type { MailFile } from '../../workspace/systems/mail.ts';
import type { MailRead } from '../../workspace/systems/mail_offers.ts';
import { findLetter, foldersOf, readFound } from './find.ts';

const THREAD_MAX = 50;
/** What is read of each mail of a thread: its text, hardly its attachments. */
const THREAD_MAIL_BYTES = 300_000;
const TEXT_CHARS_MAX = 20_000;
const ATTACHMENT_BYTES_MAX = 1_000_000;
const READABLE = /^(text\/|application\/(json|xml|csv|x-ndjson))/;

type Args = Record<string, unknown>;

/** One read of a mailbox. */
export async function readMail(
  client: ImapFlow,
  file: MailFile,
  what: MailRead,
  args: Args,
): Promise<ReadAnswer> {
  if (what === 'sent') return sent(client, file, text(args, 'key'));
  const { received } = await foldersOf(client, file);
  const id = text(args, 'message');
  const found = await findLetter(client, id, received);
  const letter = found && (await readFound(client, found));
  if (!found || !letter) return none(file, `has no mail of this id in ${received.join(', ')}`);
  switch (what) {
    case 'message':
      return answer(messageOf(letter, file));
    case 'thread':
      return answer(await threadOf(client, file, letter));
    case 'attachment':
      return attachmentOf(file, letter, Number(args['number']));
  }
}

function messageOf(letter: Letter, file: MailFile) {
  const {
    message_id,
    thread,
    kind,
    email,
    name,
    subject,
    text: said,
    at,
    attachments,
  } = describeLetter(letter, ownOf(file));
  return {
    message_id,
    thread,
    kind,
    email,
    name: name || undefined,
    subject,
    text: said,
    at: at ?? undefined,
    attachments,
  };
}

/** The mails of a thread with this correspondent, theirs and ours, the oldest first. */
async function threadOf(client: ImapFlow, file: MailFile, letter: Letter) {
  const { thread } = describeLetter(letter, ownOf(file));
  const folders = await foldersOf(client, file);
  const ids = [letter.messageId, letter.inReplyTo, ...letter.references].filter((id) => id !== null);
  const oldest = letter.references[0] ?? letter.inReplyTo ?? letter.messageId;
  const mails = new Map<
    string,
    { email: string; at: string | undefined; subject: string; text: string; ours: boolean }
  >();
  for (const folder of [...folders.received, ...(folders.sent === null ? [] : [folders.sent])]) {
    for (const one of await ofThread(client, folder, oldest, ids)) {
      const described = describeLetter(one, ownOf(file));
      const isOurs = one.from?.address.toLowerCase() === file.from.address.toLowerCase();
      const isWithThem = isOurs
        ? [...one.to, ...one.cc].some(
            ({ address }) => address.toLowerCase() === letter.from?.address.toLowerCase(),
          )
        : described.thread === thread;
      if (!isWithThem) continue;
      const { email, subject, at } = described;
      const shown = described.text.slice(0, TEXT_CHARS_MAX);
      mails.set(described.message_id, { email, at: at ?? undefined, subject, text: shown, ours: isOurs });
    }
  }
  const messages = [...mails.values()].toSorted((a, b) => (a.at ?? '').localeCompare(b.at ?? ''));
  return { count: messages.length, messages };
}

async function ofThread(
  client: ImapFlow,
  folder: string,
  oldest: string | null,
  ids: string[],
): Promise<Letter[]> {
  return inFolder(client, folder, async () => {
    const asked: { header: Record<string, string> }[] = [
      ...(oldest === null ? [] : [{ header: { references: oldest } }, { header: { 'in-reply-to': oldest } }]),
      ...ids.slice(-THREAD_MAX).map((id) => ({ header: { 'message-id': id } })),
    ];
    const uids = new Set<number>();
    for (const one of asked) for (const uid of (await client.search(one, { uid: true })) || []) uids.add(uid);
    const newest = [...uids].toSorted((a, b) => b - a).slice(0, THREAD_MAX);
    if (newest.length === 0) return [];
    const source = { maxLength: THREAD_MAIL_BYTES };
    const messages = await client.fetchAll(newest.join(','), { source }, { uid: true });
    return Promise.all(messages.flatMap((one) => (one.source ? [readLetter(one.source)] : [])));
  });
}

function attachmentOf(file: MailFile, letter: Letter, number: number): ReadAnswer {
  const attached = letter.attachments.find((one) => one.number === number);
  if (!attached)
    return none(file, `has no attachment ${number} at this mail, which has ${letter.attachments.length}`);
  const { name, type, bytes, content } = attached;
  if (bytes > ATTACHMENT_BYTES_MAX) {
    const says = `${file.label} has an attachment of ${bytes} bytes there; at most ${ATTACHMENT_BYTES_MAX} are read`;
    return { ok: false, why: 'refused', says, retry: false };
  }
  const body = READABLE.test(type)
    ? { text: new TextDecoder().decode(content) }
    : { base64: Buffer.from(content).toString('base64') };
  return answer({ name, type, bytes, ...body });
}

/**
 * The copy of what was sent under a key. That there is none proves nothing: the mail server may have taken the mail
 * before the copy was written. So this never says that there is none, only that it cannot tell.
 */
async function sent(client: ImapFlow, file: MailFile, key: string): Promise<ReadAnswer> {
  const folders = await foldersOf(client, file);
  const id = `remit.${key.replaceAll(/[^\w.-]/g, '-')}.`;
  for (const folder of [...(folders.sent === null ? [] : [folders.sent]), ...folders.received]) {
    const found = await inFolder(client, folder, async () => {
      const uids = (await client.search({ header: { 'message-id': id } }, { uid: true })) || [];
      if (uids.length === 0) return null;
      const messages = await client.fetchAll(uids.join(','), { envelope: true }, { uid: true });
      return messages.find(({ envelope }) => envelope?.messageId?.startsWith(`<${id}`)) ?? null;
    });
    const { messageId, date } = found?.envelope ?? {};
    if (messageId !== undefined)
      return answer({
        message_id: messageId.replace(/^<|>$/g, ''),
        at: date === undefined ? undefined : new Date(date).toISOString(),
      });
  }
  const says = `${file.label} has no copy of it, which does not say that it was not sent: look into the log of the mail server`;
  return { ok: false, why: 'refused', says, retry: false };
}

export function ownOf(file: MailFile) {
  return { address: file.from.address, checkedBy: file.checkedBy };
}

function answer(value: unknown): ReadAnswer {
  return { ok: true, value, at: new Date() };
}

function none(file: MailFile, says: string): ReadAnswer {
  return { ok: false, why: 'not_found', says: `${file.label} ${says}`, retry: false };
}

function text(args: Args, name: string): string {
  const value = args[name];
  return typeof value === 'string' ? value.replace(/^<|>$/g, '') : '';
}
