import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadWorkspace } from './load.ts';
import type { Workspace } from './schema.ts';
import type { Fault } from './shape.ts';
import { SMALL_WORKSPACE } from './story.ts';

const ENV = { SHOP_URL: 'https://shop.example/', SHOP_TOKEN: 's3cret-token' };
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workspace-'));
  for (const [path, text] of Object.entries(SMALL_WORKSPACE)) await put(path, text);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(path: string, text: string): Promise<void> {
  await mkdir(join(folder, dirname(path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

async function load(
  drafts: Record<string, string> = {},
  env: Record<string, string> = ENV,
): Promise<Workspace> {
  const loaded = await loadWorkspace(folder, { env, drafts });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults, null, 2));
  return loaded.workspace;
}

/** Faults after one change of one file: every `from` must stand in it. */
async function faultsAfter(path: string, from: string, to: string, env = ENV): Promise<Fault[]> {
  const text = SMALL_WORKSPACE[path] ?? '';
  expect(text).toContain(from);
  const loaded = await loadWorkspace(folder, { env, drafts: { [path]: text.replaceAll(from, to) } });
  return loaded.ok ? [] : loaded.faults;
}

test('a folder of plain files becomes a business', async () => {
  const { systems, workflows, people, roles, costPerHour, timeZone } = await load();
  expect(people[0]).toEqual({ id: 'ann', name: 'Ann', roles: ['owner', 'support'] });
  expect(roles).toEqual(['owner', 'support']);
  expect(costPerHour).toEqual({ support: { minor: 3100, currency: 'EUR' } });
  expect(timeZone).toBe('Europe/Berlin');
  expect(systems['shop']).toMatchObject({
    address: 'https://shop.example',
    limits: { timeoutMs: 5000, retries: 2 },
  });
  expect(systems['shop']?.reads['order']?.freshMs).toBe(600_000);
  expect(systems['shop']?.reads['search']?.via).toMatchObject({ query: { email: 'email' } });
  expect(systems['shop']?.writes['refund']?.undo).toMatchObject({
    write: 'shop.void_refund',
    withinMs: 86_400_000,
  });
  const workflow = workflows['late'];
  expect(workflow?.kinds.map((kind) => kind.name)).toEqual(['late', 'unclear']);
  expect(workflow?.facts['order']?.type).toBe('object');
  expect(workflow?.boundary.rules).toHaveLength(2);
  expect(workflow?.plays['give_back']?.actions[0]?.with['reason']).toBe('late');
  expect(workflow?.agents).toMatchObject([
    { kind: 'rules', rows: [{ id: 'is-late', line: 2 }] },
    { kind: 'memory' },
  ]);
  expect(workflow?.replies['sorry']).toContain('{{order.id}}');
});

test('literals of templates are read into their types', async () => {
  const path = 'workflows/late/workflow.yaml';
  const text = (SMALL_WORKSPACE[path] ?? '').replace('amount: "{{args.amount}}"', 'amount: 5.00 EUR');
  const { workflows } = await load({ [path]: text });
  expect(workflows['late']?.plays['give_back']?.actions[0]?.with['amount']).toEqual({
    minor: 500,
    currency: 'EUR',
  });
});

test('an input whose default quotes another one is filled after it, in whichever order they stand', async () => {
  const text = (SMALL_WORKSPACE[WORKFLOW] ?? '').replace(
    /( {6}amount: .*\n)([^]*?)( {6}text: .*\n)/,
    '$3$1$2',
  );
  const { workflows } = await load({ [WORKFLOW]: text });
  expect(Object.keys(workflows['late']?.plays['give_back']?.inputs ?? {})).toEqual([
    'amount',
    'text',
    'tone',
  ]);
});

test('running text of an event is outside text, whatever the file says', async () => {
  const { workflows } = await load();
  expect(workflows['late']?.event.fields['message']).toMatchObject({ type: 'text', outside: true });
});

const WORKFLOW = 'workflows/late/workflow.yaml';
const RULES = 'workflows/late/rules.yaml';
const SHOP = 'systems/shop.yaml';

test('every fault in every file is told at once, and nothing is half-loaded', async () => {
  const loaded = await loadWorkspace(folder, {
    env: ENV,
    drafts: {
      [SHOP]: (SMALL_WORKSPACE[SHOP] ?? '').replace('money: amount', 'money: amont'),
      [RULES]: (SMALL_WORKSPACE[RULES] ?? '').replace('play: give_back', 'play: giv_back'),
      'workflows/late/replies/sorry.md': 'Dear {{customer.frist_name}}',
      'workflows/late/boundary.yaml': 'boundary: late\nrules: []\notherwise: allow\n',
    },
  });
  expect(loaded).not.toHaveProperty('workspace');
  const files = loaded.ok ? [] : loaded.faults.map((fault) => fault.file);
  expect([...new Set(files)]).toEqual([
    SHOP,
    'workflows/late/boundary.yaml',
    'workflows/late/replies/sorry.md',
    RULES,
  ]);
});

test('a reply that names an input which the play has not is refused in the reply', async () => {
  const faults = await faultsAfter('workflows/late/replies/sorry.md', '{{order.id}}', '{{args.amunt}}');
  expect(faults).toMatchObject([
    { file: 'workflows/late/replies/sorry.md', line: 2, suggestion: 'did you mean "amount"?' },
  ]);
});

test('broken YAML is told with its line, and the rest of the workspace is not blamed for it', async () => {
  const faults = await faultsAfter(SHOP, 'reads:', 'reads: [');
  expect(faults.length).toBeGreaterThan(0);
  expect(faults.every((fault) => fault.file === SHOP && (fault.line ?? 0) > 0)).toBe(true);
});

test('a fault of remit.yaml is not blamed on the roles of a boundary', async () => {
  const faults = await faultsAfter('remit.yaml', 'currency: EUR', 'currency: euros');
  expect(faults.map(({ file }) => file)).toEqual(['remit.yaml']);
});

test('what the environment should give and does not is named, and no secret is shown', async () => {
  const loaded = await loadWorkspace(folder, { env: { SHOP_URL: ENV.SHOP_URL, SHOP_TOKN: 's3cret-token' } });
  const faults = loaded.ok ? [] : loaded.faults;
  expect(faults).toMatchObject([
    {
      file: SHOP,
      line: 4,
      path: 'headers.authorization',
      suggestion: 'did you mean "SHOP_TOKN"?',
    },
  ]);
  expect(JSON.stringify(faults)).not.toContain('s3cret');
});

test('the headers of a system do not show when it is printed or written as JSON', async () => {
  const { systems } = await load();
  expect(systems['shop']).toHaveProperty('headers.authorization', 'Bearer s3cret-token');
  expect(JSON.stringify(systems)).not.toContain('s3cret');
});

test('a mistyped key is told once, and what stands behind it is still checked', async () => {
  const text = (SMALL_WORKSPACE[WORKFLOW] ?? '')
    .replace('purpose:', 'purpos:')
    .replace('context:', 'contxt:');
  const faults = await faultsAfter(
    WORKFLOW,
    SMALL_WORKSPACE[WORKFLOW] ?? '',
    text.replace('shop.customer', 'shop.custmer'),
  );
  expect(faults.map((fault) => fault.path)).toEqual(['purpos', 'contxt', 'context.customer.read']);
});

test('the sample business loads', async () => {
  const sample = new URL('../../examples/shop/workspace', import.meta.url).pathname;
  const loaded = await loadWorkspace(sample, { env: { SHOP_URL: 'http://127.0.0.1:1' } });
  expect(loaded.ok ? [] : loaded.faults).toEqual([]);
});

test('a folder that is no workspace says so', async () => {
  const faults = (await loadWorkspace(join(folder, 'workflows'), { env: ENV })) as { faults: Fault[] };
  expect(faults.faults[0]).toMatchObject({
    file: 'remit.yaml',
    says: expect.stringContaining('not a workspace'),
  });
  expect(await loadWorkspace(join(folder, 'nowhere'), { env: ENV })).toMatchObject({ ok: false });
});

test('a file with the wrong ending is noticed instead of being left out silently', async () => {
  await put('systems/mail.yml', 'address: https://mail.example');
  const loaded = await loadWorkspace(folder, { env: ENV });
  expect(loaded).toMatchObject({
    faults: [{ file: 'systems/mail.yml', suggestion: 'did you mean "systems/mail.yaml"?' }],
  });
});

test('a version changes with what files say and not with how they are written', async () => {
  const before = await load();
  const text = SMALL_WORKSPACE[WORKFLOW] ?? '';
  const commented = await load({ [WORKFLOW]: `# Looked over in March.\n${text}` });
  expect(commented.hash).toBe(before.hash);
  expect(commented.workflows['late']?.version).toBe(before.workflows['late']?.version);
  const changed = await load({ [WORKFLOW]: text.replace('label: Late', 'label: Too late') });
  expect(changed.hash).not.toBe(before.hash);
  expect(changed.workflows['late']?.version).not.toBe(before.workflows['late']?.version);
  const elsewhere = await load({
    'remit.yaml': (SMALL_WORKSPACE['remit.yaml'] ?? '').replace('Small', 'Tiny'),
  });
  expect(elsewhere.hash).not.toBe(before.hash);
  expect(elsewhere.workflows['late']?.version).toBe(before.workflows['late']?.version);
  expect((await load({}, { ...ENV, SHOP_TOKEN: 'another-token' })).hash).toBe(before.hash);
});
