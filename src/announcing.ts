import type { Pool } from 'pg';
import type { World } from './flow/index.ts';
import { orphans } from './runtime/orphans.ts';
import { publish } from './runtime/publish.ts';
import type { Watching } from './workspace/watch.ts';

/**
 * Says in the log what is in force of the workspace, and whose cases wait because of it. Nothing is done under what was
 * not said, so what could not be said is tried again.
 */
export class Announcing {
  private readonly pool: Pool;
  private readonly say: (line: string) => void;
  private of: { world: World; watching: Watching } | null = null;
  private isUnsaid = false;

  constructor(pool: Pool, say: (line: string) => void) {
    this.pool = pool;
    this.say = say;
  }

  async begin(world: World, watching: Watching): Promise<void> {
    this.of = { world, watching };
    await this.announce();
  }

  /** The files were looked at: what they say came into force, or was refused. */
  looked(inForce: boolean): void {
    this.tell(inForce).catch((error: unknown) => {
      this.isUnsaid ||= inForce;
      this.say(`The log or the pages were not told: ${String(error)}`);
    });
  }

  /** Another boundary is in force than the one that is loaded: looks for it, and says what was left unsaid. */
  behind(): void {
    this.of?.watching.lookSoon();
    if (!this.isUnsaid) return;
    this.isUnsaid = false;
    this.looked(true);
  }

  private async tell(inForce: boolean): Promise<void> {
    if (inForce) await this.announce();
    // Open pages read again, whether it came into force or was refused.
    await this.pool.query("select pg_notify('remit', 'many')");
  }

  private async announce(): Promise<void> {
    if (!this.of) return;
    const { world, watching } = this.of;
    const { workspace } = watching;
    await publish(
      world.log,
      workspace,
      () => new Date(),
      (workflow) => watching.file(workflow),
    );
    for (const { workflow, open } of await orphans(this.pool, workspace)) {
      const cases = `${open} open case${open === 1 ? '' : 's'}`;
      this.say(`${cases} of ${workflow} will wait: the workspace has no such workflow any more.`);
    }
  }
}
