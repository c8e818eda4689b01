import { afterAll, beforeAll, beforeEach, expect, test as anyTest } from 'vitest';
import { hasDovecot, openDovecot, type Dovecot, type TestMailbox } from '../../../test/support/dovecot.ts';
import { openMailbox, type Mailbox } from '../../../test/support/mailbox.ts';
import { openTcpFaultProxy, type TcpFaultProxy } from '../../../test/support/tcp_fault_proxy.ts';
import { checkWorkspace } from '../../workspace/load.ts';
import { FILES } from '../../../test/support/acme.ts';
import { openSystems, type GuardedSystem } from '../index.ts';

const test = hasDovecot() ? anyTest : anyTest.skip;

let dovecot: Dovecot;
let server: TestMailbox;
let box: Mailbox;
let line: TcpFaultProxy;
let mail: GuardedSystem;

beforeAll(async () => {
  if (!hasDovecot()) return;
  dovecot = await openDovecot();
  server = await dovecot.mailbox('help@acme.test');
  box = await openMailbox();
  box.users.push({ user: 'help', password: 'smtp-secret' });
  line = await openTcpFaultProxy({ to: { host: '127.0.0.1', port: dovecot.port } });
  mail = mailbox();
});

afterAll(async () => {
  await mail?.close();
  await line?.close();
  await box?.close();
  server?.close();
  await dovecot?.close();
});

beforeEach(() => {
  if (box) box.manner = 'take';
});

function mailbox(more = '', env: Record<string, string> = {}): GuardedSystem {
  const yaml = `kind: mail
label: Support mailbox
address: Acme Help <help@acme.test>
imap: {server: "\${IMAP}", security: none, user: "help@acme.test", password: "\${IMAP_PASSWORD}"}
smtp: {server: "\${SMTP}", security: none, user: help, password: "\${SMTP_PASSWORD}"}
limits: {timeout: 5s, retries: 0}
${more}`;
  const files = new Map(Object.entries({ ...FILES, 'systems/mail.yaml': yaml }));
  const loaded = checkWorkspace('/acme', files, {
    SHOP_URL: 'http://127.0.0.1:1',
    IMAP: `127.0.0.1:${line.port}`,
    SMTP: `127.0.0.1:${box.port}`,
    IMAP_PASSWORD: 'secret',
    SMTP_PASSWORD: 'smtp-secret',
    ...env,
  });
  if (!loaded.ok) throw new Error(loaded.faults.map(({ path, says }) => `${path} ${says}`).join('\n'));
  const { mail: opened } = openSystems({ systems: { mail: loaded.workspace.systems['mail']! } });
  if (!opened) throw new Error('there is no mailbox');
  return opened;
}

const options = (key = 'c1.a1') => ({ key, signal: new AbortController().signal });
const LATE = (id: string, more = '') => `From: Ida Lund <ida@example.org>
To: help@acme.test
Subject: Order 17 is late
Message-ID: <${id}@example.org>
Date: Tue, 3 Nov 2026 10:00:00 +0100
${more}
Where is it?
`;

test('a mail is read by its Message-ID, and an unknown one is said to be none', async () => {
  await server.deliver(LATE('read'));
  const read = await mail.read('message', { message: 'read@example.org' }, options());
  expect(read).toMatchObject({
    ok: true,
    value: {
      kind: 'message',
      email: 'ida@example.org',
      name: 'Ida Lund',
      subject: 'Order 17 is late',
      text: 'Where is it?',
    },
  });
  expect(await mail.read('message', { message: 'none@example.org' }, options())).toMatchObject({
    ok: false,
    why: 'not_found',
  });
});

test('an answer leaves in the thread of the mail, with a copy among what was sent', async () => {
  await server.deliver(LATE('thread', 'References: <root@example.org>\n'));
  const args = { message: 'thread@example.org', to: 'ida@example.org', text: 'It left today – promised.' };
  const done = await mail.write('reply', args, options('case7.a1'));
  expect(done).toMatchObject({ ok: true, replayed: false, result: { refused: [] } });
  const [taken] = box.taken.slice(-1);
  expect(taken?.to).toEqual(['ida@example.org']);
  expect(taken?.text).toContain('Subject: Re: Order 17 is late');
  expect(taken?.text).toContain('In-Reply-To: <thread@example.org>');
  expect(taken?.text).toMatch(/References: <root@example.org>\s+<thread@example.org>/);
  expect(taken?.text).toContain('Auto-Submitted: auto-replied');
  expect(taken?.text).toMatch(/Message-ID: <remit\.case7\.a1\.[0-9a-f]{16}@acme\.test>/);
  expect((await server.mails('Sent')).at(-1)).toContain('X-Remit-Key: case7.a1');
  expect(await mail.read('sent', { key: 'case7.a1' }, options())).toMatchObject({ ok: true });
  expect(await mail.read('thread', { message: 'thread@example.org' }, options())).toMatchObject({
    ok: true,
    value: {
      count: 2,
      messages: [
        { ours: false, text: 'Where is it?' },
        { ours: true, text: 'It left today – promised.' },
      ],
    },
  });
});

