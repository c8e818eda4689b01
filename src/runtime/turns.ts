export interface TurnsOptions {
  /** A turn comes so long after something changed. */
  everyMs: number;
  /** And so often in any case, for a notice may be missed; absent: only after a change. */
  anywayMs?: number;
  /** Turns take at most this part of the time: what takes long comes less often. */
  share: number;
  onFault: (error: unknown) => void;
}

/**
 * Does something again and again, soon after something changed, never twice at once, and never for more than a share
 * of the time: what trails the log beside the cases that are worked on.
 */
export class Turns {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private isDue = true;
  private beganAt = 0;
  private restUntil = 0;

  constructor(
    private readonly turn: () => Promise<void>,
    private readonly options: TurnsOptions,
  ) {}

  start(): void {
    this.timer ??= setInterval(() => this.perhaps(), this.options.everyMs);
    this.timer.unref();
  }

  /** Something changed, or there is more to do. */
  soon(): void {
    this.isDue = true;
  }

  get isStopped(): boolean {
    return this.timer === null;
  }

  /** A turn that is under way is waited for. */
  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
    await this.running;
  }

  private perhaps(): void {
    const { anywayMs = Infinity, share, onFault } = this.options;
    const now = performance.now();
    if (this.running || now < this.restUntil) return;
    if (!this.isDue && now - this.beganAt < anywayMs) return;
    this.isDue = false;
    this.beganAt = now;
    this.running = this.turn()
      .catch(onFault)
      .finally(() => {
        this.running = null;
        this.restUntil = performance.now() + (performance.now() - now) / share;
      });
  }
}
