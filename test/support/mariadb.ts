import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';

const SERVER = ['/usr/sbin/mariadbd', '/usr/local/sbin/mariadbd'].find((path) => existsSync(path));
const START_MS = 20_000;

/** Debian's MariaDB on loopback with data of its own, gone with `stop`. */
export interface Mariadb {
  host: string;
  port: number;
  /** Runs statements as root in its database `shop`, one after the other. */
  run(...statements: string[]): Promise<void>;
  rows(statement: string): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

/** Whether this machine has a MariaDB. One of the tests that need it says so where it has none, in one line. */
export function hasMariadb({ say = false } = {}): boolean {
  if (SERVER === undefined && say)
    process.stderr.write('Skipped what needs MariaDB: there is no mariadbd here (Debian: mariadb-server).\n');
  return SERVER !== undefined;
}

export async function startMariadb(): Promise<Mariadb> {
  const folder = await mkdtemp(join(tmpdir(), 'mariadb-'));
  const data = join(folder, 'data');
  const user = userInfo().username;
  const base = ['--no-defaults', `--datadir=${data}`, `--user=${user}`];
  const made = spawnSync(
    'mariadb-install-db',
    [...base, '--auth-root-authentication-method=normal', '--skip-test-db'],
    { encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`mariadb-install-db: ${made.stdout}${made.stderr}`);
  const port = await freePort();
  const server = spawn(
    SERVER ?? 'mariadbd',
    [
      ...base,
      '--bind-address=127.0.0.1',
      `--port=${port}`,
      `--socket=${join(folder, 'socket')}`,
      '--skip-name-resolve',
      '--innodb-flush-log-at-trx-commit=0',
      '--innodb-buffer-pool-size=16M',
    ],
    { stdio: 'ignore' },
  );
  const root = { host: '127.0.0.1', port, user: 'root' };
  await untilReady(server, root);
  const first = await createConnection(root);
  await first.query('create database shop');
  await first.end();
  const rows = async (statement: string): Promise<Record<string, unknown>[]> => {
    const connection = await createConnection({ ...root, database: 'shop' });
    const [found] = await connection.query(statement);
    await connection.end();
    return found as Record<string, unknown>[];
  };
  return {
    host: root.host,
    port,
    rows,
    async run(...statements) {
      for (const statement of statements) await rows(statement);
    },
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function untilReady(
  server: ChildProcess,
  root: { host: string; port: number; user: string },
): Promise<void> {
  const until = Date.now() + START_MS;
  for (;;) {
    if (server.exitCode !== null) throw new Error(`mariadbd ended with ${server.exitCode}`);
    try {
      await (await createConnection(root)).end();
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
