import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';

const START_TIMEOUT_MS = 120_000;
const root = join(import.meta.dirname, '..', '..');
const home = mkdtempSync(join(tmpdir(), 'remit-start-'));
chmodSync(home, 0o755); // as root, Postgres runs as somebody else, who must be able to walk in
const started: ChildProcess[] = [];

afterAll(async () => {
  for (const child of started.filter((one) => one.exitCode === null && one.signalCode === null)) {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  rmSync(home, { recursive: true, force: true });
});

test('one command brings the sample business up at one address', { timeout: START_TIMEOUT_MS }, async () => {
  const remit = await start();
  const page = await fetch(remit.url);
  expect(page.headers.get('content-type')).toContain('text/html');
  expect(remit.said()).toContain('Brought in 2000 cases');

  const second = await run(['start']);
  expect(second.code).not.toBe(0);
  expect(second.output).toContain(`Another Remit (process ${remit.child.pid}) is running in ${home}.`);

  const postmaster = postmasterPid();
  remit.child.kill('SIGINT');
  expect(await once(remit.child, 'exit')).toEqual([0, null]);
  await until(() => !lives(postmaster));
});

test(
  'after being killed it starts again with every case and every hash',
  { timeout: START_TIMEOUT_MS },
  async () => {
    const killed = await start();
    killed.child.kill('SIGKILL');
    await once(killed.child, 'exit');

    const remit = await start();
    expect(remit.said()).not.toContain('Brought in');
    const verified = await run(['verify']);
    expect(verified).toMatchObject({ code: 0, output: expect.stringContaining('Every hash fits') });
    remit.child.kill('SIGTERM');
    expect(await once(remit.child, 'exit')).toEqual([0, null]);
  },
);

async function start(): Promise<{ child: ChildProcess; url: string; said: () => string }> {
  const { child, said } = launch(['start']);
  await until(() => said().includes('http://') || child.exitCode !== null);
  const url = /http:\/\/\S+/.exec(said())?.[0];
  if (url === undefined) throw new Error(`Remit did not start:\n${said()}`);
  return { child, url, said };
}

async function run(args: string[]): Promise<{ code: unknown; output: string }> {
  const { child, said } = launch(args);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output: said() };
}

function launch(args: string[]): { child: ChildProcess; said: () => string } {
  const child = spawn(process.execPath, [join(root, 'scripts', 'remit.mjs'), ...args], {
    env: { ...process.env, NODE_ENV: '', REMIT_HOME: home, REMIT_PORT: '0', REMIT_SAMPLE_PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  return { child, said: () => output };
}

function postmasterPid(): number {
  return Number(readFileSync(join(home, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('It did not happen in time.');
    await sleep(50);
  }
}
