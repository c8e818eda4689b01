import type { Pool } from 'pg';
import type { Actor, Log, NewEntry } from '../log/schema.ts';
import { Turns } from '../runtime/turns.ts';
import type { OutgoingHook } from '../workspace/outgoing.ts';
import { outgoingNotices, outgoingStream, type OutgoingKind } from './entries.ts';
import { fill } from './fill.ts';
import { releaseHooks, setState, takeHook } from './queue.ts';
import { sendDue } from './send.ts';

/** Looked at so often in any case: retries come due without a notice. */
const ANYWAY_MS = 1_000;
const EVERY_MS = 100;
/** How long a hook stays with the process that sends; a round of sending may take a time limit or two. */
const LEASE_MS = 60_000;
const SHARE = 0.5;
const APPENDS_MAX = 20;

export interface OutgoingWorld {
  log: Log;
  /** Names this process. */
  worker: string;
  workspace(): { hooks: OutgoingHook[] };
  now(): Date;
}

/** Sends events of the log to `hooks:`, in the log's order for each case, again and again until they are taken. */
export class OutgoingSender {
  private readonly turns: Turns;
  private isStopping = false;

  constructor(
    private readonly world: OutgoingWorld,
    private readonly pool: Pool,
    onFault: (error: unknown) => void,
    private readonly chance: () => number = Math.random,
  ) {
    this.turns = new Turns(() => this.turn(), {
      everyMs: EVERY_MS,
      anywayMs: ANYWAY_MS,
      share: SHARE,
      onFault,
    });
  }

  start(): void {
    this.turns.start();
  }

  /** The log was added to. */
  soon(): void {
    this.turns.soon();
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    await this.turns.stop();
    await releaseHooks(this.pool, this.world.worker);
  }

  /** One turn over all hooks: each is read on and sent as far as it goes. One that fails keeps no other waiting. */
  async turn(): Promise<void> {
    const { hooks } = this.world.workspace();
    const done = await Promise.allSettled(hooks.map((hook) => this.serve(hook)));
    const failed = done.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
  }

  private async serve(hook: OutgoingHook): Promise<void> {
    const { pool, world } = this;
    for (let goesOn = true; goesOn;) {
      const now = world.now();
      const state = await takeHook(pool, hook.name, { holder: world.worker, ms: LEASE_MS, now });
      if (!state || state.state === 'stopped') return;
      const { more } = await fill(pool, world.log, hook, { cursor: state.cursor, now });
      const ground = { pool, now: () => world.now(), chance: this.chance };
      const { sent, stop } = state.isDue ? await sendDue(ground, hook, state) : { sent: 0, stop: null };
      if (stop !== null) await stopHook(pool, world, hook.name, stop);
      goesOn = stop === null && (more || sent > 0) && !this.isStopping;
    }
  }
}

/** Stops a hook and says so in the log: what waits stays. */
async function stopHook(pool: Pool, world: OutgoingWorld, hook: string, says: string): Promise<void> {
  if (!(await setState(pool, hook, 'stopped', world.now()))) return;
  await tell(
    pool,
    world,
    hook,
    'hook.stopped',
    { type: 'remit' },
    { says, waiting: await countWaiting(pool, hook) },
  );
}

/** A person lets a hook go on: everything that waits, and what was given up, is sent from now on. */
export async function resumeHook(
  pool: Pool,
  world: OutgoingWorld,
  hook: string,
  by: { id: string; name: string },
): Promise<boolean> {
  const isChanged = await setState(pool, hook, 'on', world.now());
  if (!isChanged) return false;
  const actor: Actor = { type: 'person', id: by.id, name: by.name };
  await tell(pool, world, hook, 'hook.resumed', actor, { waiting: await countWaiting(pool, hook) });
  return true;
}

async function tell(
  pool: Pool,
  world: OutgoingWorld,
  hook: string,
  kind: OutgoingKind,
  actor: Actor,
  body: Record<string, unknown>,
): Promise<void> {
  const stream = outgoingStream(hook);
  for (let append = 0; append < APPENDS_MAX; append++) {
    const { rows } = await pool.query<{ version: number }>('select version from heads where stream = $1', [
      stream,
    ]);
    const expected = rows[0]?.version ?? 0;
    const entry: NewEntry = { kind, kindVersion: 1, at: world.now(), actor, body };
    const notices = outgoingNotices(hook, [{ ...entry, version: expected + 1 }]);
    if ((await world.log.append({ stream, expected, entries: [entry], rows: { notices } })).ok) return;
  }
  throw new Error(`the log was written to at once too often: ${stream}`);
}

async function countWaiting(pool: Pool, hook: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    'select count(*)::int as count from outgoing_events where hook = $1',
    [hook],
  );
  return rows[0]?.count ?? 0;
}
