import type { ImapFlow } from 'imapflow';
import { openImap, sayMailFault } from '../../../mail/imap.ts';
import type { MailFile } from '../../../workspace/systems/mail.ts';
import type { MailTrigger } from '../../../workspace/triggers/mail.ts';
import { Held } from '../held.ts';
import type { Hands, Place } from '../hands.ts';
import { Looking } from '../looking.ts';
import { lookThrough } from './look.ts';

/** Another process reads the mailbox: it is tried again after so long. */
const BUSY_MS = 20_000;
/** A line that the server closed is made again after so long. */
const COME_BACK_MS = 1_000;

/**
 * Reads a folder of a mailbox. The server says when mail comes (IDLE); it is looked every minute besides, for servers
 * that do not say it and for notices that were lost. A line that breaks is made again.
 */
export function mailListener(hands: Hands, place: Place<MailTrigger>): Looking {
  let client: ImapFlow | null = null;
  const comeBack = () => void setTimeout(() => looking.soon(), COME_BACK_MS).unref();
  const hangUp = () => {
    client?.off('close', comeBack);
    client?.close();
    client = null;
  };
  const looking: Looking = new Looking(
    hands,
    place,
    async (signal) => {
      const held = await Held.take(hands, place, place.trigger.everyMs);
      if (!held) {
        hangUp();
        return BUSY_MS;
      }
      const file = mailboxOf(hands, place);
      try {
        if (client?.usable !== true) {
          client = await openImap({ ...file.imap, password: file.passwords.imap }, { signal, idles: true });
          client.on('exists', () => looking.soon());
          client.on('close', comeBack);
        }
        const own = { address: file.from.address, checkedBy: file.checkedBy };
        const hasMore = await lookThrough(client, own, hands, place, held, signal);
        return hasMore ? 0 : place.trigger.everyMs;
      } catch (error) {
        hangUp();
        throw new Error(`${file.label} ${sayMailFault(error).says}`, { cause: error });
      }
    },
    hangUp,
  );
  return looking;
}

type Readable = MailFile & { imap: NonNullable<MailFile['imap']> };

function mailboxOf({ world }: Hands, { trigger }: Place<MailTrigger>): Readable {
  const file = world.workspace().systems[trigger.from];
  if (file?.kind !== 'mail' || !file.imap) throw new Error(`"${trigger.from}" is not a mailbox any more`);
  return { ...file, passwords: file.passwords, imap: file.imap };
}
