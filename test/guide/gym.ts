import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { loadWorkspace } from '../../src/workspace/load.ts';
import type { Workspace } from '../../src/workspace/schema.ts';

const DOCS = join(import.meta.dirname, '..', '..', 'docs');

export function readGuide(page: string): Promise<string> {
  return readFile(join(DOCS, page), 'utf8');
}

/** Writes the workspace that the guide shows into a folder, as a reader would copy it. */
export async function writeGym(folder: string): Promise<void> {
  const page = await readGuide('workspace.md');
  for (const [, path = '', text = ''] of page.matchAll(/^\*\*gym\/(\S+)\*\*\n\n```\w+\n([\s\S]*?)^```/gm)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

export async function loadGym(folder: string, url: string): Promise<Workspace> {
  await writeGym(folder);
  const loaded = await loadWorkspace(folder, { env: { GYM_URL: url } });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  return loaded.workspace;
}

/** The service that the guide shows, in a process of its own, on any free port. */
export async function startGym(folder: string): Promise<{ url: string; stop(): Promise<void> }> {
  const page = await readGuide('connect-http-system.md');
  const code = /^```js\n([\s\S]*?)^```/m.exec(page)?.[1] ?? '';
  const file = join(folder, 'gym.mjs');
  // The reader's port may be taken here, so the service takes any and says which.
  const anyPort = code.replace(
    /\.listen\(4100, '127\.0\.0\.1', .*\);/,
    ".listen(0, '127.0.0.1', function () { console.log(this.address().port); });",
  );
  await writeFile(file, anyPort);
  const service = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = (await once(createInterface(service.stdout), 'line')) as [string];
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      service.kill();
      await once(service, 'exit');
    },
  };
}
