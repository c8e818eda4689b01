// `npm run dev`: the server restarts and the console reloads as files are saved.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install } from './install.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

install();
const origin = `http://127.0.0.1:${process.env.REMIT_PORT || 7468}`;
const children = [
  start('tsx/dist/cli.mjs', ['watch', '--clear-screen=false', 'src/main.ts', 'start']),
  start('vite/bin/vite.js', ['console', '--config', 'console/vite.config.ts', '--clearScreen', 'false'], {
    REMIT_ORIGIN: origin,
  }),
];
let isStopping = false;
// One that ends takes the other with it.
for (const child of children) child.on('exit', stop);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);

// Each has a process group of its own and is told to stop by us alone, once: the watcher takes a second
// signal as leave to kill the server, whose database would then stay behind.
function start(tool, args, more = {}) {
  return spawn(process.execPath, [join(ROOT, 'node_modules', tool), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...more },
    detached: process.platform !== 'win32',
  });
}

function stop() {
  if (isStopping) return;
  isStopping = true;
  for (const child of children) if (child.exitCode === null) child.kill('SIGTERM');
}
