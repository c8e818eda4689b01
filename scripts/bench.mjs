// `npm run bench`: every bench in turn; `npm run bench -- ruling` the named ones.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install } from './install.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SUFFIX = '.bench.ts';

install();
const all = readdirSync(join(ROOT, 'bench'))
  .filter((name) => name.endsWith(SUFFIX))
  .map((name) => name.slice(0, -SUFFIX.length))
  .sort();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}; there is ${all.join(', ')}.`);
  process.exit(1);
}
for (const name of wanted.length > 0 ? wanted : all) {
  console.log(`\n── ${name} ──`);
  const done = spawnSync(process.execPath, ['--import', 'tsx', join('bench', name + SUFFIX)], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  if (done.status !== 0) process.exitCode = 1;
}
