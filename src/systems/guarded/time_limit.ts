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
  const onAbort = (): void => stop.abort(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) stop.abort(signal.reason);
  const soft = setTimeout(() => stop.abort(), timeoutMs + HEADSTART_MS);
  let hard: NodeJS.Timeout | undefined;
  const left = new Promise<T>((resolve) => {
    const leave = () => {
      const says = `did not answer within ${timeoutMs / 1000} s`;
      hard = setTimeout(() => resolve(late(says)), STUBBORN_MS);
    };
    if (stop.signal.aborted) leave();
    else stop.signal.addEventListener('abort', leave, { once: true });
  });
  try {
    return await Promise.race([call(stop.signal), left]);
  } catch (error) {
    return late(`could not be asked: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    clearTimeout(soft);
    clearTimeout(hard);
    signal.removeEventListener('abort', onAbort);
  }
}
