import type { Pool } from 'pg';

/** What an engine calls: at least once when a stream is due. It may call too often, and twice at once. */
export type Advance<S> = (stream: string, known?: S) => Promise<unknown>;

export interface WorkersOptions<S> {
  pool: Pool;
  /** Names this worker in leases. */
  worker: string;
  /** Streams in flight at the same time: cases, and other work that has a head with a time. */
  inFlight: number;
  leaseMs: number;
  advance: Advance<S>;
  /** Reads many streams at once; those that are absent are read when they are advanced. */
  load(streams: string[]): Promise<Map<string, S>>;
  /** Names of the workflows to work on, and of the other queues. */
  workflows: () => string[];
  now: () => Date;
  /** A stream that could not be advanced, and why; it is tried again when its lease ends. */
  onFault: (stream: string, error: unknown) => void;
}

/** When nothing wakes a worker it looks by itself this often: for timers, and for what a dead worker left. */
const POLL_MS = 500;
/** Leases are renewed this many times within their life. */
const RENEWALS = 3;
/**
 * Cases that wait in this process, leased, for each one in flight. Claiming ahead takes many cases with one statement;
 * claiming one by one, as each hand came free, cost a query a case.
 */
const AHEAD = 4;

/** A case that cannot be advanced is tried again at least this often, and this many of them are remembered. */
const POSTPONE_MS_MAX = 5 * 60_000;
const FAULTS_MAX = 10_000;

/**
 * The default engine: claims due cases with `for update skip locked` and a lease, fairly between workflows.
 * A live worker renews its leases, a dead one loses them, and the log refuses whoever comes second.
 */
export class Workers<S> {
  private readonly options: WorkersOptions<S>;
  /** Cases of this worker, in the order in which they came: in flight, or waiting for a hand. */
  private readonly running = new Map<string, Promise<void>>();
  private readonly waiting = new Map<string, S | undefined>();
  /** How often each case could not be advanced since it last was. */
  private readonly faults = new Map<string, number>();
  private timer: NodeJS.Timeout | null = null;
  private renewal: NodeJS.Timeout | null = null;
  private looking: Promise<void> | null = null;
  private lookAgain = false;
  private stopped = true;

  constructor(options: WorkersOptions<S>) {
    this.options = options;
  }

  start(): void {
    this.stopped = false;
    this.renewal = setInterval(() => void this.renew(), this.options.leaseMs / RENEWALS);
    this.wake();
  }

