import type { Pool } from 'pg';
import type { Log, NewEntry } from '../../log/schema.ts';
import { wakeStopped } from '../switches.ts';
import { heldFor, systemNotices, systemStream, type SystemEntryKind } from './entries.ts';
import { flush, sweep, Tally, type Call } from './store.ts';

export { heldFor, SYSTEM_ENTRIES, systemStream } from './entries.ts';

/** Why nothing is sent to a system now. */
interface Down {
  since: Date;
  says: string;
  /** It asked for a pause until then: nobody has to find out that it is back. */
  until?: Date;
}

/** A system as far as its health is concerned. */
interface Held {
  label: string;
  down(): Down | null;
  tripped(down: Down): void;
  mended(): void;
}

interface Options {
  pool: Pool;
  log: Log;
  now: () => Date;
  systems: () => Record<string, Held>;
  onFault: (error: unknown) => void;
}

/** What was counted is written this often. */
const FLUSH_MS = 2_000;
const SWEEP_MS = 3_600_000;
/** Others may write to a system's stream at the same moment; each of them appends once. */
const TRIES_MAX = 20;

/**
 * The health of systems over all processes: whoever finds one down, or back, writes it into the log, and the others
 * hear it. So a case that one process holds goes on when another finds that the system is back.
 */
export class SystemHealth {
  private readonly options: Options;
  private readonly tally = new Tally();
  /** When this process found each system to be back: an older entry does not put it down again. */
  private readonly foundBack = new Map<string, Date>();
  private timers: NodeJS.Timeout[] = [];
  private under: Promise<unknown> = Promise.resolve();

  constructor(options: Options) {
    this.options = options;
  }

  /** What a guard around a system tells. */
  readonly watching = {
    now: () => this.options.now(),
    called: (call: Call) => this.tally.add(call),
    down: (system: string, { since, says }: Down) =>
      this.queue(() =>
        this.tell(system, 'system.down', (label) => ({ label, says, since: since.toISOString() })),
      ),
    up: (system: string, was: Down) => {
      this.foundBack.set(system, this.options.now());
      this.queue(() => this.back(system, was));
    },
  };

  start(): void {
    const every = (ms: number, work: () => Promise<void>) => {
      const timer = setInterval(() => this.queue(work), ms);
      timer.unref();
      this.timers.push(timer);
    };
    every(FLUSH_MS, () => this.write());
    every(SWEEP_MS, () => sweep(this.options.pool));
    this.soon();
  }

  /** A stream of a system changed, or notices may have been missed. */
  soon(): void {
    this.queue(() => this.refresh());
  }

  /** Why nothing is sent to a system now; null where it takes calls. The log decides between processes. */
  async down(system: string): Promise<Down | null> {
    const held = this.options.systems()[system];
    if (!held?.down()) return null;
    await this.settled();
    await this.refresh();
    return held.down();
  }

  /** Everything that was found and counted so far is written. */
  async settled(): Promise<void> {
    await this.under;
  }

  /** Writes what was counted. */
  async write(): Promise<void> {
    await flush(this.options.pool, this.tally.take());
  }

  async stop(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    this.timers = [];
    this.queue(() => this.write());
    await this.settled();
  }

  private queue(work: () => Promise<void>): void {
    this.under = this.under.then(work).catch(this.options.onFault);
  }

  private async refresh(): Promise<void> {
    const systems = this.options.systems();
    const newest = await newestEntries(this.options.pool, Object.keys(systems).map(systemStream));
    for (const [name, system] of Object.entries(systems)) {
      const entry = newest.get(systemStream(name));
      const down = system.down();
      const isOld = entry && (this.foundBack.get(name)?.getTime() ?? 0) >= entry.at.getTime();
      if (entry?.kind === 'system.down') {
        if (isOld) continue;
        const { says, since } = entry.body as { says: string; since: string };
        system.tripped({ says, since: new Date(since) });
      } else if (down && down.until === undefined && entry && entry.at >= down.since) system.mended();
    }
  }

  private async back(system: string, was: Down): Promise<void> {
    const { pool, now } = this.options;
    const held = await countHeld(pool, system);
    const down_ms = Math.max(0, now().getTime() - was.since.getTime());
    await this.tell(system, 'system.up', (label) => ({ label, down_ms, held }));
    await wakeStopped(pool, heldFor(system), now());
  }

  /** Appends, unless the newest entry says the same already. */
  private async tell(
    system: string,
    kind: SystemEntryKind,
    bodyOf: (label: string) => Record<string, unknown>,
  ): Promise<void> {
    const { pool, log, now, systems } = this.options;
    const stream = systemStream(system);
    const body = bodyOf(systems()[system]?.label ?? system);
    for (let tries = 0; tries < TRIES_MAX; tries++) {
      const newest = (await newestEntries(pool, [stream])).get(stream);
      if (newest?.kind === kind || (!newest && kind === 'system.up')) return;
      const expected = newest?.version ?? 0;
      const entry: NewEntry = { kind, kindVersion: 1, at: now(), actor: { type: 'remit' }, body };
      const rows = { notices: systemNotices(system, [{ ...entry, version: expected + 1 }]) };
      if ((await log.append({ stream, expected, entries: [entry], rows })).ok) return;
    }
  }
}

interface Newest {
  version: number;
  kind: string;
  at: Date;
  body: Record<string, unknown>;
}

async function newestEntries(pool: Pool, streams: string[]): Promise<Map<string, Newest>> {
  const { rows } = await pool.query<{
    stream: string;
    version: number;
    kind: string;
    at: Date;
    body: string;
  }>({
    name: 'system-newest',
    text: `select s.stream, e.version, e.kind, e.at, e.body from unnest($1::text[]) s (stream)
      cross join lateral (select version, kind, at, body from entries
        where stream = s.stream order by version desc limit 1) e`,
    values: [streams],
  });
  const parsed = rows.map(
    ({ stream, body, ...row }) => [stream, { ...row, body: JSON.parse(body) as Newest['body'] }] as const,
  );
  return new Map(parsed);
}

async function countHeld(pool: Pool, system: string): Promise<number> {
  const { rows } = await pool.query<{ held: number }>(
    'select count(*)::int as held from cases where stopped_by = $1',
    [heldFor(system)],
  );
  return rows[0]?.held ?? 0;
}
