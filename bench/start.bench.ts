// First and second start, the memory of all processes, and the stop: `npm run bench -- start`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const SETTLE_MS = 5_000;
/** Of Linux, on every machine where it matters. */
const TICKS_PER_SECOND = 100;
const home = mkdtempSync(join(tmpdir(), 'remit-bench-start-'));
chmodSync(home, 0o755); // as root, Postgres runs as somebody else, who must be able to walk in

try {
  for (const name of ['first start', 'second start', 'third start']) {
    const figures = await startAndStop();
    console.log(
      `${name.padEnd(13)} ready after ${figures.readySeconds.toFixed(2)} s, ` +
        `${figures.cpuSeconds === undefined ? 'CPU unknown' : `${figures.cpuSeconds.toFixed(2)} CPU-s until then and ${figures.cpuAfter?.toFixed(2)} after`}, ` +
        `${figures.megabytes === undefined ? 'memory unknown' : `${figures.megabytes.toFixed(0)} MB`} ` +
        `in ${figures.processes} processes after ${SETTLE_MS / 1000} s, stopped in ${figures.stopSeconds.toFixed(2)} s`,
    );
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}

/** Starts as `npm start` does, with an empty or a used home, on free ports. */
async function startAndStop() {
  const began = performance.now();
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: { ...process.env, REMIT_HOME: home, REMIT_PORT: '0', REMIT_SAMPLE_PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = once(child, 'exit');
  let output = '';
  const ready = new Promise<void>((done) => {
    const hear = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('http://')) done();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
  });
  await Promise.race([ready, exit]);
  if (child.exitCode !== null) throw new Error(`Remit did not start:\n${output}`);
  const readySeconds = (performance.now() - began) / 1000;
  const cpuSeconds = child.pid === undefined ? undefined : cpuOf(familyOf(child.pid));
  await sleep(SETTLE_MS);
  const family = child.pid === undefined ? [] : familyOf(child.pid);
  const megabytes = memoryOf(family);
  const cpuLater = cpuOf(family);
  const stopping = performance.now();
  child.kill('SIGTERM');
  await exit;
  return {
    readySeconds,
    cpuSeconds,
    cpuAfter: cpuSeconds === undefined || cpuLater === undefined ? undefined : cpuLater - cpuSeconds,
    megabytes,
    processes: family.length,
    stopSeconds: (performance.now() - stopping) / 1000,
  };
}

/** The process and all its descendants, where /proc tells. */
function familyOf(pid: number): number[] {
  const family = [pid];
  const parents = new Map<number, number>();
  try {
    for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
      const parent = /^PPid:\s+(\d+)/m.exec(readOrEmpty(`/proc/${name}/status`))?.[1];
      if (parent !== undefined) parents.set(Number(name), Number(parent));
    }
  } catch {
    return family;
  }
  for (const one of family) for (const [child, parent] of parents) if (parent === one) family.push(child);
  return family;
}

/** CPU-seconds of processes and of their children that have ended; undefined where the system does not tell. */
function cpuOf(pids: number[]): number | undefined {
  const ticks = pids.flatMap((pid) => {
    const stat = readOrEmpty(`/proc/${pid}/stat`);
    // utime, stime, and both of children that were waited for, counted behind the name, which may hold spaces.
    return stat === ''
      ? []
      : stat
          .slice(stat.lastIndexOf(')') + 2)
          .split(' ')
          .slice(11, 15)
          .map(Number);
  });
  return ticks.length > 0 ? ticks.reduce((sum, value) => sum + value, 0) / TICKS_PER_SECOND : undefined;
}

/** Proportional memory, in which what processes share counts once. Undefined where the system does not tell. */
function memoryOf(pids: number[]): number | undefined {
  const kilobytes = pids.map((pid) =>
    Number(/^Pss:\s+(\d+)/m.exec(readOrEmpty(`/proc/${pid}/smaps_rollup`))?.[1]),
  );
  const known = kilobytes.filter((value) => !Number.isNaN(value));
  return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / 1024 : undefined;
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // the process has ended meanwhile
  }
}
