import type { FetchMessageObject, ImapFlow } from 'imapflow';
import { describeLetter, type Described, type Own } from '../../../mail/describe.ts';
import { inFolder } from '../../../mail/imap.ts';
import { readLetter } from '../../../mail/read.ts';
import { letterIdOf } from '../../../mail/thread.ts';
import type { Arrival } from '../../../workspace/triggers/index.ts';
import type { MailTrigger } from '../../../workspace/triggers/mail.ts';
import { readCursor, type Held } from '../held.ts';
import { setAside, take, type Hands, type Place } from '../hands.ts';
import { asMailCursor, beginning, countSender, isBefore, type MailCursor } from './cursor.ts';

/** The most of one mail that is read, in bytes. */
const MAIL_BYTES_MAX = 25_000_000;
/** Mails that one look takes in; after them the connection is looked after, and on it goes. */
const LOOK_MAX = 200;

/**
 * Takes in what is new in a folder, the oldest first, and moves the cursor after each mail that is safe. The folder is
 * opened to be read only: no mail is marked as seen, moved or deleted. Returns whether there may be more.
 */
export async function lookThrough(
  client: ImapFlow,
  own: Own,
  hands: Hands,
  place: Place<MailTrigger>,
  held: Held,
  signal: AbortSignal,
): Promise<boolean> {
  const { folder, since } = place.trigger;
  return inFolder(client, folder, async ({ uidValidity, uidNext }) => {
    const box = { validity: String(uidValidity), uidNext };
    const known = readCursor(held.value, asMailCursor);
    let cursor = beginning(known, box, since, hands.world.now());
    if (cursor !== known && !(await held.keep(JSON.stringify(cursor)))) return false;
    const uids = await newUids(client, cursor.uid);
    for (const uid of uids.slice(0, LOOK_MAX)) {
      if (signal.aborted) return false;
      cursor = { ...(await takeIn(client, own, hands, place, cursor, uid)), uid };
      if (!(await held.keep(JSON.stringify(cursor)))) return false;
    }
    return uids.length > LOOK_MAX;
  });
}

/** `n:*` names the newest mail also where its number is below n, so what comes back is held against n. */
async function newUids(client: ImapFlow, uid: number): Promise<number[]> {
  const found = await client.search({ uid: `${uid + 1}:*` }, { uid: true });
  if (!found) throw new Error('the mail server did not say which mails are new');
  return found.filter((one) => one > uid).toSorted((a, b) => a - b);
}

async function takeIn(
  client: ImapFlow,
  own: Own,
  hands: Hands,
  place: Place<MailTrigger>,
  before: MailCursor,
  uid: number,
): Promise<MailCursor> {
  const asked = { source: { maxLength: MAIL_BYTES_MAX }, internalDate: true, size: true };
  const message = await client.fetchOne(String(uid), asked, { uid: true });
  // It was deleted between the search and the reading: there is nothing to take in.
  if (!message || !message.source) return before;
  const receivedAt = message.internalDate === undefined ? hands.world.now() : new Date(message.internalDate);
  if (isBefore(before, uid, receivedAt)) return before;
  const { id, described } = await describe(message, own);
  const arrival: Arrival = { id, type: described.kind, at: receivedAt, payload: described };
  const { cursor, count } = isTaken(place, described)
    ? countSender(before, described.email, hands.world.now())
    : { cursor: before, count: 0 };
  const { perHour } = place.trigger;
  if (count > perHour) {
    const says = `More than ${perHour} mails of one sender came within an hour. This may be two machines that answer each other.`;
    await setAside(hands, place, arrival, says);
  } else await take(hands, place, arrival);
  return cursor;
}

function isTaken({ trigger }: Place<MailTrigger>, { kind }: Described): boolean {
  return trigger.take.includes(kind);
}

async function describe(
  message: FetchMessageObject,
  own: Own,
): Promise<{ id: string; described: Described }> {
  const letter = await readLetter(message.source ?? Buffer.alloc(0));
  return { id: letterIdOf(letter), described: describeLetter(letter, own) };
}
