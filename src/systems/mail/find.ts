import type { ImapFlow } from 'imapflow';
import { inFolder } from '../../mail/imap.ts';
import { readLetter } from '../../mail/read.ts';
import type { Letter } from '../../mail/schema.ts';
import type { MailFile } from '../../workspace/systems/mail.ts';

/** The most of one mail that is read, in bytes; of a larger one its beginning. */
export const MAIL_BYTES_MAX = 25_000_000;
const INBOX = 'INBOX';

/** Folders by their use: as the file names them, else as the server marks them (RFC 6154). */
export async function foldersOf(client: ImapFlow, { folders }: Pick<MailFile, 'folders'>) {
  const listed = await client.list();
  const marked = (use: string) => listed.find(({ specialUse }) => specialUse === use)?.path ?? null;
  const sent = folders.sent ?? marked('\\Sent');
  const drafts = folders.drafts ?? marked('\\Drafts');
  const kept = [marked('\\All'), marked('\\Archive')].filter((path) => path !== null);
  return { sent, drafts, received: [INBOX, ...kept] };
}

/** Where a mail lies: the folder, and its number there. */
export interface Found {
  folder: string;
  uid: number;
}

/** Looks for a mail by its Message-ID, folder after folder. Servers find parts of a header, so it is held against the whole. */
export async function findLetter(
  client: ImapFlow,
  id: string,
  folders: readonly string[],
): Promise<Found | null> {
  for (const folder of folders) {
    const uid = await inFolder(client, folder, async () => {
      const uids = await client.search({ header: { 'message-id': id } }, { uid: true });
      for (const one of (uids || []).toReversed()) {
        const message = await client.fetchOne(String(one), { envelope: true }, { uid: true });
        if (message && message.envelope?.messageId?.replace(/^<|>$/g, '') === id) return one;
      }
      return null;
    });
    if (uid !== null) return { folder, uid };
  }
  return null;
}

/** Reads a mail where it lies. Null: it was moved or deleted meanwhile. */
export async function readFound(client: ImapFlow, { folder, uid }: Found): Promise<Letter | null> {
  return inFolder(client, folder, async () => {
    const message = await client.fetchOne(
      String(uid),
      { source: { maxLength: MAIL_BYTES_MAX } },
      { uid: true },
    );
    return message && message.source ? readLetter(message.source) : null;
  });
}
