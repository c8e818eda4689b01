import { expect, test } from 'vitest';
import { z } from 'zod';
import { checkWorkspace } from '../../src/workspace/load.ts';
import { MailForm } from '../../src/workspace/systems/mail.ts';
import { ClockTriggerForm } from '../../src/workspace/triggers/clock.ts';
import { FilesTriggerForm } from '../../src/workspace/triggers/files.ts';
import { MailTriggerForm } from '../../src/workspace/triggers/mail.ts';
import { readGuide } from './gym.ts';

const REMIT = `name: Shop
currency: EUR
time_zone: Europe/Berlin
people:
  - {id: mara, name: Mara, roles: [owner]}
`;
const ENV = {
  IMAP_SERVER: 'imap.shop.example',
  SMTP_SERVER: 'smtp.shop.example',
  MAIL_USER: 'help@shop.example',
  MAIL_PASSWORD: 'app password',
  SHEET_URL: 'https://sheets.example/1',
};

async function mailFiles(): Promise<Map<string, string>> {
  const page = await readGuide('connect-mail.md');
  const blocks = page.matchAll(/^`([\w/]+\.(?:yaml|md))`:\n\n```\w+\n([\s\S]*?)^```/gm);
  return new Map([
    ['remit.yaml', REMIT],
    ...[...blocks].map(([, path = '', text = '']) => [path, text] as const),
  ]);
}

function faultsOf(files: Map<string, string>): string[] {
  const loaded = checkWorkspace('/shop', files, ENV);
  return loaded.ok ? [] : loaded.faults.map(({ file, line, says }) => `${file}:${line} ${says}`);
}

test('the mailbox and the workflow of the guide load as they stand', async () => {
  const files = await mailFiles();
  expect([...files.keys()]).toHaveLength(5);
  expect(faultsOf(files)).toEqual([]);
});

test.each([
  ['files-and-sheets.md', '{order: string, email: string, message: text}', 2],
  ['clock.md', '{day: string, message: text}', 1],
])('the triggers of %s load as they stand', async (page, fields, count) => {
  const blocks = [...(await readGuide(page)).matchAll(/^```yaml\n(triggers:\n[\s\S]*?)^```/gm)];
  expect(blocks).toHaveLength(count);
  for (const [, block = ''] of blocks) {
    const files = await mailFiles();
    const path = 'workflows/support/workflow.yaml';
    const workflow = (files.get(path) ?? '')
      .replace(/^triggers:\n(?: .*\n)+/m, block)
      .replace(/^ {2}fields:\n(?: {4}.*\n)+/m, `  fields: ${fields}\n`)
      .replace(/^ {2}(subject|title): .*$/gm, '  $1: "{{event.message}}"')
      .replace('{{event.text}}', '{{event.message}}')
      .replace(/^ {2}from: .*\n/m, '')
      .replace(/^context:\n(?: .*\n)+writes: .*\nplays:\n(?: .*\n)+/m, '');
    expect(faultsOf(files.set(path, workflow))).toEqual([]);
  }
});

test.each([
  ['connect-mail.md', MailForm],
  ['connect-mail.md', MailTriggerForm],
  ['files-and-sheets.md', FilesTriggerForm],
  ['clock.md', ClockTriggerForm],
])('%s names every key of what it is about', async (page, form) => {
  const text = (await readGuide(page)) + (await readGuide('workspace.md'));
  const named = new Set([...text.matchAll(/`([^`\n]+)`/g)].flatMap(([, code = '']) => code.split(/\W+/)));
  const { properties = {} } = z.toJSONSchema(form, { io: 'input', unrepresentable: 'any' });
  expect(Object.keys(properties).filter((key) => !named.has(key))).toEqual([]);
});
