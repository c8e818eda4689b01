import { expect, test } from 'vitest';
import { authenticOf } from './authentic.ts';
import { describeLetter } from './describe.ts';
import { recognise } from './kind.ts';
import { readLetter } from './read.ts';
import { letterIdOf, ourMessageId, rootOf, threadOf } from './thread.ts';

const US = 'help@acme.test';
const raw = (head: string, body = 'Hello') =>
  Buffer.from(`${head.trim()}\n\n${body}`.replaceAll('\n', '\r\n'));
const FROM = 'From: Ida <ida@example.org>\nTo: help@acme.test\nMessage-ID: <1@example.org>\nSubject: ';
const kindOf = async (head: string, body?: string) => recognise(await readLetter(raw(head, body)), US).kind;

test.each([
  ['message', 'Where is my parcel?'],
  ['auto_reply', 'Away\nAuto-Submitted: auto-replied; owner-email="ida@example.org"'],
  ['auto_reply', 'Away\nX-Autoreply: yes'],
  ['auto_reply', 'Away\nPrecedence: auto_reply'],
  ['auto_reply', 'Automatic reply: Where is my parcel?'],
  ['auto_reply', 'Abwesenheitsnotiz: Ihr Paket'],
  ['auto_reply', 'Re: your mail\nReturn-Path: <>'],
  ['automatic', 'New order 17\nAuto-Submitted: auto-generated'],
  ['automatic', 'Re: Late\nX-Remit-Key: c1.a1'],
  ['automatic', 'Ticket 3\nX-Auto-Response-Suppress: All'],
  ['bulk', 'Our autumn sale\nList-Unsubscribe: <https://example.org/u>'],
  ['bulk', '[list] Hello\nList-Id: <l.example.org>\nPrecedence: list'],
  ['message', 'Re: Late\nAuto-Submitted: no'],
])('recognises %s: %s', async (kind, subject) => {
  expect(await kindOf(FROM + subject)).toBe(kind);
});

test('what we sent ourselves is ours, and who only says so is not', async () => {
  const id = ourMessageId('c1.a1', '0123456789abcdef', US);
  expect(await kindOf(`From: Acme <${US}>\nMessage-ID: <${id}>\nSubject: Re: Late`)).toBe('ours');
  expect(await kindOf(`From: Eve <eve@evil.test>\nMessage-ID: <${id}>\nSubject: Re: Late`)).toBe('message');
});

const DSN = `Return-Path: <>
From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
To: help@acme.test
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Message-ID: <d1@mx.example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"`;
const dsn = (action: string) => `--b
Content-Type: text/plain

I could not deliver it.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; ida@example.org
Action: ${action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <ida@example.org>: Recipient address rejected:
    User unknown
--b
Content-Type: message/rfc822

Message-ID: <remit.c1.a1.0123456789abcdef@acme.test>
From: help@acme.test
Subject: Re: Late

Your parcel left.
--b--`;

test('a bounce says which mail did not arrive, at whom, and why', async () => {
  const letter = await readLetter(raw(DSN, dsn('failed')));
  expect(recognise(letter, US)).toMatchObject({
    kind: 'bounce',
    bounce: {
      recipient: 'ida@example.org',
      status: '5.1.1',
      isFinal: true,
      says: '550 5.1.1 <ida@example.org>: Recipient address rejected: User unknown',
      of: 'remit.c1.a1.0123456789abcdef@acme.test',
    },
  });
});

test('a delay is a bounce that is not final, and a delivery report is a receipt', async () => {
  const delayed = recognise(await readLetter(raw(DSN, dsn('delayed'))), US);
  expect(delayed).toMatchObject({ kind: 'bounce', bounce: { isFinal: false } });
  expect(await kindOf(DSN, dsn('delivered'))).toBe('receipt');
  const read = 'Content-Type: multipart/report; report-type=disposition-notification; boundary=b';
  expect(await kindOf(`${FROM}Read: Late\n${read}`, '--b\n\nread\n--b--')).toBe('receipt');
});

test('a daemon that writes no report is understood as well', async () => {
  const exim = `From: Mail Delivery System <Mailer-Daemon@mx.test>\nSubject: Mail delivery failed\nX-Failed-Recipients: ida@example.org`;
  const body = 'A message that you sent failed:\n\n550 no such mailbox\n\nMessage-ID: <m7@acme.test>';
  const { kind, bounce } = recognise(await readLetter(raw(exim, body)), US);
  expect(kind).toBe('bounce');
  expect(bounce).toMatchObject({
    recipient: 'ida@example.org',
    says: '550 no such mailbox',
    of: 'm7@acme.test',
  });
});

