import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createShutdown } from './shutdown.ts';

test('what was opened last is closed first, and each only once', async () => {
  const closed: string[] = [];
  const shutdown = createShutdown(() => undefined);
  for (const name of ['database', 'workers', 'server']) shutdown.add(name, () => closed.push(name));
  await Promise.all([shutdown.stop(), shutdown.stop()]);
  expect(closed).toEqual(['server', 'workers', 'database']);
  expect(shutdown.signal.aborted).toBe(true);
});

test('one that fails and one that hangs are named, and the rest still closes', async () => {
  const said: string[] = [];
  const closed: string[] = [];
  const shutdown = createShutdown((line) => said.push(line), 30);
  shutdown.add('The database', () => closed.push('database'));
  shutdown.add('The shop', () => new Promise(() => undefined));
  shutdown.add('The server', () => Promise.reject(new Error('busy')));
  await shutdown.stop();
  expect(closed).toEqual(['database']);
  expect(said[0]).toBe('The server did not close in order: busy');
  expect(said[1]).toContain('The shop did not close in order: it took longer');
});

test('the first Ctrl-C stops in order, the second at once', async () => {
  expect(await leaveAfter([0])).toEqual({ code: 0, closedInOrder: true });
  expect(await leaveAfter([0, 600])).toEqual({ code: 1, closedInOrder: false });
});

test('one Ctrl-C that arrives twice, as it does under npm, still stops in order', async () => {
  expect(await leaveAfter([0, 20])).toEqual({ code: 0, closedInOrder: true });
});

async function leaveAfter(pressesMs: number[]): Promise<{ code: unknown; closedInOrder: boolean }> {
  const program = `
    import { createShutdown, stopOnSignals } from ${JSON.stringify(join(import.meta.dirname, 'shutdown.ts'))};
    const shutdown = createShutdown(() => {});
    shutdown.add('slow', () => new Promise((done) => setTimeout(() => done(console.log('closed')), 1200)));
    setInterval(() => {}, 1000);
    stopOnSignals(shutdown, (line) => console.log(line));
    console.log('ready');
  `;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  const timers: NodeJS.Timeout[] = [];
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (timers.length > 0 || !output.includes('ready')) return;
    for (const ms of pressesMs) timers.push(setTimeout(() => child.kill('SIGINT'), ms));
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, closedInOrder: output.includes('closed') };
}
