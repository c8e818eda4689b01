/** Processes that were started for servers and have not ended. */
const running = new Set<number>();
let isWatching = false;

/** A server that we started ends with us, also when this process ends without closing anything first. */
export function endWithUs(pid: number): void {
  running.add(pid);
  if (isWatching) return;
  isWatching = true;
  process.once('exit', () => {
    for (const child of running) {
      try {
        process.kill(child, 'SIGTERM');
      } catch {
        // It ended by itself in the meantime.
      }
    }
  });
}

/** It has ended: its number may belong to another process by now. */
export function hasEnded(pid: number): void {
  running.delete(pid);
}
