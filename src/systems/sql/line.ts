/** One connection to a database, held for one read or one write. It is not shared and never sends twice. */
export interface SqlLine {
  /** Rows as plain objects, and how many a statement changed. Stops at more rows than `rowsMax`. */
  run(text: string, values: readonly unknown[], limits?: RowLimits): Promise<Ran>;
  /** A transaction; of a read one that cannot write. A statement may take `timeoutMs`. */
  begin(use: 'read' | 'write', timeoutMs: number): Promise<void>;
  commit(): Promise<void>;
  /** What its user may change; a few examples in words, none where the user may only read. */
  mayChange(): Promise<string[]>;
  /** Tables whose changes no transaction can take back. */
  withoutTransactions(): Promise<string[]>;
  /** Back to the others, or away with it: a connection in the middle of anything is never used again. */
  release(fate: 'keep' | 'drop'): void;
}

export interface RowLimits {
  rowsMax: number;
  bytesMax: number;
}

export interface Ran {
  rows: Record<string, unknown>[];
  changed: number;
  /** The number that the database gave to a new row, where it says so. */
  insertedId?: number | string;
  /** There was more than the limits allow; the connection cannot be used any more. */
  isCut?: 'rows' | 'bytes';
}

export interface SqlPool {
  take(): Promise<SqlLine>;
  close(): Promise<void>;
}

/** How a pool is opened. `ca` is a certificate in PEM; without it those of this machine count. */
export interface PoolOptions {
  url: string;
  tls: boolean;
  ca: string | undefined;
  connections: number;
  connectMs: number;
}

/** What is particular to one make of database. */
export interface SqlMake {
  open(options: PoolOptions): SqlPool;
  faultOf(error: unknown): SqlFault;
  /** A value of an argument as its driver takes it; a time is one that its shape calls so. */
  parameter: (value: unknown, isTime: boolean) => unknown;
}

/** What an error of a database or its driver means for us. */
export interface SqlFault {
  kind:
    | 'away' // no connection, or it broke
    | 'slow' // a time limit
    | 'busy' // a lock, a deadlock, too many connections: nothing was done, and it may pass
    | 'doubled' // a key that exists already
    | 'no'; // the database refused
  says: string;
}

/** How much of what a database says is kept, in characters. */
const SAYS_CHARS_MAX = 300;

/** What a database says, on one line and of a bounded length. */
export function clipped(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > SAYS_CHARS_MAX ? `${line.slice(0, SAYS_CHARS_MAX)}…` : line;
}

/** Adds rows up while they come, and says when there are too many. */
export class Rows {
  readonly rows: Record<string, unknown>[] = [];
  readonly #limits: RowLimits;
  #bytes = 0;

  constructor(limits: RowLimits) {
    this.#limits = limits;
  }

  add(row: Record<string, unknown>): 'rows' | 'bytes' | undefined {
    for (const value of Object.values(row)) this.#bytes += sizeOf(value);
    if (this.#bytes > this.#limits.bytesMax) return 'bytes';
    if (this.rows.length >= this.#limits.rowsMax) return 'rows';
    this.rows.push(row);
    return undefined;
  }
}

/** Bytes of numbers and times are not worth counting exactly. */
const SCALAR_BYTES = 8;

function sizeOf(value: unknown): number {
  if (typeof value === 'string' || Buffer.isBuffer(value)) return value.length;
  if (value === null || typeof value !== 'object' || value instanceof Date) return SCALAR_BYTES;
  return JSON.stringify(value).length;
}
