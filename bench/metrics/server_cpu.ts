import { readFileSync } from 'node:fs';
import type { Pool } from 'pg';

const TICK_MS = 10;
const [USER, SYSTEM] = [13, 14];

/** Counts the processor time of the server's processes behind a pool, where the system tells it (Linux); else nothing. */
export class ServerCpu {
  private readonly pids: number[] = [];

  constructor(pool: Pool) {
    pool.on('connect', (client) => {
      void client
        .query<{ pid: number }>('select pg_backend_pid() as pid')
        .then(({ rows }) => this.pids.push(...rows.map(({ pid }) => pid)));
    });
  }

  /** Milliseconds so far, to 10 ms. */
  now(): number {
    return this.pids.reduce((sum, pid) => sum + ticksOf(pid) * TICK_MS, 0);
  }
}

function ticksOf(pid: number): number {
  try {
    // The name of a process may hold spaces: fields are counted from behind it.
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = ['', '', ...text.slice(text.lastIndexOf(')') + 2).split(' ')];
    return Number(fields[USER]) + Number(fields[SYSTEM]);
  } catch {
    return 0;
  }
}
