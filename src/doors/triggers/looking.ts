import { letGo } from './held.ts';
import type { Hands, Listener, Place } from './hands.ts';

/** After a fault it is looked again after 1, 2, 4 … seconds, at most a minute. */
const BACKOFF_MS = 1_000;
const BACKOFF_MS_MAX = 60_000;

/** One look: takes in what is new, and says after how many milliseconds to look again at the latest. */
export type Look = (signal: AbortSignal) => Promise<number>;

/** Looks again and again for one trigger, never twice at once, until it is stopped. The same fault is said once. */
export class Looking implements Listener {
  private readonly ending = new AbortController();
  private running: Promise<void> | null = null;
  private wake: (() => void) | null = null;
  private isDue = false;
  private faults = 0;
  private said = '';

  constructor(
    private readonly hands: Hands,
    private readonly place: Place,
    private readonly look: Look,
    private readonly onStop: () => void = () => undefined,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Something has come: looks at once. */
  soon(): void {
    this.isDue = true;
    this.wake?.();
  }

  /** What is under way is waited for; then another process may look. */
  async stop(): Promise<void> {
    this.ending.abort();
    this.wake?.();
    this.onStop();
    await this.running;
    await letGo(this.hands, this.place).catch(() => undefined);
  }

  private async run(): Promise<void> {
    while (!this.ending.signal.aborted) {
      this.isDue = false;
      const pauseMs = await this.lookOnce();
      await this.rest(pauseMs);
    }
  }

  private async lookOnce(): Promise<number> {
    try {
      const pauseMs = await this.look(this.ending.signal);
      this.faults = 0;
      this.said = '';
      return pauseMs;
    } catch (error) {
      if (this.ending.signal.aborted) return 0;
      this.tell(error instanceof Error ? error.message : String(error));
      this.faults += 1;
      return Math.min(BACKOFF_MS_MAX, BACKOFF_MS * 2 ** (this.faults - 1));
    }
  }

  private tell(says: string): void {
    if (says === this.said) return;
    this.said = says;
    const { workflow, trigger } = this.place;
    this.hands.onFault(`Trigger ${trigger.name} of ${workflow}: ${says}`);
  }

  private async rest(ms: number): Promise<void> {
    if (this.isDue || this.ending.signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      timer.unref();
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = null;
  }
}
