import type { Address, Attachment, Email } from 'postal-mime';
import { htmlToText } from './html.ts';
import { western } from './western.ts';
import type { Attached, Correspondent, Letter } from './schema.ts';

/** A mail with more headers or parts than this is read as far as its headers go. */
const HEADER_BYTES_MAX = 500_000;
const NESTING_MAX = 20;
/** A line takes some 10 µs to read, and 25 MB of attachments have 330,000 of them. What comes after these is not read. */
const LINES_MAX = 400_000;
/** References that are kept: the oldest names the thread, the newest what was answered. */
const REFERENCES_MAX = 100;
const NEWLINE = 10;
const SUBJECT_CHARS_MAX = 500;
const NAME_CHARS_MAX = 200;

/** Reads a raw mail. Whatever strangers send is read as far as it can be, and never throws. */
export async function readLetter(raw: Uint8Array): Promise<Letter> {
  const { default: PostalMime } = await import('postal-mime');
  const options = {
    forceRfc822Attachments: true,
    attachmentEncoding: 'arraybuffer' as const,
    maxNestingDepth: NESTING_MAX,
    maxHeadersSize: HEADER_BYTES_MAX,
  };
  try {
    return letterOf(await PostalMime.parse(firstLines(raw), options));
  } catch {
    // Nested without end, or headers without end: what stands before the first part is still a mail.
    return letterOf(await PostalMime.parse(headOf(raw), options));
  }
}

function firstLines(raw: Uint8Array): Uint8Array {
  let at = -1;
  for (let line = 0; line < LINES_MAX; line++) {
    at = raw.indexOf(NEWLINE, at + 1);
    if (at < 0) return raw;
  }
  return raw.subarray(0, at);
}

/** The first 64 KB of the headers, with a text that says that the rest was not read. */
function headOf(raw: Uint8Array): string {
  const text = Buffer.from(raw.subarray(0, 65_536)).toString('latin1');
  const [head = ''] = text.split(/\r?\n\r?\n/, 1);
  const kept = head.replaceAll(/^content-[^\n]*(\n[ \t][^\n]*)*\n?/gim, '');
  return `${kept.trimEnd()}\r\n\r\n[The text of this mail could not be read.]\r\n`;
}

function letterOf(email: Email): Letter {
  const headers = new Map<string, string[]>();
  for (const { key, value } of email.headers) headers.set(key, [...(headers.get(key) ?? []), value]);
  const sent = email.date === undefined ? NaN : Date.parse(email.date);
  const text = email.text?.trim() ? email.text : htmlToText(email.html ?? '');
  return {
    messageId: idsIn(email.messageId)[0] ?? null,
    inReplyTo: idsIn(email.inReplyTo)[0] ?? null,
    references: idsIn(email.references).slice(-REFERENCES_MAX),
    from: people(email.from ? [email.from] : [])[0] ?? null,
    replyTo: people(email.replyTo),
    to: people(email.to),
    cc: people(email.cc),
    subject: oneLine(email.subject ?? '').slice(0, SUBJECT_CHARS_MAX),
    sentAt: Number.isNaN(sent) ? null : new Date(sent),
    text: tidied(text),
    attachments: email.attachments.map(attached),
    headers,
  };
}

/** `<a@b>` of a header, without its brackets. */
export function idsIn(text: string | undefined): string[] {
  return [...(text ?? '').matchAll(/<([^<>\s]+)>/g)].map((match) => match[1] ?? '');
}

function people(given: readonly Address[] | undefined): Correspondent[] {
  return (given ?? []).flatMap((one) =>
    one.address === undefined
      ? people(one.group)
      : one.address.includes('@')
        ? [{ name: oneLine(one.name).slice(0, NAME_CHARS_MAX), address: one.address.trim() }]
        : [],
  );
}

function attached({ filename, mimeType, content }: Attachment, index: number): Attached {
  const bytes = typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content as ArrayBuffer);
  const name = oneLine(filename ?? '').slice(0, NAME_CHARS_MAX);
  return {
    number: index + 1,
    name: name === '' ? `attachment ${index + 1}` : name,
    type: mimeType,
    bytes: bytes.length,
    content: bytes,
  };
}

/** Control characters have no business in a name or a subject: they end lines and hide text. */
function oneLine(text: string): string {
  return western(text)
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

function tidied(text: string): string {
  return western(text)
    .replaceAll('\r\n', '\n')
    .replaceAll('\u0000', '')
    .replaceAll(/[\u200b\u200c\u2060\ufeff\u00ad]/g, '')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}
