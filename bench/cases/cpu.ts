import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { cpuUsage } from 'node:process';

/** CPU-milliseconds that this process and a database have used up to now; NaN where there is no /proc. */
export function cpuMs(backend: number): { here: number; database: number } {
  const { user, system } = cpuUsage();
  return { here: (user + system) / 1000, database: databaseMs(backend) };
}

/** `backend` is the process of one connection; the server is its parent, and all of the server's children count. */
function databaseMs(backend: number): number {
  try {
    const postmaster = statOf(String(backend))[3] ?? '';
    const ticks = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
    let used = 0;
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      const fields = statOf(pid);
      // utime and stime, and those of children that were waited for: backends that have ended count too.
      const wanted = pid === postmaster ? [13, 14, 15, 16] : fields[3] === postmaster ? [13, 14] : [];
      for (const at of wanted) used += Number(fields[at] ?? 0);
    }
    return (used * 1000) / ticks;
  } catch {
    return Number.NaN;
  }
}

/** Fields of /proc/PID/stat, counted from 0; the name in the second may hold spaces. */
function statOf(pid: string): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return [pid, '', ...text.slice(text.lastIndexOf(')') + 2).split(' ')];
  } catch {
    return [];
  }
}
