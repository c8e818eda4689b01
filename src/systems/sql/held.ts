import type { SqlLine } from './line.ts';

/** The signal ended the work on a connection. */
export class Stopped extends Error {
  constructor() {
    super('was stopped before the answer came');
  }
}

/**
 * Works on one connection and gives it back. When the work fails, or the signal ends it, the connection goes: a
 * transaction that is not committed is then taken back by the database.
 */
export async function held<T>(
  take: () => Promise<SqlLine>,
  signal: AbortSignal,
  work: (line: SqlLine) => Promise<T>,
): Promise<T> {
  if (signal.aborted) throw new Stopped();
  let line: SqlLine | undefined;
  let stop: () => void = () => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(new Stopped());
    signal.addEventListener('abort', stop, { once: true });
  });
  const taking = take();
  try {
    line = await Promise.race([taking, stopped]);
    const result = await Promise.race([work(line), stopped]);
    line.release('keep');
    return result;
  } catch (error) {
    if (line) line.release('drop');
    // It was still on its way when we stopped waiting for it.
    else
      taking.then(
        (late) => late.release('drop'),
        () => undefined,
      );
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