test('an answer finds its thread by its references, by our Message-ID alone, and never for another sender', async () => {
  const first = await readLetter(raw(`${FROM}Late`));
  const root = rootOf(first, US);
  expect(root).not.toBeNull();
  const ours = ourMessageId('c1.a1', root ?? '', US);
  const long = raw(`${FROM}Re: Late\nIn-Reply-To: <${ours}>\nReferences: <1@example.org>\n <${ours}>`);
  const short = raw(`${FROM}Re: Late\nIn-Reply-To: <${ours}>`);
  const elsewhere = raw(`${FROM}Re: Late\nReferences: <1@example.org>`);
  for (const answer of [long, short, elsewhere]) expect(rootOf(await readLetter(answer), US)).toBe(root);
  expect(threadOf(root ?? '', 'Ida@Example.org')).toBe(threadOf(root ?? '', 'ida@example.org'));
  expect(threadOf(root ?? '', 'eve@evil.test')).not.toBe(threadOf(root ?? '', 'ida@example.org'));
});

test('the same mail delivered twice has one name, and two mails under one Message-ID have two', async () => {
  const id = async (head: string, body?: string) => letterIdOf(await readLetter(raw(head, body)));
  const twice = `Received: from a by b\n${FROM}Late`;
  expect(await id(twice)).toBe(await id(`${FROM}Late`));
  expect(await id(`${FROM}Late`, 'Bye')).not.toBe(await id(`${FROM}Late`));
});

test('charsets, encoded words and attachments are read', async () => {
  const head = `From: =?ISO-8859-1?Q?J=F6rg_M=FCller?= <jm@example.org>
Subject: =?UTF-8?B?UMOkY2tjaGVuIGbDvHIgMTLigqw=?=
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="x"`;
  const body = `--x
Content-Type: text/plain; charset=windows-1252
Content-Transfer-Encoding: quoted-printable

Preis: 12 =80, sch=F6n
--x
Content-Type: text/csv; name="list.csv"
Content-Disposition: attachment; filename="list.csv"
Content-Transfer-Encoding: base64

YSxiCjEsMgo=
--x--`;
  const letter = await readLetter(raw(head, body));
  expect(letter.from).toEqual({ name: 'Jörg Müller', address: 'jm@example.org' });
  expect(letter.subject).toBe('Päckchen für 12€');
  expect(letter.text).toBe('Preis: 12 €, schön');
  expect(letter.attachments).toMatchObject([{ number: 1, name: 'list.csv', type: 'text/csv', bytes: 8 }]);
});

test('a mail that is broken or nested without end is read as far as it goes', async () => {
  expect((await readLetter(Buffer.from('not a mail at all'))).from).toBeNull();
  const nested = Array.from(
    { length: 40 },
    (_, at) => `Content-Type: multipart/mixed; boundary="b${at}"\r\n\r\n--b${at}\r\n`,
  );
  const letter = await readLetter(Buffer.from(`From: eve@evil.test\r\nSubject: deep\r\n${nested.join('')}`));
  expect(letter).toMatchObject({ subject: 'deep', text: '[The text of this mail could not be read.]' });
});

test('only our own mail server is believed about where a mail comes from', async () => {
  const head = `Authentication-Results: mx.acme.test; spf=pass smtp.mailfrom=example.org; dmarc=fail\n${FROM}Late\nAuthentication-Results: mx.evil.test; dmarc=pass`;
  const letter = await readLetter(raw(head));
  expect(authenticOf(letter, 'mx.acme.test')).toEqual({ spf: 'pass', dkim: 'none', dmarc: 'fail' });
  expect(authenticOf(letter, null)).toEqual({ spf: 'none', dkim: 'none', dmarc: 'none' });
});

test('a mail that is made to take long to read does not', async () => {
  const daemon = 'From: Mailer-Daemon@evil.test\nSubject: Mail delivery failed';
  const quotes = 'On Monday, Acme wrote:\n' + '> x\n\n'.repeat(5_000);
  for (const body of [
    ' '.repeat(500_000) + 'x',
    'a'.repeat(500_000),
    quotes,
    '\n'.repeat(10_000) + '<',
    'a@'.repeat(200_000),
  ]) {
    const letter = await readLetter(raw(daemon, body));
    expect(describeLetter(letter, { address: US, checkedBy: null }).kind).toBe('bounce');
  }
});
