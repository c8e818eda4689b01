/** Long enough for a write under way to be answered; a closer that takes longer is left to the next start. */
const CLOSE_TIMEOUT_MS = 15_000;

/** Ctrl-C under npm comes twice within milliseconds: from the terminal, and passed on by npm. That is one press. */
const SAME_PRESS_MS = 500;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What must be closed when the process leaves, and the leaving itself. */
export interface Shutdown {
  /** Registers something to close. Closers run one by one, the last registered first. */
  add(name: string, close: () => unknown): void;
  /** Closes everything, once, however often it is called. Resolves when all is closed. */
  stop(): Promise<void>;
  /** Aborted as soon as the stop begins, for work that can be cut short. */
  readonly signal: AbortSignal;
}

/**
 * An orderly stop: in reverse order of opening, each closer within its time. One that fails or takes too
 * long is named to `log` and does not keep the others from closing.
 */
export function createShutdown(log: (line: string) => void, timeoutMs = CLOSE_TIMEOUT_MS): Shutdown {
  const closers: { name: string; close: () => unknown }[] = [];
  const abort = new AbortController();
  let stopped: Promise<void> | undefined;

  async function closeAll(): Promise<void> {
    abort.abort();
    for (let next = closers.pop(); next; next = closers.pop()) {
      try {
        await withinTime(Promise.resolve(next.close()), timeoutMs);
      } catch (error) {
        log(`${next.name} did not close in order: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }

  return {
    add: (name, close) => void closers.push({ name, close }),
    stop: () => (stopped ??= closeAll()),
    signal: abort.signal,
  };
}

/**
 * Ties the stop to the process: the first Ctrl-C or SIGTERM stops in order and exits with 0, a second one
 * exits at once. An error that nobody caught stops in order too, and exits with 1.
 */
export function stopOnSignals(shutdown: Shutdown, log: (line: string) => void): void {
  let askedAt: number | undefined;
  function leave(code: number): void {
    if (askedAt !== undefined) process.exit(1);
    askedAt = Date.now();
    void shutdown.stop().finally(() => process.exit(code));
  }
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (askedAt !== undefined && Date.now() - askedAt < SAME_PRESS_MS) return;
      log(askedAt === undefined ? 'Stopping. Press Ctrl-C again to leave at once.' : 'Leaving at once.');
      leave(0);
    });
  }
  process.on('uncaughtException', (error) => {
    log(`Stopping after an error that should not have happened: ${error.stack ?? error.message}`);
    leave(1);
  });
}

async function withinTime(work: Promise<unknown>, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`it took longer than ${timeoutMs / 1000} seconds`)), timeoutMs);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
