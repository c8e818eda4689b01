import type { Down } from './breaker.ts';

/** One exchange with a system, as it is counted. */
export interface Called {
  system: string;
  verb: 'read' | 'write' | 'confirm' | 'probe';
  /** The read's or the write's name; empty for a probe. */
  name: string;
  at: Date;
  tookMs: number;
  ok: boolean;
  /** What went wrong, in a sentence without secrets. */
  says?: string;
}

/** Who is told of calls, and of a system that goes down or comes back; each may be left out. */
export interface Watching {
  now?: () => Date;
  called?(call: Called): void;
  /** This process found that it is down. */
  down?(system: string, down: Down): void;
  /** This process found that it is back. */
  up?(system: string, was: Down): void;
}
