import type { Pool } from 'pg';
import type { Agent } from '../../flow/plan/schema.ts';
import type { Cursor, Entry, Log } from '../../log/schema.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import { count, KINDS, LEARNING_KINDS, type Learner, type Pass, unseen } from './fold.ts';
import { readBeside } from './read.ts';
import { keep, readKept } from './snapshot.ts';
import type { Tally } from './tally.ts';
import { nameOfTally, newTally, wantedOf } from './wanted.ts';
import type { Counted } from './view.ts';

/** Entries are read in batches of this many. */
const BATCH = 500;
/** Notices come with every commit; a decision is counted and learned within this time. */
const CATCH_UP_EVERY_MS = 200;
/** What was counted is kept for pages and for the next start, not more often than this. */
const KEEP_EVERY_MS = 2_000;

/** Somebody who learns as the log goes by, and the agents that know what they have learned. */
export interface Side {
  learner: Learner;
  agents: (workflow: Workflow) => Agent[];
}

export interface FollowerOptions {
  pool: Pool;
  log: Log;
  workspace: () => Workspace;
  now: () => Date;
  /** The learner of this process. */
  side: Side;
  /** Another one that knows nothing yet: what a new version of the memory is measured with. */
  newSide: () => Side;
  /** Called when everything up to now is counted. */
  onCounted?: () => Promise<void>;
}

/**
 * Counts standings and teaches the memory in one pass over the log, in the order that never changes: each decision is
 * predicted, observed and then learned. Every process that works does so, and all of them come to the same, bit for
 * bit. What was counted is kept in a table, as a cache.
 */
export class StandingFollower implements Counted {
  private readonly options: FollowerOptions;
  private tallies = new Map<string, Tally>();
  private cursor: Cursor | null = null;
  private hasBegun = false;
  private ready = false;
  private everReady = false;
  private running: Promise<void> | null = null;
  private next: Promise<void> | null = null;
  private timer: NodeJS.Timeout | null = null;
  private keeping: NodeJS.Timeout | null = null;
  private isKept = true;
  private turns = 0;

  constructor(options: FollowerOptions) {
    this.options = options;
  }

  tally(workflow: Workflow, { name, version }: { name: string; version: string }): Tally | undefined {
    return this.tallies.get(nameOfTally(workflow.name, name, version));
  }

  isReady(): boolean {
    return this.ready;
  }

  hasCounted(): boolean {
    return this.everReady;
  }

  turn(): number {
    return this.turns;
  }

  all(): Tally[] {
    return [...this.tallies.values()];
  }

