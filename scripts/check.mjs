// `npm run check`: format, lint, types and tidiness, side by side. Seconds, and no database.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install } from './install.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CHECKS = {
  format: ['prettier', '--check', '--cache', '--log-level=warn', '.'],
  lint: ['oxlint', '--type-aware', '--deny-warnings'],
  types: ['tsc', '--noEmit', '-p', '.'],
  tidy: ['vitest', 'run', '--project', 'tidy'],
};

install({ peers: true });
const results = await Promise.all(Object.entries(CHECKS).map(([name, command]) => run(name, command)));
const failed = results.filter((result) => result.code !== 0);
for (const { name, output } of failed) console.log(`\n── ${name} ──\n${output.trim()}\n`);
for (const { name, code, seconds } of results) {
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(8)} ${seconds.toFixed(1)} s`);
}
process.exitCode = failed.length > 0 ? 1 : 0;

function run(name, [tool, ...args]) {
  const began = performance.now();
  return new Promise((done) => {
    const child = spawn(join(ROOT, 'node_modules', '.bin', tool), args, {
      cwd: ROOT,
      shell: process.platform === 'win32',
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    const finish = (code) => done({ name, code, output, seconds: (performance.now() - began) / 1000 });
    child.on('error', (error) => ((output += error.message), finish(1)));
    child.on('close', (code) => finish(code ?? 1));
  });
}