test('an answer goes to nobody but who wrote', async () => {
  await server.deliver(LATE('whom'));
  const before = box.received;
  const args = { message: 'whom@example.org', to: 'eve@evil.test', text: 'Your order' };
  expect(await mail.write('reply', args, options())).toMatchObject({ ok: false, why: 'rejected' });
  const smuggled = { to: 'ida@example.org>\r\nBcc: <eve@evil.test', subject: 'x', text: 'x' };
  expect(await mail.write('send', smuggled, options())).toMatchObject({ ok: false, why: 'rejected' });
  expect(box.received).toBe(before);
});

test('a draft is put in once however often it is tried, and can be discarded', async () => {
  await server.deliver(LATE('draft'));
  const args = { message: 'draft@example.org', to: 'ida@example.org', text: 'It left.' };
  const first = await mail.write('draft', args, options('d.a1'));
  expect(await mail.write('draft', args, options('d.a1'))).toMatchObject({ ok: true, replayed: true });
  expect(await server.mails('Drafts')).toHaveLength(1);
  const { message_id } = (first as { result: { message_id: string } }).result;
  expect(await mail.write('discard_draft', { message_id }, options('d.u1'))).toMatchObject({ ok: true });
  expect(await server.mails('Drafts')).toHaveLength(0);
});

test('attachments go out and are read back', async () => {
  const attachments = [{ name: 'label.csv', type: 'text/csv', text: 'a,b\n1,2\n' }];
  await mail.write(
    'send',
    { to: 'ida@example.org', subject: 'Label', text: 'Here.', attachments },
    options('s.a1'),
  );
  await server.deliver(
    box.taken.at(-1)?.text.replace(/Message-ID: .*/, 'Message-ID: <att@example.org>') ?? '',
  );
  const read = await mail.read('attachment', { message: 'att@example.org', number: 1 }, options());
  expect(read).toMatchObject({
    ok: true,
    value: { name: 'label.csv', type: 'text/csv', text: 'a,b\n1,2\n' },
  });
});

test('a server that hangs up after the mail leaves it unknown, and the copy that is missing proves nothing', async () => {
  box.manner = 'hang_up';
  const args = { to: 'ida@example.org', subject: 'x', text: 'x' };
  expect(await mail.write('send', args, options('h.a1'))).toMatchObject({ ok: false, why: 'unknown' });
  expect(await mail.confirm('send', { key: 'h.a1' }, options('h.a1'))).toMatchObject({ known: false });
});

test('a server that refuses, and one that is busy, have surely not taken it', async () => {
  const args = { to: 'ida@example.org', subject: 'x', text: 'x' };
  box.manner = 'refuse';
  expect(await mail.write('send', args, options())).toMatchObject({ ok: false, why: 'rejected' });
  box.manner = 'busy';
  expect(await mail.write('send', args, options())).toMatchObject({ ok: false, why: 'not_sent' });
});

test('a mailbox whose line breaks says so, and is read again when the line is back', async () => {
  await server.deliver(LATE('line'));
  await line.down();
  expect(await mail.read('message', { message: 'line@example.org' }, options())).toMatchObject({
    ok: false,
    why: 'unreachable',
    retry: true,
  });
  await line.up();
  expect(await mail.read('message', { message: 'line@example.org' }, options())).toMatchObject({ ok: true });
});

test('the doctor signs in to both servers, and says which does not let us in', async () => {
  expect(await mail.probe(options())).toMatchObject({ ok: true, says: 'Support mailbox is read and sends.' });
  const wrong = mailbox('', { IMAP_PASSWORD: 'wrong-password' });
  const probed = await wrong.probe(options());
  expect(probed).toMatchObject({ ok: false });
  expect(probed.says).toContain('does not let us in');
  expect(JSON.stringify(probed)).not.toContain('wrong-password');
  await wrong.close();
  const sends = mailbox('', { SMTP_PASSWORD: 'wrong-password' });
  expect((await sends.probe(options())).says).toContain('does not let us send');
  await sends.close();
});