  /** Stops taking cases and waits for those in hand; what only waited is left to others when its lease ends. */
  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.looking;
    await this.release([...this.waiting.keys()]);
    this.waiting.clear();
    await Promise.all(this.running.values());
    if (this.renewal) clearInterval(this.renewal);
  }

  /** A free hand for a case that is just being appended; what is more than that is left for others to claim. */
  room(): boolean {
    return !this.stopped && this.running.size + this.waiting.size < this.options.inFlight;
  }

  /** Whether this worker has it in hand. */
  has(stream: string): boolean {
    return this.running.has(stream) || this.waiting.has(stream);
  }

  /** Takes a case whose lease is this worker's already. */
  take(stream: string, known?: S): void {
    if (this.running.has(stream)) {
      // It moved on while this worker was coming to its end: it is taken up again, as it is then.
      this.waiting.set(stream, undefined);
      return;
    }
    if (this.running.size >= this.options.inFlight) {
      this.waiting.set(stream, known);
      return;
    }
    this.hold(stream, this.patiently(stream, this.options.advance(stream, known)));
  }

  /** Counts work that somebody else began on a case as in hand, so that its lease is held for as long as it takes. */
  lend(stream: string, work: Promise<unknown>): void {
    this.hold(stream, this.patiently(stream, work));
  }

  private hold(stream: string, work: Promise<void>): void {
    const run = work.finally(() => {
      this.running.delete(stream);
      this.next();
    });
    this.running.set(stream, run);
  }

  /** Something may be due. Wakes that come while it looks make it look once more. */
  wake(): void {
    if (this.stopped) return;
    if (this.looking || this.waiting.size > this.options.inFlight) {
      this.lookAgain = true;
      return;
    }
    this.lookAgain = false;
    if (this.timer) clearTimeout(this.timer);
    this.looking = this.look().finally(() => {
      this.looking = null;
      if (this.stopped) return;
      this.timer = setTimeout(() => this.wake(), POLL_MS);
      if (this.lookAgain) this.wake();
    });
  }

  private next(): void {
    const [first] = this.waiting;
    if (first && !this.stopped) {
      this.waiting.delete(first[0]);
      this.take(first[0], first[1]);
    }
    if (this.lookAgain && this.waiting.size <= this.options.inFlight) this.wake();
  }

  private async look(): Promise<void> {
    const { pool, worker, inFlight, leaseMs, now, onFault, workflows } = this.options;
    const free = inFlight * (1 + AHEAD) - this.running.size - this.waiting.size;
    if (free <= 0) return;
    try {
      const { rows } = await pool.query<{ stream: string; rank: number }>({
        name: 'claim-due',
        text: CLAIM,
        values: [worker, now(), leaseMs, free, workflows()],
      });
      rows.sort((one, other) => one.rank - other.rank);
      const streams = rows.map(({ stream }) => stream);
      const known = streams.length === 0 ? new Map<string, S>() : await this.options.load(streams);
      for (const stream of streams) this.take(stream, known.get(stream));
      if (rows.length === free) this.lookAgain = true;
    } catch (error) {
      onFault('', error);
    }
  }

  private async patiently(stream: string, work: Promise<unknown>): Promise<void> {
    try {
      await work;
      this.faults.delete(stream);
    } catch (error) {
      this.options.onFault(stream, error);
      await this.postpone(stream);
    }
  }

  /** A case that could not be advanced keeps its lease, longer each time, so that it neither spins nor crowds. */
  private async postpone(stream: string): Promise<void> {
    const { pool, worker, leaseMs, now, onFault } = this.options;
    const count = this.faults.get(stream) ?? 0;
    if (this.faults.size >= FAULTS_MAX) this.faults.clear();
    this.faults.set(stream, count + 1);
    const waitMs = Math.min(POSTPONE_MS_MAX, leaseMs * 2 ** count);
    try {
      await pool.query(
        `update heads set lease_until = $3::timestamptz + $4 * interval '1 millisecond'
         where stream = $2 and lease_by = $1`,
        [worker, stream, now(), waitMs],
      );
    } catch (error) {
      onFault('', error);
    }
  }

  private async release(streams: string[]): Promise<void> {
    if (streams.length === 0) return;
    const { pool, worker, onFault } = this.options;
    try {
      await pool.query(
        'update heads set lease_by = null, lease_until = null where lease_by = $1 and stream = any($2)',
        [worker, streams],
      );
    } catch (error) {
      onFault('', error);
    }
  }

  private async renew(): Promise<void> {
    const streams = [...this.running.keys(), ...this.waiting.keys()];
    if (streams.length === 0) return;
    const { pool, worker, leaseMs, now, onFault } = this.options;
    try {
      // Heads that an append holds just now are skipped: it renews or ends their lease itself, and waiting for it
      // while holding others was a deadlock.
      await pool.query(
        `with held as (
           select stream from heads where lease_by = $1 and stream = any($4) for update skip locked
         )
         update heads set lease_until = $2::timestamptz + $3 * interval '1 millisecond'
         from held where heads.stream = held.stream`,
        [worker, now(), leaseMs, streams],
      );
    } catch (error) {
      onFault('', error);
    }
  }
}

/**
 * The oldest due cases of each workflow in turn, so that a flood in one workflow does not starve the others.
 * `skip locked` keeps workers out of each other's way; a lease that ran out is anybody's.
 */
const CLAIM = `
  with due as (
    select h.stream, h.rank
    from unnest($5::text[]) w(workflow)
    cross join lateral (
      select stream, row_number() over (order by due_at) as rank
      from (
        select stream, due_at from heads
        where workflow = w.workflow and due_at <= $2 and (lease_until is null or lease_until <= $2)
        order by due_at limit $4
      ) oldest
    ) h
    order by h.rank limit $4
  ), picked as (
    select h.stream, due.rank from heads h join due on due.stream = h.stream
    where h.due_at <= $2 and (h.lease_until is null or h.lease_until <= $2)
    for update of h skip locked
  )
  update heads set lease_by = $1, lease_until = $2::timestamptz + $3 * interval '1 millisecond'
  from picked where heads.stream = picked.stream
  returning heads.stream, picked.rank::int as rank`;
