import { idsIn } from './read.ts';
import type { Attached, Bounce, Letter } from './schema.ts';

const SAYS_CHARS_MAX = 300;
const REPORT_BYTES_MAX = 200_000;
const DAEMON = /^(mailer-daemon|postmaster|mail-daemon)@/i;
const SUBJECT =
  /undeliver|returned mail|delivery (status notification|has failed|failure|incomplete)|mail delivery (failed|subsystem)|failure notice|unzustellbar|non remis|no se pudo entregar/i;

/** The report type of a `multipart/report`, such as `delivery-status`; null of anything else. */
export function reportTypeOf(letter: Letter): string | null {
  const type = letter.headers.get('content-type')?.[0] ?? '';
  if (!/^\s*multipart\/report\b/i.test(type)) return null;
  return /report-type\s*=\s*"?([\w-]+)/i.exec(type)?.[1]?.toLowerCase() ?? 'unknown';
}

/**
 * What a mail says of another that did not arrive: by the fields of a delivery status (RFC 3464), or, of servers that
 * write none, by Exim's `X-Failed-Recipients` and by what daemons write. Null where it says nothing of that kind.
 */
export function bounceIn(letter: Letter): Bounce | null {
  const status = partOf(
    letter,
    (type) => type === 'message/delivery-status' || type === 'message/global-delivery-status',
  );
  if (reportTypeOf(letter) === 'delivery-status' || status) {
    const fields = fieldsIn(status ? textOf(status) : letter.text.slice(0, REPORT_BYTES_MAX));
    const action = (fields.get('action') ?? 'failed').toLowerCase();
    if (action !== 'failed' && action !== 'delayed') return null;
    const says = (fields.get('diagnostic-code') ?? '').replace(/^\s*(smtp|x-\w+)\s*;\s*/i, '');
    return {
      recipient: addressIn(fields.get('original-recipient')) ?? addressIn(fields.get('final-recipient')),
      status: /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(fields.get('status') ?? says)?.[1] ?? null,
      isFinal: action === 'failed',
      says: clip(says === '' ? `The mail server says: ${action}` : says),
      of: originalOf(letter),
    };
  }
  const failed = letter.headers.get('x-failed-recipients')?.[0];
  const isDaemon = DAEMON.test(letter.from?.address ?? '') && SUBJECT.test(letter.subject);
  if (failed === undefined && !isDaemon) return null;
  const says = /^.*\b[45]\d\d[ -].*$/m.exec(letter.text)?.[0] ?? letter.subject;
  return {
    recipient: addressIn(failed) ?? addressIn(letter.text),
    status: /\b([45]\.\d{1,3}\.\d{1,3})\b/.exec(letter.text)?.[1] ?? null,
    isFinal: !/\bdelayed|will (be )?(retr|keep trying)/i.test(`${letter.subject} ${letter.text}`),
    says: clip(says),
    of: originalOf(letter),
  };
}

/** The Message-ID of the mail that came back: of what is attached, else quoted in the text. */
function originalOf(letter: Letter): string | null {
  const part = partOf(letter, (type) =>
    /^(message\/(global|rfc822)|message\/global-headers|text\/rfc822-headers)$/.test(type),
  );
  const text = part ? textOf(part) : letter.text;
  const line = /^message-id:\s*(\r?\n[ \t]+)?([^\r\n]+)/im.exec(text)?.[2];
  return idsIn(line)[0] ?? letter.inReplyTo ?? letter.references.at(-1) ?? null;
}

function partOf({ attachments }: Letter, is: (type: string) => boolean): Attached | undefined {
  return attachments.find(({ type }) => is(type));
}

function textOf({ content }: Attached): string {
  return Buffer.from(content.subarray(0, REPORT_BYTES_MAX)).toString('utf8');
}

/** The first of each field: with several recipients, the first that failed is what the report is about. */
function fieldsIn(text: string): Map<string, string> {
  const blocks = text.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n\s*\r?\n/);
  const about =
    blocks.find((block) => /^action:\s*failed/im.test(block)) ??
    blocks.find((block) => /^action:/im.test(block));
  const fields = new Map<string, string>();
  for (const line of (about ?? text).split(/\r?\n/)) {
    const match = /^([\w-]+):\s*(.*)$/.exec(line);
    const name = match?.[1]?.toLowerCase();
    if (name !== undefined && !fields.has(name)) fields.set(name, match?.[2] ?? '');
  }
  return fields;
}

/** Bounded in every part: a stranger writes the text, and must not choose how long this takes. */
const ADDRESS = /[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,10}/;

function addressIn(text: string | undefined): string | null {
  return ADDRESS.exec((text ?? '').slice(0, REPORT_BYTES_MAX))?.[0] ?? null;
}

function clip(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, SAYS_CHARS_MAX);
}
