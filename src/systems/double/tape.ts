import { digest } from '../../log/canonical.ts';

/** What systems answered while Remit really ran. Everything of it stands in the log: nothing else has to be recorded. */
export interface Tape {
  reads: RecordedRead[];
  writes: RecordedWrite[];
}

export interface RecordedRead {
  /** `shop.order` */
  read: string;
  args: Record<string, unknown>;
  value: unknown;
  /** It was read after something had been done in its case. */
  isAfter: boolean;
}

export interface RecordedWrite {
  write: string;
  args: Record<string, unknown>;
  result: unknown;
}

/** A tape by what is asked of it. */
export class Answers {
  private readonly reads = new Map<string, { before?: unknown; after?: unknown }>();
  private readonly writes = new Map<string, unknown>();

  constructor({ reads, writes }: Tape) {
    for (const { read, args, value, isAfter } of reads) {
      const key = keyOf(read, args);
      const known = this.reads.get(key) ?? {};
      this.reads.set(key, { ...known, [isAfter ? 'after' : 'before']: value });
    }
    for (const { write, args, result } of writes) {
      this.writes.set(keyOf(write, args), result);
      this.writes.set(write, result);
    }
  }

  /** What a read gave; `isAfter` asks for what it gave once something had been done. Undefined: never asked. */
  read(read: string, args: Record<string, unknown>, isAfter: boolean): { value: unknown } | undefined {
    const known = this.reads.get(keyOf(read, args));
    if (!known) return undefined;
    const inOrder = isAfter ? (['after', 'before'] as const) : (['before', 'after'] as const);
    const name = inOrder.find((when) => when in known);
    return name && { value: known[name] };
  }

  /** What the same write gave, else any of its kind; undefined where none was ever done. */
  written(write: string, args: Record<string, unknown>): unknown {
    return this.writes.get(keyOf(write, args)) ?? this.writes.get(write);
  }
}

function keyOf(name: string, args: Record<string, unknown>): string {
  // Through JSON, so that what came out of the log and what is filled in now are the same.
  return digest({ name, args: JSON.parse(JSON.stringify(args)) as unknown });
}
