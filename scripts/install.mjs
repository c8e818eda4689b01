// Installs the dependencies when they are missing or no longer those of package-lock.json.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
// Programs and libraries of others that only tests and checks hold Remit against; nobody who runs it waits for them.
const PEERS = join(ROOT, 'test', 'peers');
const SAME_INSTALL_MS = 5_000;
const NODE_MIN = [20, 19];

export function install({ peers = false } = {}) {
  refuseOldNode();
  installIn(ROOT);
  if (peers) installIn(PEERS);
}

function installIn(folder) {
  const lock = join(folder, 'package-lock.json');
  const stamp = join(folder, 'node_modules', '.remit-lock');
  const wanted = createHash('sha256').update(readFileSync(lock)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  if (!wasInstalledByHand(folder, lock)) runNpm(folder);
  writeFileSync(stamp, wanted);
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > NODE_MIN[0] || (major === NODE_MIN[0] && minor >= NODE_MIN[1])) return;
  console.error(`This is Node ${process.versions.node}; Remit needs ${NODE_MIN.join('.')} or newer.`);
  process.exit(1);
}

function wasInstalledByHand(folder, lock) {
  // npm writes its own record of what it installed, and the lock file a moment later.
  const installed = statSync(join(folder, 'node_modules', '.package-lock.json'), { throwIfNoEntry: false });
  return installed !== undefined && installed.mtimeMs > statSync(lock).mtimeMs - SAME_INSTALL_MS;
}

function runNpm(folder) {
  const what = folder === PEERS ? 'what tests are held against' : 'dependencies';
  console.error(`Installing ${what}; the first time this takes about a minute.`);
  // The build needs the development dependencies, also where NODE_ENV says production.
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const viaNpm = process.env.npm_execpath?.endsWith('.js');
  const [command, before] = viaNpm ? [process.execPath, [process.env.npm_execpath]] : ['npm', []];
  const done = spawnSync(command, [...before, ...args], {
    cwd: folder,
    encoding: 'utf8',
    shell: !viaNpm && process.platform === 'win32',
  });
  if (done.status === 0) return;
  console.error(`${done.stdout ?? ''}${done.stderr ?? ''}${done.error?.message ?? ''}`);
  console.error('The dependencies could not be installed; npm says why above.');
  process.exit(1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) install({ peers: process.argv.includes('--peers') });
