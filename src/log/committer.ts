import assert from 'node:assert';
import type { Pool } from 'pg';
import { AppError } from '../runtime/errors.ts';
import { type Ready, sendBatch } from './batch.ts';
import { chain } from './chain.ts';
import { fateOf } from './fate.ts';
import { type GatedResult, sendGated } from './gates.ts';
import { type KnownHeads, readHeads } from './heads.ts';
import type { Months } from './months.ts';
import { type Lane, LANES, Queue, type Waiting } from './queue.ts';
import type { Appended, Entry } from './schema.ts';

const WAITING_MAX = 20_000;
/** How long an append whose answer was lost is asked after before its caller is told that it is not known. */
const RESOLVE_MS_MAX = 60_000;
const RETRY_PAUSE_MS = 10;
const RETRY_PAUSE_MS_MAX = 1_000;

/**
 * Batches in flight. Those that count against budgets hold their locks: a second would mostly wait for the first, and
 * was no faster over 50 budgets either (nor was saving the round trip of `begin`). Of
 * other ones, 1, 2 and 3 at a time made 2,120, 2,040 and 1,870 appends a second at 32 in flight on two busy cores
 * (medians of 14 rounds by turns), so it is no matter of speed here; the second fills the wait for a database that
 * is further away. Starting a batch in a microtask, before the rest of the turn has appended, cost a tenth.
 */
const IN_FLIGHT_MAX: Record<Lane, number> = { brakes: 1, budgeted: 1, others: 2 };

type Settled = Appended | { ok: false; why: 'error'; error: unknown };
const CONFLICT: Settled = { ok: false, why: 'conflict' };

/** Collects the appends that arrive while a batch is in flight and commits them together in the next one. */
export class Committer {
  private readonly queue = new Queue();
  private readonly inFlight: Record<Lane, number> = { brakes: 0, budgeted: 0, others: 0 };
  private pumping = false;

  constructor(
    private readonly pool: Pool,
    private readonly now: () => Date,
    private readonly heads: KnownHeads,
    private readonly months: Months,
  ) {}

  commit(ready: Ready): Promise<Appended> {
    if (this.queue.length >= WAITING_MAX) {
      throw new AppError('unavailable', `${WAITING_MAX} appends are waiting for the database already`);
    }
    const characters = ready.written.reduce(
      (sum, { body, private: hidden }) => sum + body.length + (hidden?.length ?? 0),
      0,
    );
    return new Promise((resolve, reject) => {
      this.queue.add({ ready, characters, resolve, reject });
      this.pumpSoon();
    });
  }

  /** After the present turn of the event loop, so that appends made in the same turn share a batch. */
  private pumpSoon(): void {
    if (this.pumping) return;
    this.pumping = true;
    setImmediate(() => {
      this.pumping = false;
      for (const lane of LANES) this.pump(lane);
    });
  }

  private pump(lane: Lane): void {
    while (this.inFlight[lane] < IN_FLIGHT_MAX[lane]) {
      const batch = this.queue.take(lane);
      if (batch.length === 0) return;
      this.inFlight[lane] += 1;
      void this.settle(batch).finally(() => {
        this.inFlight[lane] -= 1;
        this.queue.release(batch);
        this.pumpSoon();
      });
    }
  }

