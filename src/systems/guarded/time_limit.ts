/** A kind that has a time limit of its own is given this long to say better what happened. */
const HEADSTART_MS = 100;
/** A kind that does not hear that it should stop is not waited for. */
const STUBBORN_MS = 500;

/**
 * Runs a call under a time limit. The signal that it gets stops it; a call that goes on regardless is left behind, and
 * `late` says what came of it. A call that throws is treated alike: nothing is known of it but that it failed.
 */
export async function withinTime<T>(
  call: (signal: AbortSignal) => Promise<T>,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
  late: (says: string) => T,
): Promise<T> {
  const stop = new AbortController();
  let hard: NodeJS.Timeout | undefined;
  let leave: (answer: T) => void = () => undefined;
  // One listener and one timer a call: this is on the way of every read and write.
  const end = (reason?: unknown): void => {
    if (stop.signal.aborted) return;
    hard = setTimeout(() => leave(late(`did not answer within ${timeoutMs / 1000} s`)), STUBBORN_MS);
    stop.abort(reason);
  };
  const onAbort = (): void => end(signal.reason);
  const soft = setTimeout(end, timeoutMs + HEADSTART_MS);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    return await new Promise<T>((resolve, reject) => {
      leave = resolve;
      call(stop.signal).then(resolve, reject);
    });
  } catch (error) {
    return late(`could not be asked: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    clearTimeout(soft);
    clearTimeout(hard);
    signal.removeEventListener('abort', onAbort);
  }
}
