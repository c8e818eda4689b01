import { execFile, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Address } from './address.ts';
import type { Binaries } from './binaries.ts';
import type { Cluster } from './cluster.ts';
import type { Identity } from './identity.ts';

const SERVER_LOG_BYTES_MAX = 8 * 1024 * 1024;
const STOP_TIMEOUT_MS = 30_000;
const STOP_POLL_MS = 15;

// Chosen for a small machine: the whole of Remit is to stay under 300 MB. No parallel queries, no
// replication, no extra I/O processes; `fsync` and `synchronous_commit` stay on, as they are by default.
const SERVER_SETTINGS: Record<string, string> = {
  max_connections: '100',
  shared_buffers: '64MB',
  max_wal_size: '512MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  io_method: 'sync',
  jit: 'off',
  max_worker_processes: '2',
  max_parallel_workers: '0',
  max_parallel_workers_per_gather: '0',
  max_logical_replication_workers: '0',
  autovacuum_max_workers: '1',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
};

type DataFolder = Pick<Cluster, 'data'>;

/** What `postmaster.pid` says of a server that runs, or did when its machine or process was killed. */
export interface Postmaster extends Address {
  pid: number;
}

/** Reads `postmaster.pid`. Undefined when there is none, or when a starting server has not finished it. */
export function readPostmaster(cluster: DataFolder): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(cluster.data, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  const socketFolder = lines[4] || undefined;
  return pid > 0 && port > 0 ? { pid, port, socketFolder } : undefined;
}

/** Whether that process lives and serves this cluster: after a reboot the number may belong to another. */
function isServing(pid: number, cluster: DataFolder): boolean {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return true;
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(cluster.data);
  } catch {
    return false;
  }
}

/**
 * Starts the server and returns at once; whether it became ready is found by connecting, and `hasExited`
 * tells that it gave up. It gets a process group of its own: Ctrl-C in a terminal must reach Remit first,
 * not its database.
 */
export function spawnServer(
  cluster: Cluster,
  binaries: Binaries,
  settings: Record<string, string>,
  identity?: Identity,
): { hasExited(): boolean } {
  const tooLong = (statSync(cluster.log, { throwIfNoEntry: false })?.size ?? 0) > SERVER_LOG_BYTES_MAX;
  if (tooLong) truncateSync(cluster.log);
  const log = openSync(cluster.log, 'a', 0o600);
  const flags = Object.entries({ ...SERVER_SETTINGS, ...settings });
  const child = spawn(
    binaries.postgres,
    ['-D', cluster.data, ...flags.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { ...identity, cwd: cluster.data, detached: true, stdio: ['ignore', log, log] },
  );
  let exited = false;
  child.once('error', () => (exited = true)).once('exit', () => (exited = true));
  child.unref();
  closeSync(log);
  return { hasExited: () => exited };
}

/** Stops a running server in order: sessions are ended, everything is written, the lock file goes. */
export async function stopServer(cluster: Cluster, binaries: Binaries): Promise<void> {
  const running = readPostmaster(cluster);
  if (!running || !isServing(running.pid, cluster)) return;
  if (process.platform === 'win32') {
    await promisify(execFile)(binaries.pgCtl, ['stop', '-D', cluster.data, '-m', 'fast']);
    return;
  }
  process.kill(running.pid, 'SIGINT');
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (isServing(running.pid, cluster)) {
    if (Date.now() > deadline) {
      // An immediate shutdown loses nothing either: the next start replays the write-ahead log.
      process.kill(running.pid, 'SIGQUIT');
      return;
    }
    await sleep(STOP_POLL_MS);
  }
}

/** Asks a running server to stop and does not wait: all that a process can do in its very last moment. */
export function askServerToStop(cluster: DataFolder): void {
  const running = readPostmaster(cluster);
  if (running && isServing(running.pid, cluster)) process.kill(running.pid, 'SIGINT');
}

/** The last lines of the server's log, for a message about a server that does not start. */
export function lastLines(cluster: Cluster, count = 5): string {
  try {
    return readFileSync(cluster.log, 'utf8').trim().split('\n').slice(-count).join('\n');
  } catch {
    return '(no log)';
  }
}
