import type { Pool } from 'pg';
import { arrivalShelf } from '../../runtime/arrivals.ts';
import { openCursors } from '../../runtime/cursors.ts';
import type { World } from '../../flow/index.ts';
import { digest } from '../../log/canonical.ts';
import { confided } from '../../workspace/systems/confide.ts';
import type { Workspace } from '../../workspace/schema.ts';
import { clockListener } from './clock/listener.ts';
import { filesListener } from './files/listener.ts';
import type { Hands, Listener, Place } from './hands.ts';
import { mailListener } from './mail/listener.ts';

/** How often it is looked whether the workspace has other triggers now. */
const LOOK_EVERY_MS = 1_000;

interface Open {
  /** What it was opened from: a trigger, and its mailbox, that changed are opened anew. */
  origin: string;
  listener: Listener;
}

/** Listens for every trigger of the workspace in force that looks for itself: mailboxes, folders and tables, clocks. */
export class TriggerDoors {
  private readonly hands: Hands;
  private readonly open = new Map<string, Open>();
  private timer: NodeJS.Timeout | null = null;
  private current: Workspace | null = null;
  private turning: Promise<void> = Promise.resolve();

  constructor(world: World, pool: Pool, onFault: (error: unknown) => void) {
    this.hands = {
      world,
      shelf: arrivalShelf(pool),
      cursors: openCursors(pool, world.worker),
      onFault,
    };
  }

  start(): void {
    this.timer ??= setInterval(() => this.renew(), LOOK_EVERY_MS);
    this.timer.unref();
    this.renew();
  }

  /** What is being taken in is waited for. */
  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
    await this.turning;
    await Promise.all([...this.open.values()].map(({ listener }) => listener.stop()));
    this.open.clear();
  }

  private renew(): void {
    const workspace = this.hands.world.workspace();
    if (workspace === this.current) return;
    this.current = workspace;
    this.turning = this.turning
      .then(() => this.follow(workspace))
      .catch((error: unknown) => this.hands.onFault(String(error)));
  }

  private async follow(workspace: Workspace): Promise<void> {
    const wanted = new Map<string, { place: Place; origin: string }>();
    for (const workflow of Object.values(workspace.workflows)) {
      for (const trigger of workflow.triggers) {
        if (trigger.kind === 'webhook') continue;
        const place = { workflow: workflow.name, trigger };
        wanted.set(`${workflow.name}/${trigger.name}`, { place, origin: originOf(workspace, place) });
      }
    }
    for (const [name, { origin, listener }] of this.open) {
      if (wanted.get(name)?.origin === origin) continue;
      this.open.delete(name);
      await listener.stop();
    }
    for (const [name, { place, origin }] of wanted) {
      if (this.open.has(name) || this.timer === null) continue;
      const listener = this.listenerOf(place);
      this.open.set(name, { origin, listener });
      listener.start();
    }
  }

  private listenerOf({ workflow, trigger }: Place): Listener {
    switch (trigger.kind) {
      case 'mail':
        return mailListener(this.hands, { workflow, trigger });
      case 'files':
        return filesListener(this.hands, { workflow, trigger });
      case 'clock':
        return clockListener(this.hands, { workflow, trigger });
      case 'webhook':
        throw new Error('a webhook is posted and not looked for');
    }
  }
}

function originOf({ systems, timeZone }: Workspace, { trigger }: Place): string {
  const system = trigger.kind === 'mail' ? systems[trigger.from] : undefined;
  const hidden = [trigger, ...(system ? [system] : [])].map(confided);
  return digest({ trigger, system: system ?? null, hidden, timeZone });
}
