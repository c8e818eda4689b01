import type { Pool } from 'pg';

/** What an engine calls: at least once when a case is due. It may call too often, and twice at once. */
export type Advance<S> = (caseId: string, known?: S) => Promise<unknown>;

export interface WorkersOptions<S> {
  pool: Pool;
  /** Names this worker in leases. */
  worker: string;
  /** Cases in flight at the same time. */
  inFlight: number;
  leaseMs: number;
  advance: Advance<S>;
  /** Names of the workflows to work on. */
  workflows(): string[];
  now(): Date;
  /** A case that could not be advanced, and why; it is tried again when its lease ends. */
  onFault(caseId: string, error: unknown): void;
}

/** When nothing wakes a worker it looks by itself this often: for timers, and for what a dead worker left. */
const POLL_MS = 500;
/** Leases are renewed this many times within their life. */
const RENEWALS = 3;

/**
 * The default engine: claims due cases with `for update skip locked` and a lease, fairly between workflows.
 * A live worker renews its leases, a dead one loses them, and the log refuses whoever comes second.
 */
export class Workers<S> {
  private readonly options: WorkersOptions<S>;
  private readonly running = new Map<string, Promise<void>>();
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

  /** Stops taking cases and waits for those in hand; their effects finish and are recorded. */
  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.looking;
    await Promise.all(this.running.values());
    if (this.renewal) clearInterval(this.renewal);
  }

  room(): boolean {
    return !this.stopped && this.running.size < this.options.inFlight;
  }

  /** Takes a case whose lease is this worker's already. */
  take(caseId: string, known?: S): void {
    if (this.running.has(caseId)) return;
    const run = this.run(caseId, known).finally(() => {
      this.running.delete(caseId);
      if (this.lookAgain) this.wake();
    });
    this.running.set(caseId, run);
  }

  /** Something may be due. Wakes that come while it looks make it look once more. */
  wake(): void {
    if (this.stopped) return;
    if (this.looking || this.running.size >= this.options.inFlight) {
      this.lookAgain = true;
      return;
    }
    this.lookAgain = false;
    if (this.timer) clearTimeout(this.timer);
    this.looking = this.look().finally(() => {
      this.looking = null;
      this.timer = setTimeout(() => this.wake(), POLL_MS);
      if (this.lookAgain) this.wake();
    });
  }

  private async look(): Promise<void> {
    const { pool, worker, inFlight, leaseMs, now, onFault, workflows } = this.options;
    const free = inFlight - this.running.size;
    if (free <= 0) return;
    try {
      const { rows } = await pool.query<{ stream: string }>({
        name: 'claim-due',
        text: CLAIM,
        values: [worker, now(), leaseMs, free, workflows()],
      });
      for (const { stream } of rows) this.take(stream.replace(/^case\//, ''));
      if (rows.length === free) this.lookAgain = true;
    } catch (error) {
      onFault('', error);
    }
  }

  private async run(caseId: string, known?: S): Promise<void> {
    try {
      await this.options.advance(caseId, known);
    } catch (error) {
      this.options.onFault(caseId, error);
    }
  }

  private async renew(): Promise<void> {
    const streams = [...this.running.keys()].map((id) => `case/${id}`);
    if (streams.length === 0) return;
    const { pool, worker, leaseMs, now, onFault } = this.options;
    try {
      await pool.query(
        `update heads set lease_until = $2::timestamptz + $3 * interval '1 millisecond'
         where lease_by = $1 and stream = any($4)`,
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
    select h.stream from heads h join due on due.stream = h.stream
    where h.due_at <= $2 and (h.lease_until is null or h.lease_until <= $2)
    for update of h skip locked
  )
  update heads set lease_by = $1, lease_until = $2::timestamptz + $3 * interval '1 millisecond'
  from picked where heads.stream = picked.stream
  returning heads.stream`;
