import { setTimeout as wait } from 'node:timers/promises';
import type { ImapFlow } from 'imapflow';
import type { WriteAnswer } from '../../flow/action/schema.ts';
import { answering, composeLetter, type Enclosed, type ToWrite } from '../../mail/compose.ts';
import { deliver } from '../../mail/deliver.ts';
import { inFolder } from '../../mail/imap.ts';
import type { Letter } from '../../mail/schema.ts';
import { newRoot, ourMessageId, rootOf, threadOf } from '../../mail/thread.ts';
import type { MailFile } from '../../workspace/systems/mail.ts';
import { findLetter, foldersOf, readFound } from './find.ts';

/** A copy of what was sent is waited for so long. */
const COPY_MS = 3_000;
const ENCLOSED_BYTES_MAX = 10_000_000;
/** An address, and nothing with which more could be smuggled into a header. */
const ADDRESS = /^[^\s<>",;:\\()[\]]+@[^\s<>",;:\\()[\]@]+$/;

type Args = Record<string, unknown>;
/** Runs something in the mailbox. */
export type OnLine = <T>(run: (client: ImapFlow) => Promise<T>) => Promise<T>;
type Rejected = Extract<WriteAnswer, { ok: false }>;

/** Writes to whom it is said, in a thread of its own. */
export async function send(
  file: MailFile,
  args: Args,
  key: string,
  onLine: OnLine | null,
): Promise<WriteAnswer> {
  const checked = checkedBody(file, args);
  if ('ok' in checked) return checked;
  const root = newRoot(key);
  const messageId = ourMessageId(key, root, file.from.address);
  const subject = typeof args['subject'] === 'string' ? args['subject'] : '';
  const mail = {
    ...checked,
    subject,
    messageId,
    key,
    from: file.from,
    autoSubmitted: 'auto-generated' as const,
    date: new Date(),
  };
  return post(file, mail, threadOf(root, checked.to[0]?.address ?? ''), onLine);
}

/** Answers a mail within its thread, and only somebody who wrote it: the mail says who that is. */
export async function reply(file: MailFile, args: Args, key: string, onLine: OnLine): Promise<WriteAnswer> {
  const made = await answerTo(file, args, key, onLine);
  if ('ok' in made) return made;
  return post(file, made.mail, made.thread, onLine);
}

/** Puts an answer among the drafts, for a person to look over and send. Done before: it is not put there again. */
export async function draft(file: MailFile, args: Args, key: string, onLine: OnLine): Promise<WriteAnswer> {
  const made = await answerTo(file, args, key, onLine);
  if ('ok' in made) return made;
  const raw = await composeLetter(made.mail);
  const { messageId } = made.mail;
  return onLine(async (client): Promise<WriteAnswer> => {
    const { drafts } = await foldersOf(client, file);
    if (drafts === null) return rejected(file, 'has no folder for drafts: name one under folders');
    const result = { message_id: messageId, folder: drafts };
    if (await findLetter(client, messageId, [drafts])) return { ok: true, result, replayed: true };
    await client.append(drafts, raw, ['\\Draft', '\\Seen']);
    return { ok: true, result, replayed: false };
  });
}

/** Takes a draft of ours away again. One that is gone was sent or discarded by a person: there is nothing to take away. */
export async function discardDraft(file: MailFile, args: Args, onLine: OnLine): Promise<WriteAnswer> {
  const id = String(args['message_id']);
  return onLine(async (client): Promise<WriteAnswer> => {
    const { drafts, sent } = await foldersOf(client, file);
    const found = drafts === null ? null : await findLetter(client, id, [drafts]);
    if (found) {
      await inFolder(
        client,
        found.folder,
        () => client.messageDelete(String(found.uid), { uid: true }),
        false,
      );
      return { ok: true, result: null, replayed: false };
    }
    if (sent !== null && (await findLetter(client, id, [sent])))
      return rejected(file, 'says that the draft was sent meanwhile');
    return { ok: true, result: null, replayed: true };
  });
}

type Made = { mail: ToWrite; thread: string };