  /** Tries a batch until every append of it has a known answer. Never rejects: the appends do. */
  private async settle(batch: Waiting[]): Promise<void> {
    const startedMs = performance.now();
    for (let pauseMs = RETRY_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, RETRY_PAUSE_MS_MAX)) {
      try {
        const settled = await this.attempt(batch.map((item) => item.ready));
        for (const [index, item] of batch.entries()) tell(item, settled[index] ?? CONFLICT);
        return;
      } catch (error) {
        const fate = fateOf(error);
        if (fate === 'bad') return this.settleOneByOne(batch, error);
        if (fate === 'unknown') for (const item of batch) item.ready.uncertain = true;
        if (this.pool.ended || performance.now() - startedMs > RESOLVE_MS_MAX) return giveUp(batch, error);
        await new Promise((done) => setTimeout(done, pauseMs));
      }
    }
  }

  /** One append that the database cannot store must not take the others of its batch down with it. */
  private async settleOneByOne(batch: Waiting[], error: unknown): Promise<void> {
    if (batch.length === 1) for (const item of batch) item.reject(error);
    else for (const item of batch) await this.settle([item]);
  }

  private async attempt(batch: Ready[]): Promise<Settled[]> {
    await this.hang(batch);
    const hung = batch.filter((ready) => ready.chained.length > 0);
    await this.months.ensure(hung.flatMap((ready) => ready.written));
    const settled = new Map<Ready, Settled>();
    if (hung.length > 0) {
      const result = await this.send(hung);
      for (const [index, ready] of hung.entries()) settled.set(ready, this.judge(ready, index, result));
    }
    const conflicts = hung.filter((ready) => settled.get(ready) === CONFLICT);
    if (conflicts.length > 0) await this.lookAgain(conflicts, settled);
    return batch.map((ready) => settled.get(ready) ?? CONFLICT);
  }

  /** Fills in the hashes of appends at existing streams. Those at a head that has moved on stay empty. */
  private async hang(batch: Ready[]): Promise<void> {
    const stale = batch.filter((ready) => ready.chained.length === 0 && !this.hangFromKnown(ready));
    if (stale.length === 0) return;
    const streams = stale.map((ready) => ready.append.stream);
    for (const [stream, head] of await readHeads(this.pool, streams)) this.heads.set(stream, head);
    for (const ready of stale) this.hangFromKnown(ready);
  }

  private hangFromKnown(ready: Ready): boolean {
    const head = this.heads.get(ready.append.stream);
    if (head?.version !== ready.append.expected) return false;
    ready.chained = chain(ready.written, head.hash);
    return true;
  }

  private async send(batch: Ready[]): Promise<GatedResult> {
    if (batch.some(({ append }) => append.gate)) return sendGated(this.pool, batch, this.now());
    return { ...(await sendBatch(this.pool, batch)), refused: new Map(), failed: new Map() };
  }

  private judge(ready: Ready, index: number, result: GatedResult): Settled {
    const positions = result.won.get(index);
    if (positions) return this.appended(ready, positions);
    const taken = result.taken.get(index);
    if (taken) return { ok: false, why: 'taken', ...taken };
    if (result.refused.has(index)) return { ok: false, why: 'refused', reason: result.refused.get(index) };
    if (result.failed.has(index)) return { ok: false, why: 'error', error: result.failed.get(index) };
    return CONFLICT;
  }

  private appended(ready: Ready, positions: number[]): Settled {
    const last = ready.chained.at(-1);
    assert(last && positions.length === ready.chained.length, 'every entry that was appended has a position');
    this.heads.set(ready.append.stream, { version: last.version, hash: last.hash });
    return { ok: true, version: last.version, hash: last.hash, entries: asEntries(ready, positions) };
  }

  /**
   * Looks at the heads of appends that were refused. One whose earlier answer was lost may find its own mark there:
   * then it had been committed. Only the mark counts and not the hash, because another writer may have appended
   * the very same entries.
   */
  private async lookAgain(conflicts: Ready[], settled: Map<Ready, Settled>): Promise<void> {
    const found = await readHeads(
      this.pool,
      conflicts.map((ready) => ready.append.stream),
    );
    for (const ready of conflicts) {
      const { stream, expected } = ready.append;
      const head = found.get(stream);
      if (!head) continue;
      this.heads.set(stream, head);
      if (ready.uncertain && head.writer === ready.writer) {
        settled.set(ready, this.appended(ready, await this.positionsOf(ready)));
      } else if (head.version === expected) {
        const error = new Error(`The head of ${stream} does not fit its last entry. Run \`remit verify\`.`);
        settled.set(ready, { ok: false, why: 'error', error });
      }
    }
  }

  private async positionsOf(ready: Ready): Promise<number[]> {
    const { rows } = await this.pool.query<{ position: number }>(
      'select position from entries where stream = $1 and version > $2 order by version limit $3',
      [ready.append.stream, ready.append.expected, ready.chained.length],
    );
    return rows.map((row) => row.position);
  }
}

function tell(item: Waiting, settled: Settled): void {
  if (!settled.ok && settled.why === 'error') item.reject(settled.error);
  else item.resolve(settled);
}

function giveUp(batch: Waiting[], cause: unknown): void {
  const error = new AppError(
    'unavailable',
    'The database did not answer, so it is not known whether this was recorded.',
    {
      suggestion: 'Read the stream again once the database is back.',
    },
  );
  error.cause = cause;
  for (const item of batch) item.reject(error);
}

function asEntries(ready: Ready, positions: number[]): Entry[] {
  return ready.chained.map((entry, index) => ({
    stream: entry.stream,
    version: entry.version,
    kind: entry.kind,
    kindVersion: entry.kindVersion,
    at: new Date(entry.at),
    actor: ready.append.entries[index]?.actor ?? { type: 'remit' },
    body: ready.append.entries[index]?.body ?? {},
    private: ready.append.entries[index]?.private,
    prevHash: entry.prevHash,
    hash: entry.hash,
    position: positions[index] ?? 0,
  }));
}
