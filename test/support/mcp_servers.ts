import { spawn, type ChildProcess } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const MODULES = join(import.meta.dirname, '..', 'peers', 'node_modules', '@modelcontextprotocol');

/** The program of one of the reference servers: `memory`, `filesystem`, `everything`. */
export function server(name: string): string {
  return join(MODULES, `server-${name}`, 'dist', 'index.js');
}

/** Starts the server with everything over HTTP, and waits until it listens. */
export async function everything(
  port = 20_000 + Math.floor(Math.random() * 20_000),
): Promise<[ChildProcess, number]> {
  const child = spawn(process.execPath, [server('everything'), 'streamableHttp'], {
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error('the server with everything did not start')));
    child.stderr?.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('listening')) resolve();
    });
  });
  return [child, port];
}

/** Ends a server at once, as a crash would. */
export async function ended(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

/** Ids of the processes whose command line holds a mark. */
export async function processesWith(mark: string): Promise<string[]> {
  const found: string[] = [];
  for (const pid of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(pid)) continue;
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (line.includes(mark)) found.push(pid);
  }
  return found;
}
