import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { statement } from '../src/boundary/index.ts';
import { loadWorkspace } from '../src/workspace/load.ts';

const PAGE = join(import.meta.dirname, '..', 'docs', 'workspace.md');

test('the workspace in the guide loads as it stands, and its statement is the one that is shown', async () => {
  const page = await readFile(PAGE, 'utf8');
  const folder = await mkdtemp(join(tmpdir(), 'remit-guide-'));
  try {
    for (const [, path = '', text = ''] of page.matchAll(/^\*\*gym\/(\S+)\*\*\n\n```\w+\n([\s\S]*?)^```/gm)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
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
