import { expect, test } from 'vitest';
import { FILES } from '../../../test/support/acme.ts';
import { checkWorkspace } from '../load.ts';
import { neverSaid } from './asking_agents.ts';

const MODELS = `models:
  small:
    provider: openai-compatible
    model: small-1
    address: http://127.0.0.1:9/v1
`;
const WORKFLOW = 'workflows/refunds/workflow.yaml';
const workflow = FILES[WORKFLOW] ?? '';
const until = workflow.slice(0, workflow.indexOf('agents:\n'));

function load(agent: string, models = MODELS, more = '', files: Record<string, string> = {}) {
  const texts = {
    ...FILES,
    'remit.yaml': `${FILES['remit.yaml']}${models}`,
    [WORKFLOW]: `${until}agents:\n${agent}${more}`,
    ...files,
  };
  return checkWorkspace('/acme', new Map(Object.entries(texts)), { SHOP_URL: 'http://shop.example' });
}

function faults(...given: Parameters<typeof load>): string[] {
  const loaded = load(...given);
  return loaded.ok
    ? []
    : loaded.faults.map(({ line, says, suggestion = '' }) => `${line}: ${says} (${suggestion})`);
}

function versionOf(...given: Parameters<typeof load>): string {
  const loaded = load(...given);
  if (!loaded.ok) throw new Error(loaded.faults.map(({ says }) => says).join('\n'));
  return loaded.workspace.workflows['refunds']?.agents[0]?.version ?? '';
}

const AGENT = '  - {kind: model, name: writer, model: small}\n';

test('every slip in an agent that asks a model is said with its line and the nearest name', () => {
  expect(faults('  - {kind: model, model: smal}\n')).toEqual([
    expect.stringContaining('"smal" is not among the models of remit.yaml (did you mean "small"?)'),
  ]);
  expect(faults('  - {kind: model, model: small, reads: [shop.ordr]}\n')).toEqual([
    expect.stringContaining('"shop.ordr" is not on the map (did you mean "shop.order"?)'),
  ]);
  expect(faults('  - {kind: model, model: small, writes: [shop.refnd]}\n')).toEqual([
    expect.stringContaining('"shop.refnd" is not on the map (did you mean "shop.refund"?)'),
  ]);
  expect(faults('  - {kind: model, model: small, instructions: writer.md}\n')).toEqual([
    expect.stringContaining('names writer.md, which is not there'),
  ]);
  expect(faults('  - {kind: model, model: small, turn: 3}\n')).toEqual([
    expect.stringContaining('"turn" is not known here'),
  ]);
  expect(
    faults(
      '  - {kind: parts, model: small, play: give_back, of_kind: lat, parts: {sum: {inputs: [amont]}}}\n',
    ),
  ).toEqual([
    expect.stringContaining('"lat" is not a kind of this workflow'),
    expect.stringContaining('"amont" is not an input of give_back (did you mean "amount"?)'),
  ]);
  expect(faults(AGENT, MODELS, 'limits: {cost: 1.00 EUR}\n')).toEqual([
    expect.stringContaining('"small" has no price, so its cost cannot be limited'),
  ]);
});

test('a key that is written out in the file is a fault, and one that is not set is none', () => {
  const key = (text: string) => `models:\n  small: {provider: anthropic, model: m, key: ${text}}\n`;
  expect(faults(AGENT, key('sk-1234'))).toEqual([
    expect.stringContaining('stands in the file, where everybody reads it'),
  ]);
  const loaded = load(AGENT, key('"${NOT_SET_AT_ALL}"'));
  expect(loaded.ok && loaded.workspace.models?.['small']?.missing).toEqual(['NOT_SET_AT_ALL']);
});

test('a key never shows where the workspace is written out', () => {
  const loaded = checkWorkspace(
    '/acme',
    new Map(
      Object.entries({
        ...FILES,
        'remit.yaml': `${FILES['remit.yaml']}models:\n  small: {provider: anthropic, model: m, key: "\${KEY}"}\n`,
      }),
    ),
    { SHOP_URL: 'http://shop.example', KEY: 'a-very-secret-key' },
  );
  expect(loaded.ok && loaded.workspace.models?.['small']?.key).toBe('a-very-secret-key');
  expect(JSON.stringify(loaded.ok && loaded.workspace.models)).not.toContain('a-very-secret-key');
});

test('whatever shapes its answers makes a new version of an agent, and a price or an address does not', () => {
  const base = versionOf(AGENT);
  expect(versionOf(AGENT, MODELS.replace('9/v1', '8/v1'))).toBe(base);
  expect(versionOf(AGENT, `${MODELS}    price: {in: 1.00 EUR, out: 2.00 EUR}\n`)).toBe(base);
  expect(versionOf(AGENT, MODELS.replace('small-1', 'small-2'))).not.toBe(base);
  expect(versionOf(AGENT, MODELS, '', { 'workflows/refunds/playbook.md': 'Keep the money.\n' })).not.toBe(
    base,
  );
  const told = '  - {kind: model, name: writer, model: small, instructions: w.md}\n';
  const written = (text: string) => versionOf(told, MODELS, '', { 'workflows/refunds/w.md': text });
  expect(written('Be brief.')).not.toBe(written('Be kind.'));
});

test('the playbook says what is never said, in quotation marks and with its reason', () => {
  const text =
    '# Late\n\n## Never say\n\n- "guaranteed": only the carrier knows\n- „versprochen“\n\n## Mind\n\n- "not this"\n';
  expect(neverSaid(text)).toEqual([
    { words: 'guaranteed', because: 'only the carrier knows' },
    { words: 'versprochen', because: 'the playbook says so' },
  ]);
  expect(neverSaid('# Nothing\n')).toEqual([]);
});
