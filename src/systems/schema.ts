import type { Writer } from '../flow/action/schema.ts';
import type { Reader } from '../flow/context/schema.ts';

/**
 * What one kind of system implements: one exchange for each call, and nothing tried twice. Time limits, retries, the
 * places in flight, the pace, the breaker and the health are the same for every kind and stand in `guarded/`.
 * `confirm` is asked only of writes that declare no `confirm` read.
 */
export type System = Reader &
  Writer & {
    /** A dry read: whether it can be reached, signed in to and asked, without changing anything. */
    probe(options: { signal: AbortSignal }): Promise<Probed>;
    close(): void | Promise<void>;
  };

/** What a dry read showed, in a sentence that begins with what the system is called (`The shop answers.`). */
export type Probed =
  | { ok: true; says: string; warnings?: Advice[] }
  /** `todo` says what a person can do about it. */
  | ({ ok: false } & Advice);

export interface Advice {
  says: string;
  todo?: string;
}
