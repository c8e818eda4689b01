import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { loadWorkspace } from './load.ts';
import type { Fault } from './shape.ts';
import { SMALL_WORKSPACE } from './story.ts';
import { watchWorkspace, type Watching } from './watch.ts';

const env = { SHOP_URL: 'https://shop.example', SHOP_TOKEN: 'token' };
const PATH = 'workflows/late/workflow.yaml';
const TEXT = SMALL_WORKSPACE[PATH] ?? '';
let folder = '';
let watching: Watching | undefined;

afterEach(async () => {
  watching?.close();
  await rm(folder, { recursive: true, force: true });
});

async function start(): Promise<{ versions: string[]; refusals: Fault[][]; mended: true[] }> {
  folder = await mkdtemp(join(tmpdir(), 'workspace-'));
  for (const [path, text] of Object.entries(SMALL_WORKSPACE)) {
    await mkdir(join(folder, dirname(path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const loaded = await loadWorkspace(folder, { env });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  const versions: string[] = [];
  const refusals: Fault[][] = [];
  const mended: true[] = [];
  watching = watchWorkspace(loaded.workspace, {
    env,
    lookEveryMs: 15,
    changed: (workspace) => versions.push(workspace.workflows['late']?.label ?? ''),
    refused: (faults) => refusals.push(faults),
    mended: () => mended.push(true),
  });
  return { versions, refusals, mended };
}

test('a changed file comes into force without a restart', async () => {
  const { versions, refusals } = await start();
  await writeFile(join(folder, PATH), TEXT.replace('label: Late', 'label: Far too late'));
  await vi.waitFor(() => expect(versions).toEqual(['Far too late']));
  expect(watching?.workspace.workflows['late']?.label).toBe('Far too late');
  expect(refusals).toEqual([]);
});

test('a file that does not load is refused, and the version in force stays until it is put right', async () => {
  const { versions, refusals } = await start();
  await writeFile(join(folder, PATH), TEXT.replace('read: shop.order', 'read: shop.ordr'));
  await vi.waitFor(() => expect(refusals).toHaveLength(1));
  expect(refusals[0]?.[0]).toMatchObject({ file: PATH, suggestion: 'did you mean "shop.order"?' });
  expect(watching?.workspace.workflows['late']?.label).toBe('Late');
  expect(watching?.faults).toHaveLength(1);
  await writeFile(join(folder, PATH), TEXT.replace('label: Late', 'label: Late again'));
  await vi.waitFor(() => expect(versions).toEqual(['Late again']));
  expect(watching?.faults).toEqual([]);
});

test('a file that is put back as it was is said to load again', async () => {
  const { versions, refusals, mended } = await start();
  await writeFile(join(folder, PATH), TEXT.replace('read: shop.order', 'read: shop.ordr'));
  await vi.waitFor(() => expect(refusals).toHaveLength(1));
  expect(mended).toEqual([]);
  await writeFile(join(folder, PATH), TEXT);
  await vi.waitFor(() => expect(mended).toEqual([true]));
  expect(versions).toEqual([]);
  expect(watching?.faults).toEqual([]);
});

test('a change of comments brings no new version', async () => {
  const { versions, refusals } = await start();
  await writeFile(join(folder, PATH), `# A note.\n${TEXT}`);
  await writeFile(join(folder, 'notes.md'), 'For ourselves.');
  await vi.waitFor(() => expect(versions).toHaveLength(1));
  expect(refusals).toEqual([]);
});
