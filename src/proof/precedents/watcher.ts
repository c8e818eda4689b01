import type { Pool } from 'pg';
import type { World } from '../../flow/world.ts';
import { lookForPrecedents } from './look.ts';

/** New decisions are held against the boundary of their day so long after something changed. */
const WATCH_EVERY_MS = 3_000;
/** Looking takes at most this part of the time: nobody waits for it, and cases are worked on meanwhile. */
const LOOKING_SHARE = 0.1;

/** Holds people's decisions against the boundary of their day, a few at a time. Runs where cases are worked on. */
export class PrecedentWatcher {
  private readonly world: World;
  private readonly pool: Pool;
  private readonly onFault: (error: unknown) => void;
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> | null = null;
  private isDue = true;
  private restUntil = 0;

  constructor(world: World, pool: Pool, onFault: (error: unknown) => void) {
    this.world = world;
    this.pool = pool;
    this.onFault = onFault;
  }

  start(): void {
    this.timer ??= setInterval(() => this.perhaps(), WATCH_EVERY_MS);
    this.timer.unref();
  }

  /** Something was decided. */
  soon(): void {
    this.isDue = true;
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
    await this.looking;
  }

  private perhaps(): void {
    if (!this.isDue || this.looking || performance.now() < this.restUntil) return;
    this.isDue = false;
    const began = performance.now();
    this.looking = this.look()
      .catch(this.onFault)
      .finally(() => {
        const took = performance.now() - began;
        this.restUntil = performance.now() + took / LOOKING_SHARE;
        this.looking = null;
      });
  }

  /** One handful of each workflow; where there is more, it goes on at the next turn. */
  private async look(): Promise<void> {
    for (const workflow of Object.values(this.world.workspace().workflows)) {
      if (this.timer === null) return;
      const { looked } = await lookForPrecedents(this.world, this.pool, workflow);
      if (looked > 0) this.isDue = true;
    }
  }
}
