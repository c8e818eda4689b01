import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Business } from './business.ts';

const SCRIPT = fileURLToPath(new URL('worker.ts', import.meta.url));
/** So soon that what a dead worker held is taken up within the time of a test. */
const LEASE_MS = 700;

/** Worker processes that are killed at random moments of their work, and replaced, until there were kills enough. */
export class DoomedWorkers {
  kills = 0;
  private readonly alive = new Set<ChildProcess>();
  private readonly env: NodeJS.ProcessEnv;
  private readonly killsMin: number;
  private readonly livesMs: { least: number; most: number };
  private stopping = false;

  constructor(
    { database, shop }: Business,
    given: { killsMin: number; livesMs?: { least: number; most: number }; env?: Record<string, string> },
  ) {
    const { killsMin, livesMs = { least: 50, most: 450 }, env = {} } = given;
    const mine = { DATABASE_URL: database.url, SHOP_URL: shop.url, LEASE_MS: String(LEASE_MS) };
    this.env = { ...process.env, ...mine, ...env };
    this.killsMin = killsMin;
    this.livesMs = livesMs;
  }

  start(count: number): void {
    for (let at = 0; at < count; at++) this.spawn();
  }

  stop(): void {
    this.stopping = true;
    for (const child of this.alive) child.kill('SIGKILL');
  }

  private spawn(): void {
    const stdio: ['ignore', 'pipe', 'inherit'] = ['ignore', 'pipe', 'inherit'];
    const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT], { env: this.env, stdio });
    this.alive.add(child);
    // Killed at a random moment of its work, not of its start: workers that die starting prove nothing.
    child.stdout.once('data', () => {
      const { least, most } = this.livesMs;
      setTimeout(() => this.kill(child), least + Math.random() * (most - least));
    });
    child.once('exit', () => {
      this.alive.delete(child);
      if (!this.stopping) this.spawn();
    });
  }

  private kill(child: ChildProcess): void {
    if (this.stopping || this.kills >= this.killsMin) return;
    this.kills += 1;
    child.kill('SIGKILL');
  }
}
