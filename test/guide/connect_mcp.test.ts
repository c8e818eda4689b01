import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSystems } from '../../src/systems/index.ts';
import { accept } from '../../src/systems/mcp/accept.ts';
import { sayFor } from '../../src/workspace/forms/form.ts';
import { SlackForm } from '../../src/workspace/forms/slack.ts';
import type { Fault } from '../../src/workspace/shape.ts';
import { readSystem } from '../../src/workspace/systems/index.ts';
import { McpForm } from '../../src/workspace/systems/mcp.ts';
import { readYaml } from '../../src/workspace/yaml.ts';
import { server } from '../support/mcp_servers.ts';
import { readGuide } from './gym.ts';

const signal = new AbortController().signal;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'remit-guide-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('the notes of the guide are written down, found, and taken back', async () => {
  const page = await readGuide('connect-mcp.md');
  const shown = /```yaml\n(kind: mcp\n[\s\S]*?)```/.exec(page)?.[1] ?? '';
  const text = shown
    .replace(
      'command: npx',
      `command: ${process.execPath}\nenv: {MEMORY_FILE_PATH: ${join(folder, 'notes')}}`,
    )
    .replace(/args: \[-y.*\]/, `args: [${server('memory')}]`);
  const { text: accepted, looked } = await accept('notes', text, {});
  expect(looked.map(({ offer, doubts }) => [offer, doubts])).toEqual([
    ['notes.note', []],
    ['notes.note_down', []],
    ['notes.forget', []],
  ]);
  const yaml = readYaml('systems/notes.yaml', accepted);
  if (!yaml.ok) throw new Error(JSON.stringify(yaml.faults));
  const faults: Fault[] = [];
  const file = readSystem('notes', yaml.yaml, {}, sayFor(yaml.yaml, faults));
  expect(faults).toEqual([]);
  const notes = file && openSystems({ systems: { notes: file } })['notes'];
  if (!notes) throw new Error('no notes');
  const ask = () => notes.read('note', { name: 'Ida' }, { signal });
  try {
    expect(await ask()).toMatchObject({ why: 'not_found' });
    const args = { name: 'Ida', note: 'likes wool' };
    expect(await notes.write('note_down', args, { key: 'k', signal })).toMatchObject({ ok: true });
    expect(await ask()).toMatchObject({
      value: { entities: [{ name: 'Ida', observations: ['likes wool'] }] },
    });
    expect(await notes.confirm('note_down', { name: 'Ida' }, { key: 'k', signal })).toMatchObject({
      done: true,
    });
    await notes.write('forget', { name: 'Ida' }, { key: 'k2', signal });
    expect(await ask()).toMatchObject({ why: 'not_found' });
  } finally {
    await notes.close();
  }
});

test.each([
  ['an MCP system', 'connect-mcp.md', McpForm.shape],
  ['Slack', 'slack.md', SlackForm.shape],
])('the guide names every key of %s', async (_, name, keys) => {
  const page = await readGuide(name);
  const shared = ['system', 'label', 'page', 'limits', 'probe', 'reads', 'writes'];
  const named = [...page.matchAll(/`([^`\n]+)`/g)].flatMap(([, code = '']) => code.split(/\W+/));
  for (const key of Object.keys(keys).filter((one) => !shared.includes(one)))
    expect(named, key).toContain(key);
});
