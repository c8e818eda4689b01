/** Lets so many through at once; the others wait in the order in which they came. */
export class InFlight {
  readonly #most: number;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  /** Takes a place. False when the signal or the time limit (milliseconds) ended the wait; no place is held then. */
  async enter(signal: AbortSignal, waitMs: number): Promise<boolean> {
    if (signal.aborted) return false;
    if (this.#running < this.#most) {
      this.#running++;
      return true;
    }
    return new Promise((resolve) => {
      const leaveQueue = (): void => {
        const place = this.#waiting.indexOf(admit);
        if (place >= 0) this.#waiting.splice(place, 1);
        finish(false);
      };
      const timer = setTimeout(leaveQueue, waitMs);
      const finish = (isIn: boolean): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', leaveQueue);
        resolve(isIn);
      };
      const admit = (): void => finish(true);
      signal.addEventListener('abort', leaveQueue, { once: true });
      this.#waiting.push(admit);
    });
  }

  /** Gives the place to who waits longest, or back. */
  leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#running--;
  }
}