async function answerTo(file: MailFile, args: Args, key: string, onLine: OnLine): Promise<Made | Rejected> {
  const checked = checkedBody(file, args);
  if ('ok' in checked) return checked;
  const id = String(args['message']).replace(/^<|>$/g, '');
  const letter = await onLine(async (client) => {
    const found = await findLetter(client, id, (await foldersOf(client, file)).received);
    return found && readFound(client, found);
  });
  if (!letter) return rejected(file, 'has no mail of this id to answer any more');
  const to = whoWrote(letter).find(
    ({ address }) => address.toLowerCase() === checked.to[0]?.address.toLowerCase(),
  );
  if (!to) return rejected(file, 'answers nobody but who wrote the mail');
  const root = rootOf(letter, file.from.address) ?? newRoot(key);
  const mail: ToWrite = {
    ...checked,
    to: [to],
    from: file.from,
    subject: answering(letter.subject),
    messageId: ourMessageId(key, root, file.from.address),
    inReplyTo: letter.messageId ?? undefined,
    references: [...letter.references, ...(letter.messageId === null ? [] : [letter.messageId])],
    key,
    autoSubmitted: 'auto-replied',
    date: new Date(),
  };
  return { mail, thread: threadOf(root, letter.from?.address ?? to.address) };
}

function whoWrote({ from, replyTo }: Letter) {
  return [...(from ? [from] : []), ...replyTo];
}

type Body = Pick<ToWrite, 'to' | 'text' | 'attachments'>;

function checkedBody(file: MailFile, args: Args): Body | Rejected {
  const address = String(args['to']).trim();
  if (!ADDRESS.test(address)) return rejected(file, 'cannot write to what is no mail address');
  const attachments = (args['attachments'] ?? []) as Enclosed[];
  const bytes = attachments.reduce(
    (sum, { text = '', base64 = '' }) => sum + text.length + base64.length * 0.75,
    0,
  );
  if (bytes > ENCLOSED_BYTES_MAX)
    return rejected(file, `takes at most ${ENCLOSED_BYTES_MAX} bytes of attachments`);
  return { to: [{ name: '', address }], text: String(args['text']), attachments };
}

/**
 * Hands the mail to the server, and writes a copy into the folder of what was sent. That the copy could not be written
 * takes nothing away from the mail: it is said by the copy that is missing, not by a mail that is sent twice.
 */
async function post(
  file: MailFile,
  mail: ToWrite,
  thread: string,
  onLine: OnLine | null,
): Promise<WriteAnswer> {
  const { smtp, passwords } = file;
  if (!smtp) return rejected(file, 'sends no mail: it names no smtp server');
  const message = await composeLetter(mail);
  const auth = smtp.user === null ? null : { user: smtp.user, password: passwords.smtp ?? '' };
  const to = mail.to.map(({ address }) => address);
  const done = await deliver(
    { ...smtp, auth },
    { from: file.from.address, to, message },
    file.limits.timeoutMs,
  );
  if (done.state === 'failed') {
    const says = `${file.label} did not take the mail: ${withoutAddresses(done.says)}`;
    return { ok: false, why: done.isFinal ? 'rejected' : 'not_sent', says };
  }
  if (done.state === 'unknown')
    return { ok: false, why: 'unknown', says: `${file.label} hung up: ${withoutAddresses(done.says)}` };
  if (file.copies === 'write' && onLine) await keepCopy(file, message, onLine);
  return { ok: true, result: { message_id: mail.messageId, thread, refused: done.refused }, replayed: false };
}

/** Not for long: it is known that the mail left, and that must not be lost to a mailbox that is slow. */
async function keepCopy(file: MailFile, message: Buffer, onLine: OnLine): Promise<void> {
  const kept = onLine(async (client) => {
    const { sent } = await foldersOf(client, file);
    if (sent !== null) await client.append(sent, message, ['\\Seen']);
  });
  await Promise.race([kept.catch(() => undefined), wait(COPY_MS, undefined, { ref: false })]);
}

/** What a server says goes into the log for good, where no address of a person belongs. */
function withoutAddresses(text: string): string {
  return text.replaceAll(/<?[^\s<>"]+@[^\s<>"]+>?/g, '…');
}

function rejected(file: MailFile, says: string): Rejected {
  return { ok: false, why: 'rejected', says: `${file.label} ${says}` };
}
