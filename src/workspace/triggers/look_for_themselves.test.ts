import { expect, test } from 'vitest';
import { FILES } from '../../../test/support/acme.ts';
import { checkWorkspace } from '../load.ts';
import type { Trigger } from './index.ts';

const MAILBOX = `kind: mail
address: Acme <help@acme.test>
imap: {server: imap.acme.test, user: help, password: "\${MAIL_PASSWORD}"}
smtp: {server: "smtp.acme.test:465", user: help, password: "\${MAIL_PASSWORD}"}
`;

function load(trigger: string, mailbox = MAILBOX) {
  const workflow = FILES['workflows/refunds/workflow.yaml']?.replace(
    'writes: [shop.refund]',
    `triggers:\n  - ${trigger}\nwrites: [shop.refund]`,
  );
  const files = { ...FILES, 'systems/mail.yaml': mailbox, 'workflows/refunds/workflow.yaml': workflow ?? '' };
  const env = {
    SHOP_URL: 'http://127.0.0.1:1',
    MAIL_PASSWORD: 'mail-secret',
    SHEET: 'https://sheets.test/s3cret',
  };
  return checkWorkspace('/acme', new Map(Object.entries(files)), env);
}

function triggerOf(text: string): Trigger | undefined {
  const loaded = load(text);
  if (!loaded.ok) throw new Error(loaded.faults.map(({ path, says }) => `${path}: ${says}`).join('\n'));
  return loaded.workspace.workflows['refunds']?.triggers[0];
}

function faults(text: string, mailbox?: string): string[] {
  const loaded = load(text, mailbox);
  if (loaded.ok) return [];
  return loaded.faults.map(
    ({ file, line, path, says, suggestion }) => `${file}:${line} ${path}: ${says}. ${suggestion ?? ''}`,
  );
}

test('mail gives an event what it can by itself, and only people and bounces come in', () => {
  const trigger = triggerOf('{kind: mail, name: inbox, from: mail, fields: {order: "{{payload.subject}}"}}');
  expect(trigger).toMatchObject({
    fields: { order: '{{payload.subject}}', email: '{{mapped.email}}', message: '{{mapped.message}}' },
    only: [{ path: 'payload.kind', isNot: false, values: ['message', 'bounce'] }],
    folder: 'INBOX',
    since: 'now',
  });
});

test('what a trigger says wrong is said with its line and what was meant', () => {
  const WHERE = 'workflows/refunds/workflow.yaml:19 triggers.0';
  const field = 'fields: {order: "1"}';
  expect(faults(`{kind: mail, name: inbox, from: mial, ${field}}`)).toEqual([
    `${WHERE}.from: from "mial" is not a mailbox of this workspace. did you mean "mail"?`,
  ]);
  expect(faults('{kind: mail, name: inbox, from: mail, fields: {order: "{{payload.sbject}}"}}')[0]).toContain(
    'subject',
  );
  expect(faults(`{kind: mail, name: inbox, from: mail, take: [mesage], ${field}}`)[0]).toContain(
    'did you mean "message"',
  );
  expect(faults(`{kind: mail, name: inbox, from: mail, since: yesterday, ${field}}`)[0]).toContain(
    '2026-11-01',
  );
  const timed = 'fields: {order: "1", email: a@b.test, message: "{{payload.day}}"}';
  expect(faults(`{kind: mail, name: inbox, from: mail, late: {what: chargeback}, ${field}}`)).toEqual([
    `${WHERE}.late: late needs one of ref (what the system called the thing) and key (ours), to find the action. write {what: chargeback, ref: "{{payload.…}}"}`,
  ]);
  expect(faults(`{kind: clock, name: c, cron: "0 25 * * *", ${timed}}`)[0]).toContain(
    'is not a time that comes again and again',
  );
  expect(faults(`{kind: clock, name: c, cron: "0 0 30 2 *", ${timed}}`)[0]).toContain('never comes');
  expect(faults(`{kind: clock, name: c, cron: "* * * * * *", ${timed}}`)[0]).toContain('"0 7 * * 1-5"');
  expect(faults(`{kind: clock, name: c, cron: "@daily", time_zone: Berlin, ${timed}}`)[0]).toContain(
    'Europe/Berlin',
  );
  expect(faults('{kind: files, name: f}')[0]).toContain('needs a folder or a url');
  expect(faults('{kind: files, name: f, folder: in, url: "https://x.test"}')[0]).toContain('and not both');
  expect(faults('{kind: files, name: f, url: "ftp://x.test"}')[0]).toContain('is not an http address');
  expect(faults('{kind: files, name: f, folder: in, every: 10ms}')[0]).toContain('less than a second');
});

test('a mailbox that cannot be read is no place for a trigger, and a password does not stand in a file', () => {
  const trigger = '{kind: mail, name: inbox, from: mail, fields: {order: "1"}}';
  const sends = 'kind: mail\naddress: help@acme.test\nsmtp: {server: smtp.acme.test}\n';
  expect(faults(trigger, sends)).toEqual([expect.stringContaining('has no imap server to read from')]);
  expect(faults(trigger, MAILBOX.replace('"${MAIL_PASSWORD}"', 'hunter22'))[0]).toContain(
    'stands in the file',
  );
  expect(faults(trigger, MAILBOX.replace('Acme <help@acme.test>', 'Acme'))[0]).toContain(
    'is not a mail address',
  );
  expect(faults(trigger, MAILBOX.replace('imap.acme.test', 'imap.acme.test/inbox'))[0]).toContain(
    'is not the name of a server',
  );
  expect(faults(trigger, 'kind: mail\naddress: help@acme.test\n')[0]).toContain('neither imap nor smtp');
});

test('ports and encryption are the usual ones, and never less than they are', () => {
  const loaded = load('{kind: mail, name: inbox, from: mail, fields: {order: "1"}}');
  expect(loaded.ok && loaded.workspace.systems['mail']).toMatchObject({
    imap: { host: 'imap.acme.test', port: 993, security: 'tls' },
    smtp: { host: 'smtp.acme.test', port: 465, security: 'tls' },
  });
});

test('neither a password nor the address of a sheet shows in the workspace', () => {
  const loaded = load(
    '{kind: files, name: f, url: "${SHEET}", headers: {authorization: "${MAIL_PASSWORD}"}}',
  );
  if (!loaded.ok) throw new Error('it does not load');
  const { systems, workflows } = loaded.workspace;
  const shown = JSON.stringify([systems, workflows['refunds']?.triggers]);
  expect(shown).toContain('imap.acme.test');
  expect(shown).not.toMatch(/mail-secret|s3cret/);
});
