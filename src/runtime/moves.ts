/**
 * Tells those who wait for a case that it has moved: with its state where this process moved it, without where a notice
 * of the log says so. Whoever waits is forgotten as soon as they have heard, or their time is over.
 */
export class Moves<S> {
  private readonly waiting = new Map<string, Set<(state: S | undefined) => void>>();

  /** Resolves at the next move, or after `ms`, or when the signal ends it. */
  next(id: string, ms: number, signal?: AbortSignal): Promise<S | undefined> {
    return new Promise((done) => {
      const hears = this.waiting.get(id) ?? new Set();
      this.waiting.set(id, hears);
      const stop = (state: S | undefined) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', giveUp);
        hears.delete(stop);
        if (hears.size === 0 && this.waiting.get(id) === hears) this.waiting.delete(id);
        done(state);
      };
      const giveUp = () => stop(undefined);
      const timer = setTimeout(giveUp, ms);
      hears.add(stop);
      if (signal?.aborted) giveUp();
      else signal?.addEventListener('abort', giveUp, { once: true });
    });
  }

  tell(id: string, state?: S): void {
    for (const hears of this.waiting.get(id) ?? []) hears(state);
  }

  /** A notice of the log. `isOurs` leaves out what this process is at itself: it tells when it comes to rest. */
  notice(payload: string, isOurs: (id: string) => boolean): void {
    if (this.waiting.size === 0) return;
    const mayBeAny = payload === '' || payload === 'many';
    for (const id of this.waiting.keys()) {
      if ((mayBeAny || payload.includes(`"case/${id}"`)) && !isOurs(id)) this.tell(id);
    }
  }

  /** How many wait: what is not forgotten would grow. */
  get size(): number {
    return this.waiting.size;
  }
}
