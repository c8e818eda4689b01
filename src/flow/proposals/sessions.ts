import { createHash } from 'node:crypto';
import type { World } from '../world.ts';
import { Session } from './session.ts';

/** Sessions that one process holds; the one that was used longest ago makes room, and is read again from the log. */
const SESSIONS_MAX = 1_000;
const ID_CHARS = 24;
const DAY_MS = 86_400_000;
const dayOf = (time: Date): string => time.toISOString().slice(0, 10);

/** Whose session it is. `mark` is what a client calls it (`remit/session` of `_meta`, `Mcp-Session-Id`), if anything. */
export interface Visitor {
  caller: string;
  agent: { name: string; version: string };
  workflow: string;
  mark?: string | undefined;
}

/**
 * The sessions of the HTTP door, whether an agent speaks MCP or not. The protocol of 2026 knows none, so all calls of one token in one workflow on one day
 * are a session, unless the client tells several apart. So what was read stays read, over connections and restarts.
 */
export class Sessions {
  private readonly world: World;
  private readonly held = new Map<string, Promise<Session>>();

  constructor(world: World) {
    this.world = world;
  }

  of({ caller, agent, workflow, mark = '' }: Visitor): Promise<Session> {
    const now = this.world.now();
    const named = JSON.stringify([caller, agent.name, agent.version, workflow, mark]);
    const hash = createHash('sha256').update(named).digest('hex').slice(0, ID_CHARS);
    const id = `${dayOf(now)}.${hash}`;
    const known = this.held.get(id);
    // Midnight washes nothing clean.
    const before = `${dayOf(new Date(now.getTime() - DAY_MS))}.${hash}`;
    const session = known ?? Session.open(this.world, { id, workflow, agent, caller, door: 'http' }, before);
    this.held.delete(id);
    this.held.set(id, session);
    // What could not be opened is tried anew by the next call.
    if (!known) session.catch(() => this.held.delete(id));
    if (this.held.size > SESSIONS_MAX) void this.drop();
    return session;
  }

  /** Waits until everything that was read stands in the log. */
  async close(): Promise<void> {
    const settle = async (one: Promise<Session>) => (await one).settled();
    await Promise.allSettled([...this.held.values()].map(settle));
    this.held.clear();
  }

  get size(): number {
    return this.held.size;
  }

  private async drop(): Promise<void> {
    const [oldest] = this.held;
    if (!oldest) return;
    this.held.delete(oldest[0]);
    await oldest[1].then((session) => session.settled()).catch(() => undefined);
  }
}
