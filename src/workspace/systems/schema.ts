import type { Shape } from '../shape.ts';
import type { HttpFile, HttpRoute } from './http.ts';
import type { MailFile, MailVia } from './mail.ts';
import type { McpFile, McpTool } from './mcp.ts';
import type { SqlFile, SqlVia } from './sql.ts';

export type { HttpFile, HttpRoute } from './http.ts';
export type { MailFile, MailVia } from './mail.ts';
export type { McpFile, McpTool } from './mcp.ts';
export type { SqlFile, SqlVia } from './sql.ts';

/** `systems/<name>.yaml`: one kind of system is one file beside this one, with its form, its check and its type. */
export type SystemFile = HttpFile | MailFile | McpFile | SqlFile;
export type SystemKind = SystemFile['kind'];

/** How a read or a write is reached within its system: each kind has its own way. */
export type Via = HttpRoute | MailVia | McpTool | SqlVia;

/** What is the same for every kind of system. */
export interface SystemCommon<V = Via> {
  name: string;
  label: string;
  limits: SystemLimits;
  /** Where a person sees the system itself, for links in the console. */
  page?: string;
  /** A read that changes nothing and is cheap; absent: what its kind does to see whether it is there. */
  probe?: { read: string; with: Record<string, unknown> };
  reads: Record<string, ReadOffer<V>>;
  writes: Record<string, WriteOffer<V>>;
}

/** What every system is held to, whatever its kind: see `src/systems/guarded/`. */
export interface SystemLimits {
  timeoutMs: number;
  /** How often a read is tried again. */
  retries: number;
  inFlight: number;
  /** The most of one answer that is taken. */
  answerBytes: number;
  /** What its vendor allows: so many calls in so many milliseconds. */
  rate?: { count: number; perMs: number };
  /** A case waits this long for a system that is down before a person is asked. */
  holdMs: number;
}

export interface ReadOffer<V = Via> {
  name: string;
  label: string;
  via: V;
  args: Record<string, Shape>;
  gives: Shape;
  /** Facts of this read older than this count as unknown when an action is ruled. */
  freshMs?: number;
  /** A template of an address where a person sees the thing read. */
  page?: string;
}

export interface WriteOffer<V = Via> {
  name: string;
  label: string;
  via: V;
  args: Record<string, Shape>;
  gives?: Shape;
  /** The argument that moves money, if any: budgets sum it. */
  money?: string;
  /** The system takes our key by this (a header, a column) and performs a key at most once. */
  keyedBy?: string;
  /** A read of the same system that tells what became of a key: found → done, not found → not done. */
  confirm?: { read: string; with: Record<string, string> };
  /** The write that takes this one back, by its whole name (`shop.void_refund`); templates see `args` and `result`. */
  undo?: {
    write: string;
    with: Record<string, string>;
    withinMs?: number;
    /**
     * What must still be so before it is taken back: this read, with these arguments (templates over `args`, `result`),
     * shows these values. Where it shows others, somebody has changed it since.
     */
    holds?: { read: string; with: Record<string, string>; shows: Record<string, string> };
  };
  /** Cannot be taken back and reaches someone outside (a mail, a payout). */
  irreversible?: boolean;
}
