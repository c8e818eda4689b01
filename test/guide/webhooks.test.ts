import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { translate } from '../../src/flow/intake/translate.ts';
import { readEvent } from '../../src/flow/intake/hear.ts';
import { EVENTS, PROPOSAL_ENDED } from '../../src/outgoing/schema.ts';
import { inPackage } from '../../src/runtime/places.ts';
import { OutgoingForm } from '../../src/workspace/forms/outgoing.ts';
import { checkWorkspace } from '../../src/workspace/load.ts';
import { PRESETS, PRESET_NAMES } from '../../src/workspace/triggers/presets/index.ts';
import { WebhookForm } from '../../src/workspace/triggers/webhook.ts';
import { FILES } from '../support/acme.ts';
import { readGuide } from './gym.ts';

const KEY = `whsec_${Buffer.from('thirty-two bytes that nobody knows').toString('base64')}`;
const SENDERS = PRESET_NAMES.filter((name) => name !== 'standard');
const NOW = new Date('2026-11-21T09:00:00Z');

/** The blocks of a page in one language. */
const blocksOf = (page: string, language: string): string[] =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    ([, block = '']) => block,
  );

/** A small business with what a page shows as its workflow, or as a part of its remit.yaml. */
function load({ workflow, remit = '' }: { workflow: string; remit?: string }) {
  const files = new Map([
    ['remit.yaml', `${FILES['remit.yaml']}${remit}`],
    [
      'workflows/returns/workflow.yaml',
      `label: Returns\npurpose: A.\npressure: B.\nkinds: {unclear: Unclear}\n${workflow}`,
    ],
    ['workflows/returns/boundary.yaml', 'boundary: returns\nrules: []\notherwise: approve\n'],
  ]);
  const names = `${workflow}${remit}`.matchAll(/\$\{(\w+)/g);
  const env = Object.fromEntries(
    [...names].map(([, name = '']) => [
      name,
      name.endsWith('_URL') ? 'https://w.example/x' : name.endsWith('ADDRESS') ? 'https://h.example' : KEY,
    ]),
  );
  const loaded = checkWorkspace('/returns', files, env);
  if (loaded.ok) return loaded.workspace;
  throw new Error(loaded.faults.map((fault) => `${fault.file}:${fault.line} ${fault.says}`).join('\n'));
}
const MINIMAL =
  'event:\n  fields: {order: string}\n  subject: "{{event.order}}"\n  title: "{{event.order}}"\n';

test('the workflow in the guide to webhooks loads as it stands', async () => {
  const [block = ''] = blocksOf(await readGuide('webhooks.md'), 'yaml');
  const [trigger] = load({ workflow: block }).workflows['returns']?.triggers ?? [];
  expect(trigger).toMatchObject({ name: 'parcels', kind: 'webhook', from: 'standard' });
});

describe.each(SENDERS)('the page about %s', (name) => {
  test('shows a workflow that loads, and a payload that becomes an event of it', async () => {
    const page = await readGuide(`webhooks-${name}.md`);
    const workspace = load({ workflow: blocksOf(page, 'yaml')[0] ?? '' });
    const workflow = workspace.workflows['returns'];
    const trigger = workflow?.triggers[0];
    if (!workflow || trigger?.kind !== 'webhook') throw new Error('the page shows no webhook');
    const body = Buffer.from(blocksOf(page, 'json')[0] ?? '');
    const headers = HEADERS[name] ?? {};
    const opened = PRESETS[name].open(
      { method: 'POST', url: '', headers, body },
      JSON.parse(body.toString()),
      NOW,
    );
    const [arrival] = 'arrivals' in opened ? opened.arrivals : [];
    if (!arrival) throw new Error('the payload holds no arrival');
    const translated = translate(workflow, trigger, arrival);
    expect(translated).toMatchObject({ ok: true });
    if (translated.ok) expect(() => readEvent(workspace, workflow, translated.event)).not.toThrow();
    expect(arrival.at.getTime()).toBeLessThan(NOW.getTime());
  });

  test('names everything that is mapped, and where the sender says so', async () => {
    const page = await readGuide(`webhooks-${name}.md`);
    const named = [...page.matchAll(/^\| (.+?) \|/gm)].join();
    expect(Object.keys(PRESETS[name].offers).filter((offer) => !named.includes(`\`${offer}\``))).toEqual([]);
    expect(page).toContain(new URL(PRESETS[name].source).hostname);
  });
});

const HEADERS: Partial<Record<string, Record<string, string>>> = {
  shopify: { 'x-shopify-topic': 'orders/updated' },
  woocommerce: { 'x-wc-webhook-topic': 'order.updated' },
  github: { 'x-github-event': 'issues' },
};

test('the hooks in the guide load, and the page names every key', async () => {
  const page = await readGuide('webhooks-out.md');
  const workspace = load({ workflow: MINIMAL, remit: blocksOf(page, 'yaml')[0] ?? '' });
  expect(workspace.hooks.map(({ name }) => name)).toEqual(['warehouse', 'shop-bot']);
  expect(workspace.hooks[1]?.secrets).toHaveLength(2);
  const named = [...page.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
  const { items } = z.toJSONSchema(OutgoingForm, { io: 'input', unrepresentable: 'any' });
  const keys = Object.keys((items as { properties: object }).properties);
  expect(keys.filter((key) => !named.includes(key))).toEqual([]);
});

test('the guide to webhooks names every key of a trigger and every sender', async () => {
  const named = [...(await readGuide('webhooks.md')).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
  const { properties = {} } = z.toJSONSchema(WebhookForm, { io: 'input', unrepresentable: 'any' });
  expect([...Object.keys(properties), ...PRESET_NAMES].filter((key) => !named.includes(key))).toEqual([]);
});

test('events have names of their own, and groups that say what they are about', () => {
  const names = [...Object.values(EVENTS).map(({ name }) => name), PROPOSAL_ENDED];
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !/^[a-z]+\.[a-z_]+$/.test(name))).toEqual([]);
});

test('there is a page for every sender', async () => {
  const pages = await readdir(join(inPackage('docs')));
  expect(SENDERS.filter((name) => !pages.includes(`webhooks-${name}.md`))).toEqual([]);
});
