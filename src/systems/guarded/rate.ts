/** So many calls in a length of time, as a system's vendor writes it. */
export interface Rate {
  count: number;
  perMs: number;
}

/**
 * Keeps a pace: of any `count + 1` calls in a row the first and the last are at least `perMs` apart, so that no window
 * of the vendor's, wherever it begins, sees more than it allows.
 */
export class Pace {
  private readonly rate: Rate;
  /** Start times of the newest calls, in milliseconds, as a ring. */
  private readonly starts: number[] = [];
  private next = 0;

  constructor(rate: Rate) {
    this.rate = rate;
  }

  /** How long a call must wait from now, in milliseconds; 0 where it may go. */
  waitMs(now: number): number {
    const oldest = this.starts.length < this.rate.count ? undefined : this.starts[this.next];
    return oldest === undefined ? 0 : Math.max(0, oldest + this.rate.perMs - now);
  }

  /** Counts a call that begins at `at`. */
  take(at: number): void {
    this.starts[this.next] = at;
    this.next = (this.next + 1) % this.rate.count;
  }
}
