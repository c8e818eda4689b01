import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { statement } from '../../src/boundary/index.ts';
import { RemitForm } from '../../src/workspace/forms/remit.ts';
import { STEP_DOWN } from '../../src/workspace/forms/rollout.ts';
import { HttpForm } from '../../src/workspace/systems/http.ts';
import { SqlForm } from '../../src/workspace/systems/sql.ts';
import { WorkflowForm } from '../../src/workspace/forms/workflow.ts';
import { loadWorkspace } from '../../src/workspace/load.ts';
import { readGuide, writeGym } from './gym.ts';

test('the workspace in the guide loads as it stands, and its statement is the one that is shown', async () => {
  const page = await readGuide('workspace.md');
  const folder = await mkdtemp(join(tmpdir(), 'remit-guide-'));
  try {
    await writeGym(folder);
    const loaded = await loadWorkspace(folder, { env: {} });
    expect(loaded).toMatchObject({ ok: true, warnings: [] });
    if (!loaded.ok) return;
    const shown = [...page.matchAll(/^> (.+)$/gm)].map((match) => match[1]);
    const boundary = loaded.workspace.workflows['pauses']?.boundary;
    const said = boundary && statement(boundary).filter(({ write }) => write !== 'gym.resume');
    expect(said?.map(({ text }) => text)).toEqual(shown);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('the ladder, the checks and the limits in the guide load in its workspace', async () => {
  const page = await readGuide('workspace.md');
  const blocks = [...page.matchAll(/```yaml\n((?:ladder|checks):[\s\S]*?)```/g)].map(
    ([, block = '']) => block,
  );
  const limits = /`(limits: \{turns[^`]*)`/.exec(page)?.[1] ?? '';
  expect(blocks).toHaveLength(2);
  const folder = await mkdtemp(join(tmpdir(), 'remit-guide-'));
  try {
    await writeGym(folder);
    await appendFile(join(folder, 'workflows/pauses/workflow.yaml'), `\n${[...blocks, limits].join('\n')}\n`);
    const loaded = await loadWorkspace(folder, { env: {} });
    expect(loaded).toMatchObject({ ok: true, warnings: [] });
    const pauses = loaded.ok ? loaded.workspace.workflows['pauses'] : undefined;
    expect(pauses?.ladder).toHaveLength(3);
    expect(pauses?.stepDown).toEqual(STEP_DOWN);
    expect(pauses?.checks.map(({ id }) => id)).toEqual(['known-member', 'not-long']);
    expect(pauses?.limits).toMatchObject({ turns: 8, timeMs: 60_000 });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('the guide to databases names every key of one', async () => {
  const pages = (await readGuide('connect-database.md')) + (await readGuide('workspace.md'));
  expect(unnamed(pages, SqlForm)).toEqual([]);
});

test.each([
  ['remit.yaml', RemitForm],
  ['a system', HttpForm],
  ['workflow.yaml', WorkflowForm],
])('the guide to the workspace names every key of %s', async (_, form) => {
  expect(unnamed(await readGuide('workspace.md'), form)).toEqual([]);
});

/** The keys of a form that a page names nowhere in backticks. */
function unnamed(page: string, form: z.ZodType): string[] {
  const named = [...page.matchAll(/`([^`\n]+)`/g)].flatMap(([, code = '']) => code.split(/\W+/));
  const keys = keysIn(z.toJSONSchema(form, { io: 'input', unrepresentable: 'any' }));
  return keys.filter((key) => !named.includes(key));
}

/** The names of all properties in a JSON schema, however deep. */
function keysIn(schema: unknown): string[] {
  if (schema === null || typeof schema !== 'object') return [];
  const { properties = {} } = schema as { properties?: object };
  return [...Object.keys(properties), ...Object.values(schema).flatMap(keysIn)];
}