  /** Something was appended: counts it, soon and not more often than is useful. */
  soon(onFault: (error: unknown) => void): void {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      void this.catchUp().catch(onFault);
    }, CATCH_UP_EVERY_MS);
  }

  async stop(): Promise<void> {
    for (const timer of [this.timer, this.keeping]) if (timer) clearTimeout(timer);
    this.timer = null;
    await this.running?.catch(() => undefined);
    if (this.ready) await this.keepNow();
  }

  /**
   * Counts what was decided since the last time. Calls in flight at the same time share one reading, which begins after
   * all of them: one that is under way may have passed what a caller waits for.
   */
  async catchUp(): Promise<void> {
    if (this.running) {
      this.next ??= this.running
        .catch(() => undefined)
        .then(() => {
          this.next = null;
          return this.catchUp();
        });
      return this.next;
    }
    this.running = this.read().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  /** Counts everything again from the first entry, and keeps it: for `remit rebuild`. */
  async countAnew(): Promise<void> {
    await this.running?.catch(() => undefined);
    await this.options.pool.query('delete from standings');
    this.forget();
    await this.read();
    await this.keepNow();
  }

  private async read(): Promise<void> {
    const workspace = this.options.workspace();
    if (!this.hasBegun) await this.begin(workspace);
    await this.level(workspace);
    const tallies = this.all();
    this.cursor = await this.pass({ workspace, tallies, ...this.options.side }, this.cursor, KINDS);
    this.ready = true;
    this.everReady = true;
    this.keepSoon();
    await this.options.onCounted?.();
  }

  /** What was kept is taken over, and the memory learns all that went before; who has nothing kept is counted anew. */
  private async begin(workspace: Workspace): Promise<void> {
    const kept = await readKept(this.options.pool);
    const wanted = wantedOf(workspace);
    for (const tally of kept?.tallies ?? []) {
      const name = nameOfTally(tally.workflow, tally.agent, tally.version);
      if (wanted.get(name)?.basis === tally.basis) this.tallies.set(name, tally);
    }
    if (kept) {
      const fresh = [...wanted].filter(([name]) => !this.tallies.has(name)).map(([, one]) => newTally(one));
      const kinds = fresh.length === 0 ? LEARNING_KINDS : KINDS;
      await this.pass({ workspace, tallies: fresh, ...this.options.side }, null, kinds, kept.cursor);
      for (const tally of fresh) this.add(tally);
      this.cursor = kept.cursor;
    }
    this.hasBegun = true;
  }

  /** New versions of agents, and what is measured otherwise from now on, are run over the whole log at the side. */
  private async level(workspace: Workspace): Promise<void> {
    const wanted = wantedOf(workspace);
    for (const [name, tally] of this.tallies)
      if (wanted.get(name)?.basis !== tally.basis) this.tallies.delete(name);
    const fresh = [...wanted].filter(([name]) => !this.tallies.has(name));
    if (fresh.length === 0) return;
    const tallies = fresh.map(([, one]) => newTally(one));
    if (this.cursor) {
      const learns = fresh.some(([, { learns: isMemory }]) => isMemory);
      const { learner, agents } = learns ? this.options.newSide() : this.options.side;
      const side = { learner: learns ? learner : null, agents };
      await this.pass({ workspace, tallies, ...side }, null, KINDS, this.cursor);
    }
    for (const tally of tallies) this.add(tally);
    this.turns += 1;
    this.isKept = false;
  }

  private add(tally: Tally): void {
    this.tallies.set(nameOfTally(tally.workflow, tally.agent, tally.version), tally);
  }

  /** Goes over the log from a place on; returns where it ended. */
  private async pass(
    pass: Pass,
    from: Cursor | null,
    kinds: string[],
    until?: Cursor,
  ): Promise<Cursor | null> {
    const { log } = this.options;
    let cursor = from;
    for (;;) {
      const options = { kinds, limit: BATCH, ...(until ? { until } : {}) };
      const { entries, cursor: next } = await log.follow(cursor, options);
      if (entries.length > 0) await this.batch(pass, entries);
      cursor = next ?? cursor;
      if (entries.length < BATCH) return cursor;
      // Counting is quick but not free: a server that is catching up must still answer.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Everything is read before anything is counted, so that a reading that fails leaves nothing half counted. */
  private async batch(pass: Pass, entries: readonly Entry[]): Promise<void> {
    const { pool, log } = this.options;
    const beside = await readBeside(pool, log, entries, ({ workflow }, observed) => {
      const known = pass.workspace.workflows[workflow];
      return known !== undefined && unseen(pass, known, observed).length > 0;
    });
    try {
      for (const entry of entries) {
        await pass.learner?.settle();
        count(pass, entry, beside);
      }
      await pass.learner?.settle();
    } catch (error) {
      this.forget();
      throw error;
    } finally {
      this.turns += 1;
    }
    this.isKept = false;
  }

  /** A batch that was counted by half is worth nothing: everything is counted anew at the next time. */
  private forget(): void {
    this.tallies.clear();
    this.ready = false;
    this.cursor = null;
    this.hasBegun = false;
    this.options.side.learner.forget();
  }

  /** Keeps what was counted, unless it is kept already. */
  async keepNow(): Promise<void> {
    if (this.isKept || !this.cursor) return;
    this.isKept = true;
    await keep(this.options.pool, this.all(), this.cursor, this.options.now());
  }

  private keepSoon(): void {
    if (this.isKept || this.keeping) return;
    this.keeping = setTimeout(() => {
      this.keeping = null;
      // A batch that is half counted is no state of the log: its end keeps it.
      if (!this.running) void this.keepNow().catch(() => void (this.isKept = false));
      else this.keepSoon();
    }, KEEP_EVERY_MS);
    this.keeping.unref();
  }
}
