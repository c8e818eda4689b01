import type { ConfirmAnswer, WriteAnswer } from '../../flow/action/schema.ts';
import type { ReadAnswer } from '../../flow/context/schema.ts';
import type { SystemFile } from '../../workspace/schema.ts';
import type { Probed } from '../schema.ts';
import { Breaker, type Down } from './breaker.ts';
import { InFlight } from './in_flight.ts';
import { Pace } from './rate.ts';
import { RETRY_AFTER_MS_MAX } from './retry.ts';
import { withinTime } from './time_limit.ts';
import { faultOf } from './verdict.ts';
import type { Called, Watching } from './watching.ts';

/** A system that asks for peace is left in peace at most this long. */
const PAUSE_MS_MAX = 5 * 60_000;
/** A call waits this long for its turn in the pace; a longer wait is the queue of cases' concern. */
const PACE_WAIT_MS_MAX = 3_000;

export interface Calling {
  verb: Called['verb'];
  name: string;
}

interface Through<T> {
  call: (signal: AbortSignal) => Promise<T>;
  /** The answer where nothing was sent. */
  stopped: (says: string, retryAfterMs?: number) => T;
  /** The answer where it was sent and none came. */
  late: (says: string) => T;
  clean: (answer: T) => T;
}

/** The way to one system: who may go through now, and what every call that went tells of its health. */
export class Gate {
  readonly #file: Pick<SystemFile, 'name' | 'limits'>;
  readonly #watching: Watching;
  readonly #inFlight: InFlight;
  readonly #pace: Pace | null;
  readonly #breaker = new Breaker();
  readonly #lookAgain: () => Promise<boolean>;
  #pausedUntil = 0;
  #pausedAt = new Date(0);
  /** The read that failed last: a system is back when it works, whatever its front page says. */
  #failedRead: ((signal: AbortSignal) => Promise<string | undefined>) | undefined;
  #looking: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(
    file: Pick<SystemFile, 'name' | 'limits'>,
    watching: Watching,
    lookAgain: () => Promise<boolean>,
  ) {
    this.#file = file;
    this.#watching = watching;
    this.#inFlight = new InFlight(file.limits.inFlight);
    this.#pace = file.limits.rate ? new Pace(file.limits.rate) : null;
    this.#lookAgain = lookAgain;
  }

  /** Sends one call, unless the system is down, asked for peace, or is called too often already. */
  async through<T extends ReadAnswer | WriteAnswer | ConfirmAnswer>(
    calling: Calling,
    signal: AbortSignal,
    { call, stopped, late, clean }: Through<T>,
  ): Promise<T> {
    const held = this.#heldBack();
    if (held) return stopped(held.says, held.retryAfterMs);
    const { timeoutMs } = this.#file.limits;
    if (!(await this.#inFlight.enter(signal, timeoutMs)))
      return stopped(signal.aborted ? 'was stopped before it was sent' : 'has too much under way');
    try {
      const pace = await this.#turn(signal);
      if (pace > 0) return stopped(`is asked as often as it allows (${this.#paceInWords()})`, pace);
      const started = this.#now();
      const answer = clean(await withinTime(call, { timeoutMs, signal }, late));
      const fault = faultOf(answer);
      // Who stops waiting early says nothing about the system.
      const isLeft = signal.aborted && this.#now().getTime() - started.getTime() < timeoutMs / 2;
      if (fault && isLeft) return answer;
      if (fault?.isAway && calling.verb === 'read')
        this.#failedRead = async (within) => {
          const again = faultOf(await call(within));
          return again?.isAway ? again.says : undefined;
        };
      this.#tell(calling, started, fault);
      return answer;
    } finally {
      this.#inFlight.leave();
    }
  }

  /** A dry read: it goes also while nothing else does, and what it shows counts at once. */
  async look(
    signal: AbortSignal,
    probe: (signal: AbortSignal) => Promise<Probed>,
    clean: (probed: Probed) => Probed,
  ): Promise<Probed> {
    const started = this.#now();
    const late = (says: string): Probed => ({ ok: false, says: `${this.#file.name} ${says}.` });
    const look = async (within: AbortSignal): Promise<Probed> => {
      const probed = await probe(within);
      const fault = probed.ok ? await this.#failedRead?.(within) : undefined;
      return fault === undefined ? probed : { ok: false, says: fault };
    };
    const { timeoutMs } = this.#file.limits;
    const probed = clean(await withinTime(look, { timeoutMs, signal }, late));
    this.#count({ verb: 'probe', name: '' }, started, probed.ok ? undefined : probed.says);
    if (probed.ok) this.mended(true);
    return probed;
  }

  /** Why nothing is sent now: it is down, or it asked for a pause that is too long to wait for. */
  down(): Down | null {
    const pause = this.#pausedUntil - this.#now().getTime();
    if (this.#breaker.down() || pause <= RETRY_AFTER_MS_MAX) return this.#breaker.down();
    const until = new Date(this.#pausedUntil);
    return { since: this.#pausedAt, says: 'It asked for a pause.', until };
  }

  tripped(down: Down): void {
    if (this.#breaker.trip(down)) this.#lookLater();
  }

  mended(byUs = false): void {
    const was = this.#breaker.down();
    if (!was || !this.#breaker.mend()) return;
    clearTimeout(this.#looking);
    if (byUs) this.#watching.up?.(this.#file.name, was);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#looking);
  }

  #heldBack(): { says: string; retryAfterMs?: number } | undefined {
    const down = this.#breaker.down();
    if (down) return { says: `is down since ${down.since.toISOString()}: ${down.says}` };
    const pause = this.#pausedUntil - this.#now().getTime();
    if (pause <= 0) return undefined;
    return { says: `asked for a pause of ${Math.ceil(pause / 1_000)} s more`, retryAfterMs: pause };
  }

  /** Waits for a turn in the pace; returns how much longer it would have to wait where that is too long. */
  async #turn(signal: AbortSignal): Promise<number> {
    if (!this.#pace) return 0;
    const now = this.#now().getTime();
    const waitMs = this.#pace.waitMs(now);
    if (waitMs > PACE_WAIT_MS_MAX) return waitMs;
    this.#pace.take(now + waitMs);
    if (waitMs > 0) await sleep(waitMs, signal);
    return 0;
  }

  #paceInWords(): string {
    const { rate } = this.#file.limits;
    return rate ? `${rate.count} calls in ${rate.perMs / 1_000} s` : '';
  }

  #tell(calling: Calling, started: Date, fault: ReturnType<typeof faultOf>): void {
    this.#count(calling, started, fault?.says);
    if (!fault?.isAway) {
      this.#failedRead = undefined;
      this.#breaker.answered();
      if (fault?.pauseMs !== undefined) this.#pause(fault.pauseMs);
      return;
    }
    if (fault.pauseMs !== undefined) return this.#pause(fault.pauseMs);
    if (!this.#breaker.failed(this.#now(), fault.says)) return;
    const down = this.#breaker.down();
    if (down) this.#watching.down?.(this.#file.name, down);
    this.#lookLater();
  }

  #pause(ms: number): void {
    this.#pausedAt = this.#now();
    this.#pausedUntil = this.#pausedAt.getTime() + Math.min(ms, PAUSE_MS_MAX);
  }

  #count({ verb, name }: Calling, at: Date, says: string | undefined): void {
    const tookMs = this.#now().getTime() - at.getTime();
    const call = { system: this.#file.name, verb, name, at, tookMs, ok: says === undefined };
    this.#watching.called?.(says === undefined ? call : { ...call, says });
  }

  #lookLater(): void {
    clearTimeout(this.#looking);
    if (this.#isClosed) return;
    this.#looking = setTimeout(() => {
      void this.#lookNow();
    }, this.#breaker.nextLookMs(Math.random()));
    // A process that has nothing else to do may end.
    this.#looking.unref();
  }

  async #lookNow(): Promise<void> {
    const isBack = await this.#lookAgain();
    if (!isBack && this.#breaker.down()) this.#lookLater();
  }

  #now(): Date {
    return this.#watching.now?.() ?? new Date();
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
