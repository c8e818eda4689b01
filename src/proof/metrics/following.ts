import type { Pool } from 'pg';
import type { Workspace } from '../../workspace/schema.ts';
import { takeUp } from './follower.ts';

/** Decisions are counted so long after something changed. */
export const COUNT_EVERY_MS = 1_000;
/** And so often in any case: a notice may be missed, and another process may have stopped. */
export const COUNT_ANYWAY_MS = 15_000;
/** Counting takes at most this part of the time: with very many decisions it trails by some seconds more. */
const COUNTING_SHARE = 0.1;

/** Keeps the rollups level with the log, soon after something changed. Runs where cases are worked on. */
export class MetricsFollower {
  private timer: NodeJS.Timeout | null = null;
  private counting: Promise<void> | null = null;
  private isDue = true;
  private countedAt = 0;
  private restUntil = 0;

  constructor(
    private readonly pool: Pool,
    private readonly world: { workspace(): Workspace; now(): Date },
    private readonly onFault: (error: unknown) => void,
  ) {}

  start(): void {
    this.timer ??= setInterval(() => this.perhaps(), COUNT_EVERY_MS);
    this.timer.unref();
  }

  /** Something was decided or came of it. */
  soon(): void {
    this.isDue = true;
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
    await this.counting;
  }

  private perhaps(): void {
    const now = performance.now();
    if (this.counting || now < this.restUntil) return;
    if (!this.isDue && now - this.countedAt < COUNT_ANYWAY_MS) return;
    this.isDue = false;
    this.countedAt = now;
    this.counting = this.count()
      .catch(this.onFault)
      .finally(() => {
        this.counting = null;
        this.restUntil = performance.now() + (performance.now() - now) / COUNTING_SHARE;
      });
  }

  private async count(): Promise<void> {
    const { timeZone } = this.world.workspace();
    if ((await takeUp(this.pool, { timeZone, now: this.world.now() })) === 'more') this.isDue = true;
  }
}
